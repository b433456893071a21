"""Records are found by words with or without accents, and every hit holds what was typed."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import given, settings
from hypothesis import strategies as st

from common import searching, text

pytestmark = pytest.mark.django_db

LINES = [
    "Đường liên thôn xuống cấp",
    "đường, liên thôn: xuống cấp nhiều năm",
    "Đương liên thôn",
    "Đường liên",
    "thôn Trường Lưu, đường liên xã",
    "Trường Tiểu học Trường Sơn",
    "Kiến nghị KN-2026-00012 về nước sạch",
    "Nuôc sach cho thôn Đường Liên",
    "NƯỚC SẠCH",
    "liên thôn đường",
]
SYLLABLES = sorted({word for line in LINES for word in text.nfc(line).replace(",", " ").replace(":", " ").split()})
TYPED = st.lists(st.sampled_from([*SYLLABLES, "?", "không"]), min_size=1, max_size=4).map(" ".join)


@pytest.fixture
def letter() -> Iterator[type[Any]]:
    """A table for this test alone: records with two texts."""
    with isolate_apps("common"):

        class Letter(searching.SearchableModel):
            title = models.TextField()
            content = models.TextField(default="")

            class Meta:
                app_label = "common"
                ordering = ["-pk"]
                indexes = [*searching.indexes("letter")]

            def __str__(self) -> str:
                return self.title

            def save(self, *args: Any, **kwargs: Any) -> None:
                self.fill_search(self.title, self.content)
                super().save(*args, **kwargs)

        with connection.schema_editor() as editor:
            editor.create_model(Letter)
        yield Letter


@pytest.fixture
def letters(letter: type[Any]) -> type[Any]:
    for line in LINES:
        letter.objects.create(title=line)
    return letter


def titles(found: Any) -> set[str]:
    return {record.title for record in found}


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("lien thon", {0, 1, 2, 9}),
        ("ĐƯỜNG LIÊN THÔN", {0, 1, 2}),
        ("duong - lien", {0, 1, 2, 3, 4, 7}),
        ("nuoc sach", {6, 7, 8}),
        ("thon", {0, 1, 2, 4, 7, 9}),
        ("KN-2026-00012", {6}),
        ("truong tieu hoc truong son", {5}),
        ("truong", {4, 5}),
        ("truong truong", set()),
        ("lie", set()),
        ("lien thon duong lien", set()),
        ("?!", set()),
        ("", set()),
        ("\x00", set()),
        ("a" * 5000, set()),
    ],
)
def test_a_phrase_is_found_by_its_whole_syllables_in_their_order(letters: type[Any], typed: str, hits: set[int]):
    wanted = {LINES[place] for place in hits}

    assert titles(searching.matching(letters.objects.all(), typed)) == wanted
    assert titles(searching.find(letters.objects.all(), typed, limit=20, exact=["title"])) == wanted


def test_hits_hold_the_phrase_and_depend_on_no_accent_capital_or_encoding(letters: type[Any]):
    @settings(max_examples=60)
    @given(TYPED)
    def check(typed: str):
        found = titles(searching.matching(letters.objects.all(), typed))
        spoken = f" {' '.join(text.syllables(typed))} "
        assert found == {line for line in LINES if spoken.strip() and spoken in searching.key_of(line)}
        for same in (text.search_key(typed), typed.upper(), unicodedata.normalize("NFD", typed)):
            assert titles(searching.matching(letters.objects.all(), same)) == found

    check()


def test_a_phrase_does_not_run_from_one_text_into_the_next(letter: type[Any]):
    letter.objects.create(title="Đường liên", content="thôn Đông")

    assert not searching.matching(letter.objects.all(), "liên thôn").exists()
    assert searching.matching(letter.objects.all(), "thôn đông").exists()


@pytest.mark.parametrize("common_from", [1, 1000])
def test_the_words_as_typed_stand_before_their_look_alikes(letters: type[Any], monkeypatch, common_from: int):
    monkeypatch.setattr(searching, "COMMON", common_from)

    hits = searching.find(letters.objects.all(), "Đương liên", limit=20, exact=["title"])

    assert hits[0].title == "Đương liên thôn"
    assert [hit.pk for hit in hits[1:]] == sorted((hit.pk for hit in hits[1:]), reverse=True)


def test_a_common_phrase_has_the_same_hits_as_a_rare_one(letters: type[Any], monkeypatch):
    rare = searching.found(letters.objects.all(), "đường liên")
    monkeypatch.setattr(searching, "COMMON", 2)
    common = searching.found(letters.objects.all(), "đường liên")

    assert (rare.total, common.total) == (6, None)
    assert list(rare.records) == list(common.records)


def test_finding_asks_twice_whatever_the_number_of_hits(letters: type[Any], django_assert_num_queries, monkeypatch):
    for common_from in (1, 1000):
        monkeypatch.setattr(searching, "COMMON", common_from)
        with django_assert_num_queries(2):
            searching.find(letters.objects.all(), "đường liên", limit=3, exact=["title"])


@pytest.mark.parametrize(("typed", "index"), [("lien thon", "letter_pairs"), ("thon", "letter_words")])
def test_the_database_goes_by_the_index(letters: type[Any], typed: str, index: str):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = searching.matching(letters.objects.order_by(), typed).explain()

    assert index in plan


def test_a_text_of_one_endless_word_is_kept_and_found(letter: type[Any]):
    endless = "x" * 100_000
    letter.objects.create(title=endless)

    assert searching.matching(letter.objects.all(), f"{endless}").exists()
