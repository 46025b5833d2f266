"""Checks: what each finds, and the one SELECT that judges it."""
