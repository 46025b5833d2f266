"""Client and contact cards."""
