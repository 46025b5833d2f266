"""The questions the program asks, one file a subject."""
