"""Tasks, committees, directing papers, regulations and programmes as "search everything" finds them."""

from collections.abc import Sequence

from accounts.models import User
from common import searching
from common.finder import Hit, page_of_hits

from .models import Committee, DirectingPaper, Regulation, Task, WorkProgramme


def tasks(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By code, title and note; the most recently assigned first."""
    seen = Task.objects.visible_to(user).select_related("lead").order_by("-assigned_on", "-pk")
    found = searching.find_by_key(seen, typed, limit=limit + 1, exact=["title", "note"])
    return page_of_hits(found, limit, lambda task: Hit(str(task), task.get_absolute_url(), task.lead.name, task.state))


def task_by_code(user: User, code: str) -> str | None:
    """The task of that code, if this person sees it."""
    task = Task.objects.visible_to(user).filter(code=code).first()
    return task.get_absolute_url() if task else None


def committees(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By the name of the committee; those that work or worked last first."""
    seen = Committee.objects.visible_to(user).select_related("body", "unit__kind").order_by("-valid", "pk")
    found = searching.find_by_key(seen, typed, limit=limit + 1, exact=["body__name"], key="body__search_key")
    return page_of_hits(
        found,
        limit,
        lambda committee: Hit(committee.body.label, committee.get_absolute_url(), committee.decision_text),
    )


def papers(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By number, subject and issuer; the newest first."""
    seen = DirectingPaper.objects.visible_to(user).for_list()
    found = searching.find_by_key(seen, typed, limit=limit + 1, exact=["subject", "issuer_text"])
    return page_of_hits(
        found,
        limit,
        lambda paper: Hit(f"{paper.label} – {paper.subject}", paper.get_absolute_url(), paper.issuer_text, paper.state),
    )


def programmes(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By year, number and committee; the newest first."""
    seen = WorkProgramme.objects.visible_to(user).for_list()
    found = searching.find_by_key(seen, typed, limit=limit + 1)
    return page_of_hits(
        found,
        limit,
        lambda one: Hit(f"{one.label} – {one.decision_text}", one.get_absolute_url(), one.committee.body.name),
    )


def regulations(user: User, typed: str, limit: int) -> tuple[Sequence[Hit], bool]:
    """By title, number and body; by type."""
    seen = Regulation.objects.visible_to(user).for_list()
    found = searching.find_by_key(seen, typed, limit=limit + 1, exact=["title"])
    return page_of_hits(
        found, limit, lambda one: Hit(f"{one.title} ({one.symbol})", one.get_absolute_url(), one.body.label, one.state)
    )
