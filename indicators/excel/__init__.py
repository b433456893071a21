"""Excel three ways. A superior's own workbook: what is in the file (package, scanning), its cells changed and nothing
else (patching), seen as a table (showing), its cells matched and filled (matching, filling). Our form as a workbook
(sheet) and read back (reading, comparing). Tidy lists of figures (tidy).

Nothing here writes to the database: services.books and services.entry do.
"""
