"""What a report costs beside WeasyPrint alone on the same HTML, in one warm process, and where the time goes.

`python -m bench reports` loads the demo, draws the nine-month report of a ward as it is issued (links on its figures,
data inside, marks for accessibility) and compares CPU seconds, round by round. Writes docs/proofs/reports.md, and the
profile to bench/plans/reports-profile.txt.
"""

from __future__ import annotations

import cProfile
import io
import os
import pstats
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

ROUNDS = 11
WARM = 3
LIMIT = 1.15
UNIT, PERIOD = "cu-khoi", "2020-9M"
ALONE, ISSUED = "WeasyPrint alone", "an issued report, from its edition to the file"

type Stage = Callable[[], object]


def run() -> str:
    """Load the demo into the database that is at hand, measure, write the page, return it."""
    from django.core.management import call_command

    call_command("seed_demo", verbosity=0)
    return measured()


def measured() -> str:
    """Measure with the records that are there."""
    from . import proofs
    from .__main__ import PLANS

    works, stages, about = _case()
    times = _in_turn({**works, **stages})
    bare = times[ALONE]
    rows = []
    for name in (*works, *stages):
        ratio = statistics.median(a / b for a, b in zip(times[name], bare, strict=True))
        said = f"**{ratio:.2f}** (at most {LIMIT})" if name == ISSUED else f"{ratio:.2f}"
        rows.append((name, f"{statistics.median(times[name]):.0f}", said))
    profile = cProfile.Profile()
    profile.runcall(works[ISSUED])
    (PLANS / "reports-profile.txt").write_text(_top(profile))
    columns = ("what", "CPU ms, median", "× WeasyPrint alone, median of the rounds")
    return proofs.write("reports", "A report beside WeasyPrint alone", columns, rows, _note(about)).read_text()


def _note(about: str) -> str:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{about} CPU time of the process, {ROUNDS} rounds in turn after {WARM} to warm up; load of the machine {load}."
        " An issued report is drawn from its edition: thawed, filled into the template, laid out, written, joined over"
        " page breaks, links worded, figures attached. WeasyPrint alone makes a PDF/A-3a of the very HTML. A draft is"
        " read from the records first, which is Django putting some thirty statements together; the database's own time"
        " is not in it. Profile of an issued report by own time: bench/plans/reports-profile.txt.\n\n"
        "What was done: a print-only stylesheet of fewer than 80 rules (every rule is tried on every element); fixed"
        " table layout; four subsets of fonts, 138 kB; charts drawn once and kept by what they show; the structure"
        " repaired in one walk over the finished file; no certificates read for a fetcher that fetches nothing (24 ms a"
        " paper). What is left is WeasyPrint's own layout and fonts."
    )


def _case() -> tuple[dict[str, Stage], dict[str, Stage], str]:
    """The whole of it, WeasyPrint alone on the same HTML, and each stage."""
    from django.template.loader import render_to_string
    from weasyprint import HTML

    from common import pdf
    from common.pdf.breaks import cut_elements
    from common.pdf.conformance import finish
    from common.pdf.fetcher import fetcher
    from common.pdf.model import view_of
    from reports import addresses, figures_file, paper, snapshot

    report, paragraphs = _report(), 4
    composed = paper.compose(report)
    shown = _longer(addresses.verifiable(report, composed.paper), paragraphs)
    frozen, figures = snapshot.freeze(shown), [_frozen(told) for told in composed.told]

    def compose() -> Any:
        return _longer(addresses.verifiable(report, paper.compose(report).paper), paragraphs)

    def thaw() -> tuple[Any, Mapping[str, bytes]]:
        thawed = snapshot.thaw(frozen)
        return thawed, figures_file.attached(thawed, figures)

    data = figures_file.attached(shown, figures)
    view = view_of(shown)
    context = {"view": view, "title": shown.title, "lang": shown.lang}
    html = pdf._printable(render_to_string("papers/paper.html", context))
    fetch, base = fetcher(pdf.folder(), view.images), pdf.folder().as_uri() + "/"
    pages = pdf._laid_out(html, view.images)
    written = pdf._written(pages, title=shown.title, lang=shown.lang, made_at=shown.made_at)
    cuts = cut_elements(pages.pages)

    def alone() -> object:
        return HTML(string=html, base_url=base, url_fetcher=fetch).write_pdf(**pdf.OPTIONS)

    def template() -> object:
        return pdf._printable(render_to_string("papers/paper.html", {**context, "view": view_of(shown)}))

    def repairs() -> object:
        return finish(written, cuts, made_at=shown.made_at, data=data, links=view.links)

    works: dict[str, Stage] = {
        ISSUED: lambda: pdf.render_paper(*thaw()),
        "a draft, from the records to the file": lambda: pdf.render_paper(compose()),
    }
    stages: dict[str, Stage] = {
        ALONE: alone,
        "– edition to paper and data": thaw,
        "– records to paper": compose,
        "– paper to HTML": template,
        "– repairs, links, data, identifiers": repairs,
    }
    count = len(view.links) - 1
    return works, stages, f"{report.body.name}, {PERIOD}: {len(pages.pages)} pages, {count} figures that open."


def _report() -> Any:
    """The ward's report as the portal writes it by itself."""
    from common.periods import Period
    from organizations.models import Body
    from reports import paper

    period = Period.parse(PERIOD)
    bodies = Body.objects.filter(unit__code=UNIT, committee__isnull=False, valid__overlap=period.range)
    body = bodies.select_related("kind", "parent", "unit__kind").earliest("pk")
    return paper.draft(body=body, kind="committee", period=period)


def _longer(shown: Any, paragraphs: int) -> Any:
    """Writers' words in every section, until the paper has about six pages."""
    from dataclasses import replace

    from common.official import Paragraph

    words = (
        "Ban Chỉ đạo đã chỉ đạo các ngành, đoàn thể, tổ dân phố triển khai đồng bộ các nhiệm vụ; công tác phối hợp giữa"
        " Đảng ủy, chính quyền, Mặt trận Tổ quốc và các đoàn thể được duy trì thường xuyên, ý kiến của Nhân dân được"
        " tổng hợp, chuyển đến cơ quan có thẩm quyền và trả lời đúng hạn."
    )
    more = (Paragraph(words),) * paragraphs
    return replace(shown, sections=tuple(replace(one, blocks=(*one.blocks, *more)) for one in shown.sections))


def _frozen(told: Any) -> Any:
    from reports.models import FrozenFigure

    return FrozenFigure(
        key=told.key, label=told.label, text=told.text, number=told.number, formula=told.formula, version=told.version,
        row_keys=list(told.rows),
    )  # fmt: skip


def _in_turn(gets: Mapping[str, Stage]) -> dict[str, list[float]]:
    """CPU milliseconds of each, round by round, so that a busy minute of the machine is everybody's."""
    times: dict[str, list[float]] = {name: [] for name in gets}
    for number in range(WARM + ROUNDS):
        for name, get in gets.items():
            began = time.process_time()
            get()
            if number >= WARM:
                times[name].append(1000 * (time.process_time() - began))
    return times


def _top(profile: cProfile.Profile) -> str:
    out = io.StringIO()
    stats = pstats.Stats(profile, stream=out)
    stats.strip_dirs().sort_stats("tottime").print_stats(30)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
