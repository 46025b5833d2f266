"""The parts of a domain name."""

LONGEST_LABEL = 63
"""Characters between two dots (RFC 1035, section 2.3.4)."""
PLAIN_LABEL = r"[a-z0-9]++(?:-[a-z0-9]++)*+"
"""A label in lower case without an alphabet of its own; it takes all it can and gives nothing back."""
