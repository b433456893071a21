"""What stands under the charts of a paper."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise

from common.numbers import show
from common.official import Figure, Paper, Table


def charts_of(paper: Paper) -> list[tuple[Figure, object]]:
    """Every chart of the annexes with the block after it."""
    blocks = [block for annex in paper.annexes for block in (*annex.blocks, None)]
    return [(one, after) for one, after in pairwise(blocks) if isinstance(one, Figure)]


def drawn_only(paper: Paper) -> list[tuple[str, str, str]]:
    """Bar, key and number of everything that a chart draws and the table right under it does not say."""
    found = charts_of(paper)
    assert found, "no chart"
    return [cell for chart, after in found for cell in sorted(_drawn(chart) - _said(after))]


def _drawn(chart: Figure) -> set[tuple[str, str, str]]:
    """Several segments of one bar and key are one number; plain bars have no key."""
    numbers: dict[tuple[str, str], float] = defaultdict(float)
    for one in json.loads(chart.spec)["data"]["values"]:
        numbers[" ".join(one["row"].split()), one.get("key", "")] += one["end"] - one.get("start", 0)
    return {(*place, show(number)) for place, number in numbers.items()}


def _said(table: object) -> set[tuple[str, str, str]]:
    if not isinstance(table, Table):
        return set()
    heads = {row[0] for row in table.rows}
    keyed = {(row[0], key, cell) for row in table.rows for key, cell in zip(table.columns, row, strict=True)}
    return keyed | {(row[0], "", row[1]) for row in table.rows if row[0] in heads}
