"""What must be true after a case was recorded, wherever it was typed."""

from __future__ import annotations

from common import pdf
from common.periods import Period
from conferences.enums import Status
from conferences.models import Conference
from demo.cases import plain
from reports import paper
from tests.papers.reading import TaggedPdf

from .places import Place


def assert_recorded(conference: Conference, meeting: plain.Meeting) -> None:
    """Every conclusion is a task with lead body and due date, every figure and opinion stands as it was said."""
    assert conference.status == Status.COMPLETED
    tasks = [
        (one.task.title, one.task.lead.code, one.task.due_on, one.task.period_note)
        for one in conference.conclusions.select_related("task__lead").order_by("order")
    ]
    assert tasks == [(one.text, one.lead, one.due_on, one.period_note) for one in meeting.conclusions]
    said = list(conference.opinions.order_by("order").values_list("text", flat=True))
    assert said == [one.text for one in meeting.opinions]


def report_text(place: Place, period: str) -> str:
    """The words of the report's PDF in reading order."""
    report = paper.draft(body=place.host, kind="committee", period=Period.parse(period))
    words = TaggedPdf(pdf.render_paper(paper.paper_of(report))).document.all_text
    return " ".join(words.split())


def assert_reported(text: str, meeting: plain.Meeting, place: Place) -> None:
    """Every figure and every conclusion with lead body and due date can be read in the report."""
    missing = [stated.typed for stated in meeting.figures if stated.typed not in text]
    for one in meeting.conclusions:
        words = (one.text, place.body(one.lead).name, f"{one.due_on:%d/%m/%Y}")
        missing += [word for word in words if word not in text]
    assert missing == [], text
