"""What everything stands on: a board and its year, what can go wrong, how numbers are worded, files read and written."""
