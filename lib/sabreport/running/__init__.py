"""Runs the notebooks, and writes their sections."""
