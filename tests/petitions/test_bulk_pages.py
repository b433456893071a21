"""The pages that handle many petitions: by keyboard, 25 lines each, nothing lost and nothing done by accident."""

from datetime import date

import pytest
from django.urls import reverse

from jobs.runner import run_here
from organizations.enums import Role
from petitions import services
from petitions.enums import HandoverStatus, PetitionStatus, ReferralStatus
from petitions.models import CompetenceLevel, Handover, Petition, PetitionField, Referral
from petitions.services import handing_over, referring
from tests.factories.accounts import UserFactory
from tests.factories.conferences import CouncilSessionFactory, CouncilTermFactory
from tests.factories.organizations import BodyFactory
from tests.factories.petitions import PetitionFactory, paper, petition_at, petitions_of
from tests.support import pages
from tests.support.pages import filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

_S = PetitionStatus
FORM = 2  # after those of the account menu and the language


def submit(client, url, **typed):
    return pages.submit(client, url, form=FORM, **typed)


@pytest.fixture
def session(council):
    return CouncilSessionFactory(term=CouncilTermFactory(council=council), council=council)


@pytest.fixture
def as_keeper(client, keeper):
    client.force_login(keeper)
    return client


def statuses(rows):
    return {row.status for row in Petition.objects.filter(pk__in=[row.pk for row in rows])}


def test_a_sessions_petitions_are_addressed_and_transferred_from_the_pages(client, council, office, session, keeper):
    as_keeper, clerk = client, UserFactory(member_of=council, role=Role.CLERK)
    client.force_login(clerk)
    rows = petitions_of(council, 30, keeper, consolidated=True, session=session)
    other = petitions_of(council, 1, keeper, consolidated=True)
    police = BodyFactory(unit=council.unit, name="Công an xã", short_name="Công an xã")

    answer = submit(as_keeper, f"/kien-nghi/chuyen/lap/?ky-hop={session.code}", title="Chuyển sau kỳ họp")
    referral = Referral.objects.get()
    assert answer.url.startswith(f"/kien-nghi/chuyen/{referral.code}/noi-nhan/")
    assert {item.to for item in referral.items.all()} == {office}  # the commune's committee, by the level "xã"
    assert set(referral.items.values_list("petition", flat=True)) == {row.pk for row in rows}
    lines = reverse("petitions:referral_lines", args=[referral.code])
    submit(as_keeper, lines, **{"line": [rows[0].pk, rows[1].pk], "together": police.pk, "set": 1})
    submit(as_keeper, lines, **{f"to-{rows[2].pk}": "", f"to-{rows[3].pk}": police.pk, "save": 1})
    moved = referral.items.filter(to=police).values_list("petition", flat=True)
    assert set(moved) == {rows[0].pk, rows[1].pk, rows[3].pk}
    assert referral.items.count() == 29
    assert other[0].pk not in referral.items.values_list("petition", flat=True)

    send = reverse("petitions:referral_send", args=[referral.code])
    wrong = submit(as_keeper, send, number="45", issued_on="31/02/2020")
    assert "issued_on" in wrong.context["form"].errors
    submit(as_keeper, send, number="45", issued_on="20/07/2020")

    referral.refresh_from_db()
    assert (referral.status, referral.sent_on) == (ReferralStatus.SENT, date(2020, 7, 20))
    assert statuses([*rows[:2], *rows[3:]]) == {_S.TRANSFERRED}
    assert statuses([rows[2], *other]) == {_S.CONSOLIDATED}
    html = as_keeper.get(referral.get_absolute_url()).content.decode()
    assert "45" in html
    assert rows[0].code in html


@pytest.mark.parametrize("of_unit", [True, False], ids=["of the unit", "of the council"])
def test_the_records_clerk_numbers_and_sends_a_referral_and_changes_nothing_else_of_it(
    client, commune, council, office, keeper, of_unit
):
    [petition] = petitions_of(council, 1, keeper, consolidated=True)
    draft = services.draft_referral(sender=council, title="Chuyển kiến nghị sau kỳ họp", by=keeper)
    services.fill(referral=draft, wanted={petition: office}, by=keeper)
    client.force_login(UserFactory(member_of=commune if of_unit else council, role=Role.RECORDS_CLERK))

    assert reverse("petitions:referrals") in client.get("/kien-nghi/").content.decode()
    assert draft.title in client.get(reverse("petitions:referrals")).content.decode()
    html = client.get(draft.get_absolute_url()).content.decode()
    assert petition.wording in html
    closed = [reverse(f"petitions:referral_{step}", args=[draft.code]) for step in ("lines", "edit", "cancel")]
    assert [url for url in closed if url in html] == []
    assert [client.post(url, {"title": "Khác", "reason": "Khác"}).status_code for url in closed] == [403] * 3

    submit(client, reverse("petitions:referral_send", args=[draft.code]), number="45", issued_on="20/07/2020")
    draft.refresh_from_db()
    assert (draft.status, draft.title, draft.document.number, draft.sent_on) == (
        ReferralStatus.SENT, "Chuyển kiến nghị sau kỳ họp", 45, date(2020, 7, 20),
    )  # fmt: skip
    assert statuses([petition]) == {_S.TRANSFERRED}


