"""Where a record stands in its chain."""

from collections.abc import Sequence

import pytest
from django.contrib.contenttypes.models import ContentType

from common import chain
from common.chain import ChainLink


@pytest.fixture(autouse=True)
def _empty_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "_parts", {})


def origin(keys: Sequence[int]) -> dict[int, list[ChainLink]]:
    return {key: [ChainLink(f"Hội nghị {key}", f"/hoi-nghi/{key}/")] for key in keys if key != 2}


def itself(keys: Sequence[int]) -> dict[int, list[ChainLink]]:
    return {key: [ChainLink(f"Nhiệm vụ {key}", f"/nhiem-vu/{key}/", "Đang làm", current=True)] for key in keys}


def labels(kind: str, keys: list[int]) -> dict[int, list[str]]:
    return {key: [link.label for link in found] for key, found in chain.links(kind, keys).items()}


def test_rooms_add_their_links_in_the_order_of_the_chain_whoever_registers_first():
    chain.register("steering.task", itself)
    chain.register("steering.task", origin, place=-10)

    assert labels("steering.task", [1, 2]) == {1: ["Hội nghị 1", "Nhiệm vụ 1"], 2: ["Nhiệm vụ 2"]}


def test_one_call_resolves_a_whole_list():
    calls = []

    def resolver(keys: Sequence[int]) -> dict[int, list[ChainLink]]:
        calls.append(list(keys))
        return {}

    chain.register("steering.task", resolver)

    assert chain.links("steering.task", [3, 1, 3]) == {3: [], 1: []}
    assert calls == [[3, 1]]


def test_an_empty_list_asks_nobody():
    chain.register("steering.task", lambda keys: pytest.fail("asked for nothing"))

    assert chain.links("steering.task", []) == {}


def test_a_kind_without_links_has_an_empty_chain():
    assert chain.links("steering.task", [7]) == {7: []}


def test_registering_twice_adds_nothing_twice():
    chain.register("steering.task", itself)
    chain.register("steering.task", itself)

    assert labels("steering.task", [1]) == {1: ["Nhiệm vụ 1"]}


def test_restricted_links_are_shown_only_to_a_named_reader_and_in_their_place():
    chain.register("steering.task", itself)
    chain.register_restricted(
        "steering.task", lambda keys, reader: {key: [ChainLink(f"{reader}", "/")] for key in keys}, place=-20
    )

    told = chain.links("steering.task", [1], reader="Mẩy")[1]

    assert [link.label for link in told] == ["Mẩy", "Nhiệm vụ 1"]
    assert labels("steering.task", [1]) == {1: ["Nhiệm vụ 1"]}


def test_a_page_that_read_its_record_states_its_own_links_in_their_place():
    chain.register("steering.task", origin, place=-10)

    found = chain.links_of("steering.task", 1, own=itself([1])[1])

    assert [link.label for link in found] == ["Hội nghị 1", "Nhiệm vụ 1"]


@pytest.mark.django_db
def test_rooms_without_rows_for_a_record_are_not_asked_and_cost_one_query_together(django_assert_num_queries):
    here = ContentType.objects.create(app_label="chain", model="here")
    chain.register("steering.task", itself)
    for _ in range(3):
        chain.register(
            "steering.task",
            lambda keys: pytest.fail("has no rows"),
            rows=lambda keys: ContentType.objects.filter(app_label="chain", model="elsewhere"),
        )
    chain.register("steering.task", origin, place=-10, rows=lambda keys: ContentType.objects.filter(pk=here.pk))

    with django_assert_num_queries(1):
        found = labels("steering.task", [1])

    assert found == {1: ["Hội nghị 1", "Nhiệm vụ 1"]}
