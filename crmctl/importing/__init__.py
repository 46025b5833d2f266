"""From an exported file to cards."""