def test_all_petitions_of_a_field_get_one_body_on_every_page(as_keeper, council, office, keeper):
    water, police = PetitionField.objects.get(code="dien-nuoc"), BodyFactory(unit=council.unit, name="Công an xã")
    roads = petitions_of(council, 28, keeper, consolidated=True)
    others = petitions_of(council, 27, keeper, consolidated=True, field=water)
    submit(as_keeper, "/kien-nghi/chuyen/lap/")
    referral = Referral.objects.get()
    lines = reverse("petitions:referral_lines", args=[referral.code])
    typed = {"together": police.pk, "set": 1}

    assert submit(as_keeper, lines, scope="field-khac", **typed).status_code == 200  # nothing of it here
    assert f"{water} (27)" in as_keeper.get(lines).content.decode()
    submit(as_keeper, lines, scope="field-dien-nuoc", **typed)

    assert "đổi nơi nhận của 27 kiến nghị" in as_keeper.get(referral.get_absolute_url()).content.decode()
    for body, rows in ((police, others), (office, roads)):
        assert set(referral.items.filter(to=body).values_list("petition", flat=True)) == {row.pk for row in rows}


def test_a_choice_that_is_not_offered_and_a_colleagues_referral_are_told(as_keeper, council, office, keeper):
    [petition] = petitions_of(council, 1, keeper, consolidated=True)
    mine, theirs = (services.draft_referral(sender=council, title=title, by=keeper) for title in ("Một", "Hai"))
    lines = reverse("petitions:referral_lines", args=[mine.code])
    page = as_keeper.get(lines)  # opened before the colleague took it
    assert petition.code in page.content.decode()

    for typed in ("99999999999999999999", "x", str(council.pk)):
        assert submit(as_keeper, lines, **{f"to-{petition.pk}": typed, "save": 1}).status_code == 200
    services.fill(referral=theirs, wanted={petition: office}, by=keeper)
    answer = as_keeper.post(lines, {f"to-{petition.pk}": office.pk, f"was-{petition.pk}": "", "save": 1})
    assert answer.status_code == 302  # no longer on the page: nothing to save
    assert mine.items.count() == 0


def test_only_changed_lines_are_classified_and_half_a_line_is_asked_for(as_keeper, council, keeper):
    rows = petitions_of(council, 27, keeper)
    field, level = PetitionField.objects.get(code="giao-thong").pk, CompetenceLevel.objects.get(code="xa").pk
    url, (one, two) = "/kien-nghi/tong-hop/", (rows[0].pk, rows[1].pk)

    half = submit(as_keeper, url, **{f"{one}-field": field, f"{two}-field": field, f"{two}-level": level})
    assert half.status_code == 200
    assert statuses(rows) == {_S.RECEIVED}

    typed = {f"{one}-field": field, f"{one}-level": level, f"{two}-field": field, f"{two}-level": level}
    submit(as_keeper, url, **typed, **{f"{two}-wording": "Đề nghị sửa đường"})

    assert [Petition.objects.get(pk=pk).status for pk in (one, two)] == [_S.CONSOLIDATED] * 2
    assert Petition.objects.get(pk=two).wording == "Đề nghị sửa đường"
    assert statuses(rows[2:]) == {_S.RECEIVED}
    assert len(as_keeper.get(url).context["forms"]) == 25


