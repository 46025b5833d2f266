"""The desk, without a terminal."""
