"""The one door from supplied figures to published ones."""
