"""A final report: whether it may be made, what is published of it, and whether a folder is what was published."""
