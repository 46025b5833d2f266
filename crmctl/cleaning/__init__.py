"""What a value is worth: pure functions, no database."""
