"""What talks to a person: the only importers of Rich and questionary."""