def test_all_that_waits_is_consolidated_at_once_and_what_lacks_something_stays(as_keeper, council, keeper, session):
    roads, rural = (PetitionField.objects.get(code=code) for code in ("giao-thong", "nong-nghiep"))
    level = CompetenceLevel.objects.get(code="xa")
    sorted_out = petitions_of(council, 26, keeper, session=session, field=roads, level=level)  # as from a file
    unsorted = petitions_of(council, 3, keeper, session=session, level=level)
    elsewhere = petitions_of(council, 1, keeper, field=roads, level=level)
    url = f"/kien-nghi/tong-hop/?ky-hop={session.code}"
    everything = {"together-scope": "all", "together": 1}

    submit(as_keeper, url, **{f"{sorted_out[0].pk}-wording": "Đề nghị sửa đường"}, **everything)
    assert statuses(sorted_out) == {_S.CONSOLIDATED}
    assert statuses([*unsorted, *elsewhere]) == {_S.RECEIVED}
    done = {row.wording for row in Petition.objects.filter(pk__in=[row.pk for row in sorted_out])}
    assert done == {"Đề nghị sửa đường", sorted_out[0].text}
    assert "Còn 3 kiến nghị chờ tổng hợp." in as_keeper.get(url).content.decode()

    submit(as_keeper, url, **{"together-field": rural.pk}, **everything)
    assert set(Petition.objects.filter(status=_S.CONSOLIDATED).values_list("field", flat=True)) == {roads.pk, rural.pk}
    assert statuses(unsorted) == {_S.CONSOLIDATED}
    assert "Lập đợt chuyển" in as_keeper.get(url).content.decode()


def test_marked_lines_are_taken_as_they_stand_and_the_choices_fill_their_gaps(as_keeper, council, keeper):
    field, level = PetitionField.objects.get(code="giao-thong"), CompetenceLevel.objects.get(code="xa")
    known = petitions_of(council, 2, keeper, field=field, level=level)
    bare = petitions_of(council, 2, keeper)
    url = "/kien-nghi/tong-hop/"

    assert submit(as_keeper, url).status_code == 302  # nothing marked, nothing done
    assert statuses([*known, *bare]) == {_S.RECEIVED}
    submit(as_keeper, url, line=[known[0].pk])
    assert (statuses(known[:1]), statuses([known[1], *bare])) == ({_S.CONSOLIDATED}, {_S.RECEIVED})
    half = submit(as_keeper, url, line=[bare[0].pk], together=1, **{"together-field": field.pk})
    assert half.status_code == 200  # the level is asked for
    assert statuses(bare) == {_S.RECEIVED}
    wrong = submit(as_keeper, url, line=[bare[0].pk], together=1, **{"together-scope": "x", "together-field": "9" * 30})
    assert set(wrong.context["together"].errors) == {"scope", "field"}
    submit(as_keeper, url, line=[bare[0].pk], together=1, **{"together-field": field.pk, "together-level": level.pk})
    assert (statuses(bare[:1]), statuses(bare[1:])) == ({_S.CONSOLIDATED}, {_S.RECEIVED})


def test_two_officers_who_word_the_same_petition_both_see_it(as_keeper, council, keeper):
    [petition] = petitions_of(council, 1, keeper)
    field, level = PetitionField.objects.get(code="giao-thong"), CompetenceLevel.objects.get(code="xa")
    url = "/kien-nghi/tong-hop/"
    shown = as_keeper.get(url).content.decode()
    services.edit(
        petition=petition, text=petition.text, received_on=petition.received_on, source=petition.source,
        source_note="", session=None, field=None, level=None, place_unit=None, place=petition.place,
        wording="Lời của đồng nghiệp", by=keeper,
    )  # fmt: skip
    mine = {"field": field.pk, "level": level.pk, "wording": "Lời của tôi"}
    content = shown[shown.index("<main") :]  # past the forms of the frame
    _action, data = filled(content, **{f"{petition.pk}-{name}": value for name, value in mine.items()})
    answer = as_keeper.post(url, data.urlencode(), "application/x-www-form-urlencoded")

    assert answer.status_code == 200
    assert "Lời của đồng nghiệp" in answer.content.decode()
    assert "Lời của tôi" in answer.content.decode()
    assert statuses([petition]) == {_S.RECEIVED}


def test_one_document_answers_the_lines_with_text(client, council, office, settler):
    rows = [petition_at(_S.ACCEPTED, council=council, holder=office) for _ in range(3)]
    document = paper(office, date(2020, 9, 1))
    client.force_login(settler)
    url = "/kien-nghi/tra-loi/"

    nothing = submit(client, url, document=document.pk)
    assert nothing.status_code == 200
    submit(client, url, document=document.pk, **{f"text-{row.pk}": "Đã sửa" for row in rows[:2]})

    assert statuses(rows[:2]) == {_S.ANSWERED}
    assert statuses(rows[2:]) == {_S.ACCEPTED}


