"""Numbers that people typed, and what each rests on."""
