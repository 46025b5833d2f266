"""Exports: clients, contacts, gaps, tasks and changes as files for other programs, and for crmctl itself."""
