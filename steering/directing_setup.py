"""What directing papers, programmes and regulations bring to the portal at start-up: events, clocks, links, lists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
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
        counting_regulations,
        events_directing,
        events_programmes,
        events_regulations,
        hits,
        links,
        policies,
        policies_directing,
        policies_regulations,
        timing_directing,
        timing_programmes,
        timing_regulations,
    )
    from .models import DirectingPaper, Regulation, Task, WorkProgramme

    events_directing.register_sentences()
    events_programmes.register_sentences()
    events_regulations.register_sentences()
    timing_directing.register()
    timing_programmes.register()
    timing_regulations.register()
    assert counting_directing.papers_issued  # importing it registers the counts
    assert counting_programmes.contents_due
    assert counting_regulations.adopted
    frame.register_nav(55, _("Văn bản, quy chế"), "steering:papers", allowed=policies.may_open, prefix="/chi-dao/")
    finder.register("steering.directingpaper", _("Văn bản chỉ đạo"), 52, hits.papers, list_url="steering:papers")
    finder.register("steering.workprogramme", _("Chương trình công tác"), 54, hits.programmes)
    finder.register("steering.regulation", _("Quy chế"), 53, hits.regulations, list_url="steering:regulations")
    chain.register_restricted(citing.PAPER, citing.links_of_paper)
    chain.register("steering.workprogramme", links.programmes_themselves)
    chain.register("steering.regulation", links.regulations_themselves)
    owners.register(
        citing.PAPER,
        visible=lambda user: DirectingPaper.objects.visible_to(user),
        may_attach=policies_directing.check_can_keep,
        unit_id=lambda paper: paper.unit_id,
    )
    owners.register(
        "steering.regulation",
        visible=lambda user: Regulation.objects.visible_to(user).select_related("body"),
        may_attach=policies_regulations.check_can_attach,
        unit_id=lambda regulation: regulation.body.unit_id,
    )
    citing.register(
        "steering.regulation",
        visible=lambda user: Regulation.objects.visible_to(user),
        noun=lambda count: ngettext("%(count)s quy chế", "%(count)s quy chế", count),
        list_url=lambda paper: f"{reverse('steering:regulations')}?van-ban={paper}",
    )
    citing.register(
        "steering.task",
        visible=lambda user: Task.objects.visible_to(user),
        noun=lambda count: ngettext("%(count)s nhiệm vụ viện dẫn", "%(count)s nhiệm vụ viện dẫn", count),
        list_url=lambda paper: f"{reverse('steering:tasks')}?van-ban={paper}",
        in_chain=False,
    )
    citing.register(
        "steering.workprogramme",
        visible=lambda user: WorkProgramme.objects.visible_to(user),
        noun=lambda count: ngettext("%(count)s chương trình", "%(count)s chương trình", count),
        list_url=lambda paper: f"{reverse('steering:programmes')}?van-ban={paper}",
    )


def load() -> int:
    """Kinds of clocks are brought up to date; what administrators may change is added when missing."""
    from .models import PaperKind, RegulationType

    rows = catalogues.read(DATA)
    types = [row | {"valid": DateRange(None, None, "[)")} for row in rows["regulation_types"]]
    return load_kinds(DATA) + _add(PaperKind, rows["paper_kinds"]) + _add(RegulationType, types)


def _add(model: Any, rows: list[dict[str, Any]]) -> int:
    made = [model(rank=10 * place, **row) for place, row in enumerate(rows, 1)]
    model.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)
