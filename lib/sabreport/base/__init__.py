"""What everything stands on: a board and its year, what can go wrong, files and settings read and written."""
