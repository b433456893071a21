"""How the suite runs: tests of a group share one worker, and so what they build once."""

import os

import pytest


@pytest.mark.xdist_group("one worker")
def test_workers_know_the_groups_of_their_tests(request):
    """pytest-xdist 3.8 writes the group into the name of the test; pytest 9.2 does not read it from there."""
    group = "@one worker" if "PYTEST_XDIST_WORKER" in os.environ else ""  # a single process has no groups
    assert request.node.nodeid.endswith(f"of_their_tests{group}")
