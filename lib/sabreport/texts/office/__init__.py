"""The .docx and .odt files that people send: their parts, and what Pandoc would pass over in them."""
