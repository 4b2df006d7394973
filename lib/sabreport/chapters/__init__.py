"""What the chapters' notebooks call: one module a subject, each function giving exhibits of one chapter."""
