"""How the suite runs: tests of a group share one worker, and so what they build once."""

import os

import pytest


@pytest.mark.xdist_group("one worker")
@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="a single process has no groups")
def test_workers_know_the_groups_of_their_tests(request):
    """pytest-xdist 3.8 writes the group into the name of the test; pytest 9.2 does not read it from there."""
    assert request.node.nodeid.endswith("@one worker")
