"""Find, preview, distribute, hand out, settle."""
