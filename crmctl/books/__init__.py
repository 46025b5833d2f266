"""The small books of a base: users, groups, projects, contact kinds, settings."""
