"""Two drafts' Word reports as one, with native tracked changes."""
