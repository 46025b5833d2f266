"""Conversations; each ends in a control plan."""
