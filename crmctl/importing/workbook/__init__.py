"""Spreadsheets, read by a child process that may use only so much memory and time."""
