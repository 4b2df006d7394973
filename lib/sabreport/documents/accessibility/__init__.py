"""Whether the finished documents can be read by everyone: each read back and judged."""
