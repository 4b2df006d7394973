"""How the kit words what it says: numbers with their units, lists and counted nouns, plain text as Markdown."""
