"""Workbooks (.xlsx) of extracts: what a cell shows, and what a sheet shows besides its cells."""
