"""Petitions from Excel: where the rows of a file are (reading), which column holds what (columns), what stands for
what in the portal's lists (lists), whether a row can be taken (rows), and the dry run (checking). What a file is:
documents.workbooks.

Nothing here writes a petition: services.importing does, and asks checking again for every row.
"""
