"""What directing papers, programmes and regulations bring to the portal at start-up: events, clocks, links, lists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common import catalogues, chain, finder, frame
from deadlines.catalogue import load_kinds
from documents import owners

DATA = Path(__file__).parent / "data" / "directing.toml"


def register() -> None:
    """Called once at start-up, by the room."""
    from . import (
        citing,
        counting_directing,
        counting_programmes,
        events_directing,
        events_programmes,
        hits,
        links,
        policies,
        policies_directing,
        timing_directing,
        timing_programmes,
    )
    from .models import DirectingPaper, Task, WorkProgramme

    events_directing.register_sentences()
    events_programmes.register_sentences()
    timing_directing.register()
    timing_programmes.register()
    assert counting_directing.papers_issued  # importing it registers the counts
    assert counting_programmes.contents_due
    frame.register_nav(55, _("Văn bản, quy chế"), "steering:papers", allowed=policies.may_open, prefix="/chi-dao/")
    finder.register("steering.directingpaper", _("Văn bản chỉ đạo"), 52, hits.papers, list_url="steering:papers")
    finder.register("steering.workprogramme", _("Chương trình công tác"), 54, hits.programmes)
    chain.register_restricted(citing.PAPER, citing.links_of_paper)
    chain.register("steering.workprogramme", links.programmes_themselves)
    chain.register("steering.task", links.programmes_of_tasks, place=-10)
    owners.register(
        citing.PAPER,
        visible=lambda user: DirectingPaper.objects.visible_to(user),
        may_attach=policies_directing.check_can_keep,
        unit_id=lambda paper: paper.unit_id,
    )
    citing.register(
        "steering.task",
        visible=lambda user: Task.objects.visible_to(user),
        noun=lambda count: ngettext("%(count)s nhiệm vụ viện dẫn", "%(count)s nhiệm vụ viện dẫn", count),
        list_url=lambda paper: f"{reverse('steering:tasks')}?van-ban={paper}",
    )
    citing.register(
        "steering.workprogramme",
        visible=lambda user: WorkProgramme.objects.visible_to(user),
        noun=lambda count: ngettext("%(count)s chương trình", "%(count)s chương trình", count),
        list_url=lambda paper: f"{reverse('steering:programmes')}?van-ban={paper}",
    )


def load() -> int:
    """Kinds of clocks are brought up to date; kinds of papers are added when missing and never overwritten."""
    from .models import PaperKind

    return load_kinds(DATA) + _add(PaperKind, catalogues.read(DATA)["paper_kinds"])


def _add(model: Any, rows: list[dict[str, Any]]) -> int:
    made = [model(rank=10 * place, **row) for place, row in enumerate(rows, 1)]
    model.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)
