"""The schema's one source of truth."""
