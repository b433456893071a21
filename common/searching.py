"""Finding records by words typed with or without accents.

A model whose records people look for by their text takes part in three lines:

    class Petition(SearchableModel):
        class Meta:
            indexes = [*searching.indexes("petition")]

        def save(self, *args, **kwargs):
            self.fill_search(self.code, self.title, self.content)
            super().save(*args, **kwargs)

Rows written past save() (bulk_create, COPY) call ``fill_search`` themselves or write what ``key_of`` and
``text.syllable_pairs`` give; ``save(update_fields=...)`` names "search_key" and "pairs" beside the text it changes.
Give it only what everybody who may see the record may also search by: never the name of a private person.

What is found: the typed syllables one after the other, whole, within one of the texts, whatever punctuation stands
between them; capitals, accents and their encoding make no difference, and đ is d. Two or more syllables are looked up
by their pairs, one syllable by the words of the key, and the key itself is compared again, so that a hit always
holds the phrase.

Cost, in rows read, with H hits among N records that the person sees: ``matching`` reads H rows (0.3 to 1.5 ms for 100
hits among 1,000,000), which is right for counting and for narrowing other filters, and wrong for the first page of a
phrase that stands in every tenth record. ``found`` looks once, at no more than COMMON rows, and decides: up to COMMON
hits it goes on with exactly these; above that it leaves the index aside, so that the list walks in its own order and
stops when its page is full, after about page x N / H rows. A list therefore costs one statement more and never H rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, IntegerField, Q, QuerySet, Transform, Value, When

from common.text import nfc, search_key, syllable_pairs, syllables

COMMON = 1_000  # more hits than this make a phrase a common one


@models.TextField.register_lookup
class Words(Transform):
    """The syllables of a search key as an array, which an index of expressions knows."""

    lookup_name = "words"
    template = "string_to_array(btrim(%(expressions)s), ' ')"
    output_field = ArrayField(models.TextField())


class SearchableModel(models.Model):
    """A record that is found by its text."""

    search_key = models.TextField(editable=False)
    pairs = ArrayField(models.TextField(), editable=False, default=list)

    class Meta:
        abstract = True

    def fill_search(self, *texts: str) -> None:
        """Keep what the record is found by; a phrase never runs from one text into the next."""
        self.search_key = key_of(*texts)
        self.pairs = list(dict.fromkeys(pair for text in texts for pair in syllable_pairs(text)))


def key_of(*texts: str) -> str:
    """The stored key: the syllables between single spaces, the texts between line breaks, a space at both ends."""
    lines = [" ".join(spoken) for text in texts if (spoken := syllables(text))]
    return f" {' \n '.join(lines)} " if lines else ""


def indexes(name_prefix: str) -> list[models.Index]:
    """For Meta.indexes of a SearchableModel; the prefix has at most 24 letters."""
    return [
        GinIndex(fields=["pairs"], name=f"{name_prefix}_pairs"),
        GinIndex(Words("search_key"), name=f"{name_prefix}_words"),
    ]


def condition(typed: str, to: str = "") -> Q:
    """The records that hold the phrase, by index; ``to`` leads from another model. No word, no record."""
    spoken = syllables(typed)
    if not spoken:
        return Q(pk__in=[])
    if len(spoken) == 1:
        return Q(**{f"{to}search_key__words__contains": spoken})
    return Q(**{f"{to}pairs__contains": syllable_pairs(typed)}) & _holds(spoken, to)


def matching[M: models.Model](queryset: QuerySet[M], typed: str) -> QuerySet[M]:
    """The records of the queryset that hold the phrase, by index; order, other filters and counts go on top."""
    return queryset.filter(condition(typed))


@dataclass(frozen=True)
class Found[M: models.Model]:
    """The records that hold a phrase. ``total`` is None for a common phrase: more than COMMON."""

    records: QuerySet[M]
    total: int | None

    def exact_first(self, typed: str, *fields: str) -> QuerySet[M]:
        """Records with the phrase as typed, accents and all, in one of the fields stand first.

        A common phrase keeps the list's order: to rank its hits, all of them would have to be read.
        """
        if self.total is None or not _has_accents(typed):
            return self.records
        exact = Case(When(_any_has(typed, fields), then=Value(0)), default=1, output_field=IntegerField())
        ranked: Any = self.records.annotate(unlike=exact)
        return cast("QuerySet[M]", ranked.order_by("unlike", *_order_of(self.records)))


def found[M: models.Model](queryset: QuerySet[M], typed: str, again: QuerySet[M] | None = None) -> Found[M]:
    """The records of a list that hold the phrase, the cheaper way; asks one question at once. See the module.

    ``again``: the same list without its conditions, to read what was found by key.
    """
    spoken = syllables(typed)
    if not spoken:
        return Found(queryset.none(), 0)
    keys: list[Any] = list(matching(queryset, typed).order_by().values_list("pk", flat=True)[: COMMON + 1])
    if len(keys) <= COMMON:
        return Found((queryset if again is None else again).filter(pk__in=keys), len(keys))
    return Found(queryset.filter(_holds(spoken)), None)


def find[M: models.Model](queryset: QuerySet[M], typed: str, *, limit: int, exact: Sequence[str] = ()) -> list[M]:
    """The first hits in the queryset's order, those with the accents as typed in the fields ``exact`` first.

    Two statements. Of a common phrase, only the hits that are shown are ranked by their accents.
    """
    hits = found(queryset, typed)
    shown = list(hits.exact_first(typed, *exact)[:limit])
    if hits.total is None and _has_accents(typed):
        shown.sort(key=lambda record: not any(has_exactly(getattr(record, field), typed) for field in exact))
    return shown


def find_by_key[M: models.Model](
    queryset: QuerySet[M], typed: str, *, limit: int, exact: Sequence[str] = (), key: str = "search_key"
) -> list[M]:
    """``find`` for short tables that keep a search key and no pairs: parts of words are found too. One statement."""
    hits = queryset.filter(**{f"{key}__contains": search_key(typed)})
    return list(Found(hits, 0).exact_first(typed, *exact)[:limit])


def has_exactly(text: str, typed: str) -> bool:
    """True when the text holds what was typed with these very accents."""
    return " ".join(nfc(typed).casefold().split()) in " ".join(nfc(text).casefold().split())


def _holds(spoken: list[str], to: str = "") -> Q:
    return Q(**{f"{to}search_key__contains": f" {' '.join(spoken)} "})


def _has_accents(typed: str) -> bool:
    return search_key(typed) != " ".join(nfc(typed).casefold().split())


def _any_has(typed: str, fields: Sequence[str]) -> Q:
    wanted = Q(pk__in=[])
    for field in fields:
        wanted |= Q(**{f"{field}__icontains": " ".join(nfc(typed).split())})
    return wanted


def _order_of(queryset: QuerySet[Any]) -> Sequence[Any]:
    return queryset.query.order_by or queryset.model._meta.ordering or ("-pk",)
