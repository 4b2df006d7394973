"""What is done again and what is not: hashes of what each step of a build rests on, and what the last build made."""
