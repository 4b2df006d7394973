"""Drafts that come back: the comments and tracked changes in them, where each of them can be answered, and what becomes of it."""
