"""The export of crmctl itself as a file to import: exact, with contact points, links, dates and what was archived."""
