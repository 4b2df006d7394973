"""A kind of report, read from its folder: its chapters, its measures, the columns of its extracts."""
