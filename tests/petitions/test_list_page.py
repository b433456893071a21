"""The list and the board: what they show to whom, filters that are kept."""

from datetime import date

import pytest
from django.urls import reverse

from petitions.enums import PetitionStatus
from petitions.models import SavedFilter
from tests.factories.petitions import PetitionFactory, petition_at

from .visiting import LIST, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_the_list_shows_what_is_open_by_due_date_and_finds_phrases_without_accents(as_, clerk, council, office):
    later = petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office, due_on=date(2020, 12, 1))
    sooner = petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office)
    new = PetitionFactory(council=council, text="Chợ Đồn thiếu nước sạch", times_raised=2)
    closed = petition_at(PetitionStatus.CLOSED, council=council, holder=office)
    PetitionFactory()
    client = as_(clerk)

    shown = client.get(LIST).context["rows"]
    every = client.get(LIST, {"trang-thai": ""}).context["rows"]
    found = page(client, LIST, q="cho don")

    assert [row.key for row in shown] == [sooner.pk, later.pk, new.pk]
    assert {row.key for row in every} == {sooner.pk, later.pk, new.pk, closed.pk}
    assert "Chợ Đồn" in found
    assert "nêu lần thứ 2" in found
    assert sooner.code not in found
    assert "Không có kiến nghị nào khớp" in page(client, LIST, q="khong co gi")
    assert page(client, LIST, **{"ngay": "31/02/2020", "linh-vuc": "9" * 99, "ky-hop": "'", "page": "x", "giu": "-"})


def test_the_list_shows_a_past_day_as_it_was(as_, clerk, council, office):
    petition_at(PetitionStatus.CLOSED, council=council, holder=office)

    [row] = as_(clerk).get(LIST, {"ngay": "21/07/2020"}).context["rows"]

    assert (row.state, row.result, row.holder) == (PetitionStatus.TRANSFERRED, None, office.name)


def test_filters_are_kept_under_a_name_and_dropped_again(as_, clerk, supervisor, commune):
    client = as_(clerk)
    url = reverse("petitions:keep_filter") + "?han=overdue&don-vi=quang-lam"

    kept = client.post(url, {"name": " Quá   hạn "})
    again = client.post(url, {"name": "Quá hạn"})
    saved = SavedFilter.objects.get()
    shown = client.get(kept.url)

    assert (saved.name, saved.query) == ("Quá hạn", "don-vi=quang-lam&trang-thai=&han=overdue")
    assert "đã có một bộ lọc mang tên này" in again.content.decode()
    assert shown.context["saved"] == [(saved.pk, "Quá hạn", saved.query, True)]
    assert client.post(url, {"name": ""}).context["keep_form"].errors.keys() == {"name"}
    forget = reverse("petitions:forget_filter", args=[saved.pk])
    assert as_(supervisor).post(forget).status_code == 404
    assert as_(clerk).post(forget).status_code == 302
    assert not SavedFilter.objects.exists()


def test_the_board_counts_each_open_state_and_links_to_its_list(as_, clerk, council, office):
    for _number in range(7):
        PetitionFactory(council=council)
    petition_at(PetitionStatus.CLAIMED, council=council, holder=office)

    columns = {column.state: column for column in as_(clerk).get(reverse("petitions:board")).context["columns"]}

    received = columns[PetitionStatus.RECEIVED]
    assert (received.count, len(received.rows), columns[PetitionStatus.CLAIMED].count) == (7, 5, 1)
    assert as_(clerk).get(received.url).context["page"].paginator.count == 7
