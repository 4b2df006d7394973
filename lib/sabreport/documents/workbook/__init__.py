"""The data workbook: every published table on a sheet of its own, with cover, contents and notes, by ``gptables``."""
