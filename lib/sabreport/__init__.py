"""Statutory annual reports of safeguarding adults boards, written from data."""
