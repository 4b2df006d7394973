"""What changed from one draft of a report to another: figures, words, exhibits."""
