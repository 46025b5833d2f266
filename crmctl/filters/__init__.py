"""The filter language: text to a condition."""
