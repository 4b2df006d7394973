"""Words that people write: inspected, told of, made safe to print."""
