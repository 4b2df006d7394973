"""Sections to web page, PDF, Word and workbook; and the documents read back."""
