"""Petitions from Excel: what a file is (opening), where its rows are (reading), which column holds what (columns),
what stands for what in the portal's lists (lists), whether a row can be taken (rows), and the dry run (checking).

Nothing here writes a petition: services.importing does, and asks checking again for every row.
"""
