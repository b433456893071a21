"""The verbs of disclosures: what a body has to disclose, what it put up where, its plan, its places."""
