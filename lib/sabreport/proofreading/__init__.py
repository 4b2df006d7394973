"""A reader of words of its own: what was supplied against what was printed, with nothing of the kit's own reading."""
