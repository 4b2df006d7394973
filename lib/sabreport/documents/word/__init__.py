"""The Word report after its rendering: fields, tables, pages, look."""
