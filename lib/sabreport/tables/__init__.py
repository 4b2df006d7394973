"""The extracts of a board: read, checked alone, against each other, and against what the law asks."""