def test_a_suggested_pair_is_compared_and_grouped_by_a_person(as_keeper, council):
    text = "Đề nghị sửa chữa đường trục thôn Tân Hợp bị hỏng nặng"
    one, two = PetitionFactory(council=council, text=text), PetitionFactory(council=council, text=f"{text} sau mưa")
    assert two.code in as_keeper.get("/kien-nghi/trung/").content.decode()
    url = reverse("petitions:group", args=[one.code]) + f"?voi={two.code}"
    wrong = submit(as_keeper, url, duplicates="CT-1999-00001")
    assert "duplicates" in wrong.context["form"].errors

    assert submit(as_keeper, url).url.startswith("/kien-nghi/trung/")  # the next pair

    assert Petition.objects.get(pk=two.pk).lead == one
    submit(as_keeper, reverse("petitions:ungroup", args=[two.code]), reason="Khác đường")
    submit(as_keeper, reverse("petitions:split", args=[two.code]), parts="Sửa đường\n\nXây cầu")
    assert Petition.objects.filter(split_from=two).count() == 2


def test_likely_duplicates_are_ticked_and_others_typed(as_keeper, council, office, keeper):
    text = "Đề nghị sửa chữa đường trục thôn Tân Hợp bị hỏng nặng"
    lead, other = PetitionFactory(council=council, text=text), PetitionFactory(council=council, text="Thiếu nước sạch")
    alike = [PetitionFactory(council=council, text=f"{text} {more}") for more in ("sau mưa", "từ lâu", "đã hai năm")]
    held = PetitionFactory(council=council, consolidated=True, text=text, wording=text)
    draft = services.draft_referral(sender=council, title="Chuyển", by=keeper)
    services.fill(referral=draft, wanted={held: office}, by=keeper)
    PetitionFactory(text=text)  # another council's
    url = reverse("petitions:group", args=[lead.code])

    form = as_keeper.get(url).context["form"]
    assert set(form.likely) == {row.code for row in alike}
    assert "duplicates" in submit(as_keeper, url).context["form"].errors
    assert "alike" in submit(as_keeper, url, alike=[held.code]).context["form"].errors
    wrong = submit(as_keeper, url, alike=[alike[0].code], duplicates="CT-1999-00001")
    assert [ticked for _one, ticked in wrong.context["form"].lines()].count(True) == 1  # what was ticked stays
    submit(as_keeper, url, alike=[alike[0].code, alike[1].code], duplicates=f"{other.code} {alike[1].code}")

    assert {row.code for row in lead.duplicates.all()} == {alike[0].code, alike[1].code, other.code}
    assert statuses([alike[2]]) == {_S.RECEIVED}


def test_a_handover_is_drafted_confirmed_and_undone_from_the_pages(client, council, office):
    petition = petition_at(_S.ACCEPTED, council=council, holder=office)
    police = BodyFactory(unit=council.unit, name="Công an xã Quảng Lâm", short_name="Công an xã")
    client.force_login(UserFactory(member_of=council, role=Role.SUPERVISOR))
    new = "/kien-nghi/ban-giao/lap/"
    assert "term" in submit(client, new, kind="term", reason="x").context["form"].errors
    typed = {"kind": "manual", "body": office.name, "to": police.name, "on": "01/10/2020", "reason": "Quyết định 12"}
    assert client.post(new, typed).status_code == 302
    handover = Handover.objects.get()
    client.post(reverse("petitions:handover_apply", args=[handover.code]), {"apply": 1})
    petition.refresh_from_db()
    assert petition.holder == police

    submit(client, reverse("petitions:handover_undo", args=[handover.code]), reason="Nhầm")
    petition.refresh_from_db()
    handover.refresh_from_db()
    assert (petition.holder, handover.status) == (office, HandoverStatus.UNDONE)


def test_what_is_too_much_for_a_page_is_done_by_a_job(monkeypatch, council, office, keeper):
    monkeypatch.setattr(referring, "IN_BACKGROUND", 2)
    monkeypatch.setattr(handing_over.shared, "IN_BACKGROUND", 2)
    rows = petitions_of(council, 3, keeper, consolidated=True)
    referral = services.draft_referral(sender=council, title="Chuyển", by=keeper)
    services.fill(referral=referral, wanted=dict.fromkeys(rows, office), by=keeper)

    job = referring.send_or_enqueue(referral=referral, document=paper(council, date(2020, 7, 20)), by=keeper)
    assert statuses(rows) == {_S.CONSOLIDATED}
    assert run_here(job).error == ""
    assert statuses(rows) == {_S.TRANSFERRED}

    police = BodyFactory(unit=council.unit, name="Công an xã")
    handover = handing_over.draft_manual(body=office, to=police, on=date(2020, 10, 1), reason="QĐ", by=keeper)
    assert run_here(handing_over.apply_or_enqueue(handover=handover, by=keeper)).error == ""
    assert Petition.objects.filter(holder=police).count() == 3
    handover.refresh_from_db()
    assert run_here(handing_over.undo_or_enqueue(handover=handover, reason="Nhầm", by=keeper)).error == ""
    assert Petition.objects.filter(holder=office).count() == 3
