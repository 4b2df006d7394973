"""What a board sets: its params, and the look of its report."""
