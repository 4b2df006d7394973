"""The page for whoever reads a draft: what to decide, what changed, what moved most, who wrote what, what is open."""
