"""What a report must pass, one module a gate."""
