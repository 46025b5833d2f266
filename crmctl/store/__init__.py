"""The store: models, connections, migrations, the write door, the reader."""
