"""Papers that many tests read, printed once."""

from collections.abc import Callable

import pytest

from common import pdf
from common.official import Annex, Paper, Style

from . import samples
from .reading import TaggedPdf


@pytest.fixture(scope="session")
def printed() -> Callable[[Paper], TaggedPdf]:
    """Prints a paper, the same one only once."""
    done: dict[Paper, TaggedPdf] = {}

    def get(paper: Paper) -> TaggedPdf:
        if paper not in done:
            done[paper] = TaggedPdf(pdf.render_paper(paper))
        return done[paper]

    return get


@pytest.fixture(params=["party-b", "party-c", "state"])
def any_paper(request: pytest.FixtureRequest) -> Paper:
    """One paper of each layout."""
    style = Style(request.param)
    return samples.state_paper() if style is Style.STATE else samples.paper(style)


@pytest.fixture
def long_table() -> Paper:
    """A table of 200 rows over many pages."""
    return samples.paper(annexes=(Annex("Tình hình thực hiện kết luận", (samples.table(200),)),))
