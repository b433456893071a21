"""The verbs of administrators."""
