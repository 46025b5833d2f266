"""Kinds of files an import reads, one module each; `telling` knows which file is which."""
