"""Named numbers: given, counted, derived, tested for chance, traced to their cells."""
