"""What a report may show: prose, tables and charts."""
