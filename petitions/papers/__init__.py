"""Papers that are made of petitions: synthesis, letter of transfer, reports on results, verification, supervision.

Each is a frozen description (common.official); every figure in it comes from the functions that pages count with.
"""
