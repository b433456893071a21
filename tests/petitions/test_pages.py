"""The pages of petitions: what is shown to whom, what forms refuse beside which field, what two people meet."""

from datetime import date

import pytest
from django.urls import reverse

from documents.models import OfficialDocument
from organizations.enums import Role
from petitions import sections, services
from petitions.enums import Outcome, PetitionStatus
from petitions.models import Petition, SavedFilter
from tests.factories.accounts import UserFactory
from tests.factories.conferences import ConferenceFactory, CouncilSessionFactory, CouncilTermFactory, OpinionFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.petitions import CouncilFactory, PetitionFactory, paper, petition_at, referral_of
from tests.support import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

LIST = "/kien-nghi/"


@pytest.fixture
def supervisor(council):
    return UserFactory(member_of=council, role=Role.SUPERVISOR)


@pytest.fixture
def clerk(council):
    return UserFactory(member_of=council, role=Role.CLERK)


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def page(client, url, **query) -> str:
    response = client.get(url, query)
    assert response.status_code == 200, response
    return response.content.decode()


def submit(client, url: str, **typed):
    """The page's own form stands last: the account menu has one, too."""
    return pages.submit(client, url, form=-1, **typed)


def filled(html: str, **typed):
    return pages.filled(html, form=-1, **typed)


def step(petition, name) -> str:
    return reverse(f"petitions:{name}", args=[petition.code])


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 200, response
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def at(petition) -> str:
    petition.refresh_from_db()
    return petition.status


# -- the list


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


# -- one petition


def test_petitioners_are_shown_to_the_councils_people_alone(as_, council, office, keeper, settler, commune):
    petition = petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office)
    services.keep_people(petition=petition, people=[services.Person("Lò Thị Mẩy", "bản Pác Pó")], by=keeper)
    url = petition.get_absolute_url()
    member = UserFactory(member_of=commune, role=Role.MEMBER)

    assert "Lò Thị Mẩy" in page(as_(keeper), url)
    for other in (settler, member):
        assert "Lò Thị Mẩy" not in page(as_(other), url)
        assert "Lò Thị Mẩy" not in page(as_(other), LIST, q="Lò Thị Mẩy", **{"trang-thai": ""}).replace(
            'value="Lò Thị Mẩy"', ""
        )


def test_the_page_of_a_petition_tells_its_whole_life(as_, council, office, keeper, settler):
    petition = petition_at(PetitionStatus.CLOSED, council=council, holder=office, outcome=Outcome.RESOLVED)
    services.contest(petition=petition, reason="Đường vẫn ngập", by=keeper)
    services.press(petition=petition, rung=1, document=paper(council, date(2020, 11, 2)), by=keeper)
    services.draft_answer(petition=petition, text="Sẽ nạo vét cống", by=settler)

    told = page(as_(keeper), petition.get_absolute_url())

    for words in ("Đường trục thôn Tân Hợp", "Ủy ban nhân dân xã đã bố trí kinh phí", "Đã giải quyết xong", "Xác nhận",
                  "Đường vẫn ngập", "Đôn đốc lần 1", "Không có thời hạn nào đang chạy"):  # fmt: skip
        assert words in told
    assert "Sẽ nạo vét cống" not in told
    assert "Sẽ nạo vét cống" in page(as_(settler), petition.get_absolute_url())


def test_steps_that_others_take_are_named_with_who_may(as_, council, office, clerk, settler):
    petition = petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office)

    for_clerk = as_(clerk).get(petition.get_absolute_url()).context
    for_settler = as_(settler).get(petition.get_absolute_url()).context

    assert [action.name for action in for_settler["allowed"]] == ["accept", "answer", "refuse"]
    assert "accept" not in [action.name for action in for_clerk["allowed"]]
    assert "cơ quan đang giữ" in str(for_clerk["denied"])


def test_a_limit_of_the_province_shows_its_count_and_its_source(as_, council, office, keeper, commune):
    petition = petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office)

    shown = page(as_(keeper), petition.get_absolute_url())

    assert "Cử tri không đồng ý</b>" not in shown
    assert "Cách tính thời hạn" in shown
    assert "18/09/2020" in shown


def test_grouped_parts_and_raised_petitions_stand_on_each_others_pages(as_, council, keeper, office):
    from petitions.models import RaisedAgain

    earlier = petition_at(PetitionStatus.CLOSED, council=council, holder=office, text="Cầu hỏng từ lâu")
    again = PetitionFactory(council=council, times_raised=2)
    RaisedAgain.objects.create(petition=again, earlier=earlier, by=keeper, on=date(2020, 11, 2))

    assert earlier.code in page(as_(keeper), again.get_absolute_url())
    found = as_(keeper).get(earlier.get_absolute_url()).context["relatives"]
    assert ([one.code for one in found.later], found.counts["later"]) == ([again.code], 1)


# -- taking and correcting


def test_a_petition_is_taken_with_its_people_and_the_next_one_follows(as_, clerk, council):
    session = CouncilSessionFactory(term=CouncilTermFactory(council=council))
    saved = submit(
        as_(clerk), reverse("petitions:take"), text="Đèn đường thôn 3 hỏng", source="meeting",
        received_on="28/10/2020", session=session.pk, next="1",
        people="Lò Thị Mẩy; bản Pác Pó; 0912 345 678\nVàng A Páo",
    )  # fmt: skip

    petition = Petition.objects.get()
    assert saved.url == reverse("petitions:take")
    assert (petition.council, petition.session, petition.received_on) == (council, session, date(2020, 10, 28))
    assert list(petition.petitioners.order_by("pk").values_list("name", "address", "phone")) == [
        ("Lò Thị Mẩy", "bản Pác Pó", "0912 345 678"),
        ("Vàng A Páo", "", ""),
    ]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "a\x00"}, "text"),
        ({"text": "a" * 10_001}, "text"),
        ({"received_on": "31/02/2020"}, "received_on"),
        ({"received_on": "01/01/0000"}, "received_on"),
        ({"received_on": "03/11/2020"}, "received_on"),
        ({"source": "x"}, "source"),
        ({"field": "99999999999999999999"}, "field"),
        ({"session": "\x00"}, "session"),
        ({"place_unit": "0"}, "place_unit"),
        ({"council": "-1"}, "council"),
        ({"place": "a" * 201}, "place"),
        ({"people": "; bản Pác Pó"}, "people"),
        ({"people": "a;b;c;d"}, "people"),
        ({"people": "a" * 121}, "people"),
        ({"people": "\n".join(["a"] * 201)}, "people"),
    ],
    ids=str,
)
def test_bad_input_is_told_beside_its_field_and_what_was_typed_is_kept(as_, clerk, council, typed, field):
    good = {"text": "Đèn đường thôn 3 hỏng, mã kiểm 417", "source": "meeting", "received_on": "28/10/2020"}
    sent = good | {"council": str(council.pk)} | typed

    response = as_(clerk).post(reverse("petitions:take"), sent)

    assert list(errors(response)) == [field]
    assert not Petition.objects.exists()
    if field != "text":
        assert "mã kiểm 417" in response.content.decode()


def test_people_of_a_village_pass_petitions_to_the_council_above_them(as_, commune, council):
    village = UnitFactory(parent=commune, kind__code="thon", name="Tân Hợp")
    from organizations import closure

    closure.rebuild()
    front = UserFactory(member_of=village, role=Role.FRONT)

    submit(as_(front), reverse("petitions:take"), text="Đèn đường hỏng", source="front")

    petition = Petition.objects.get()
    assert (petition.council, petition.place_unit) == (council, village)


def test_an_opinion_becomes_a_petition_with_one_key_and_once(as_, clerk, council, commune):
    conference = ConferenceFactory(host=BodyFactory(unit=commune))
    opinion = OpinionFactory(conference=conference, text="Xin sửa cầu treo")
    client, url = as_(clerk), reverse("petitions:take_opinion", args=[opinion.pk])

    assert url in page(client, conference.get_absolute_url())
    taken = submit(client, url)
    petition = Petition.objects.get()
    again = submit(client, url)

    assert taken.url == petition.get_absolute_url()
    assert (petition.text, petition.opinion, petition.received_on) == (opinion.text, opinion, conference.held_on)
    assert "đã được ghi thành kiến nghị" in again.content.decode()
    assert petition.code in page(client, conference.get_absolute_url())
    assert conference.title in page(client, petition.get_absolute_url())


def test_two_people_correct_a_petition_and_the_second_sees_both_texts(as_, clerk, council):
    petition = PetitionFactory(council=council)
    client, url = as_(clerk), step(petition, "edit")
    _action, sent = filled(page(client, url), text="Bản của người thứ hai", people="Vàng A Páo")
    services.keep_people(petition=petition, people=[services.Person("Lò Thị Mẩy")], by=clerk)
    submit(client, url, text="Bản của người thứ nhất")

    second = client.post(url, sent.urlencode(), "application/x-www-form-urlencoded")

    told = second.content.decode()
    assert all(words in told for words in ("thứ hai", "thứ nhất", "Lò Thị Mẩy", "Vàng A Páo"))
    petition.refresh_from_db()
    assert petition.text == "Bản của người thứ nhất"
    assert petition.petitioners.get().name == "Lò Thị Mẩy"


# -- the council's steps


def test_consolidating_proposes_what_was_said(as_, clerk, council):
    petition = PetitionFactory(council=council)

    assert submit(as_(clerk), step(petition, "consolidate"), field="", level="").context["form"].errors.keys() == {
        "field", "level",
    }  # fmt: skip
    from petitions.models import CompetenceLevel, PetitionField

    field, level = PetitionField.objects.first(), CompetenceLevel.objects.get(code="xa")
    submit(as_(clerk), step(petition, "consolidate"), field=field.pk, level=level.pk)

    petition.refresh_from_db()
    assert (petition.status, petition.wording, petition.field) == ("consolidated", petition.text, field)


@pytest.mark.parametrize(
    ("typed", "wrong", "status"),
    [
        ({}, ["verdict"], "claimed"),
        ({"verdict": "return"}, ["reason"], "claimed"),
        ({"verdict": "confirm", "due_on": "30/11/2020"}, ["due_on"], "claimed"),
        ({"verdict": "confirm", "on": "01/07/2020"}, ["on"], "claimed"),
        ({"verdict": "confirm", "on": "32/13/2020"}, ["on"], "claimed"),
        ({"verdict": "return", "reason": "Mới sửa một nửa", "due_on": "01/01/2020"}, ["due_on"], "claimed"),
        ({"verdict": "return", "reason": "Mới sửa một nửa", "due_on": "30/11/2020"}, None, "answered"),
        ({"verdict": "confirm", "reason": "Đã khảo sát ngày 30/10/2020"}, None, "verified"),
    ],
    ids=str,
)
def test_a_claimed_outcome_is_confirmed_or_returned_on_one_page(as_, keeper, council, office, typed, wrong, status):
    petition = petition_at(PetitionStatus.CLAIMED, council=council, holder=office)

    response = submit(as_(keeper), step(petition, "judge"), **typed)

    assert (list(errors(response)) if wrong else None) == wrong
    assert at(petition) == status


def test_voters_are_told_may_contest_once_and_the_holder_is_pressed(as_, supervisor, council, office):
    petition = petition_at(PetitionStatus.VERIFIED, council=council, holder=office)
    client = as_(supervisor)

    assert list(errors(submit(client, step(petition, "close"), how=" "))) == ["how"]
    submit(client, step(petition, "close"), how="tại nhà văn hóa thôn")
    assert at(petition) == "closed"
    submit(client, step(petition, "contest"), reason="Đường vẫn ngập")
    assert (at(petition), petition.run) == ("accepted", 2)
    assert "contest" not in [action.name for action in client.get(petition.get_absolute_url()).context["allowed"]]

    press = step(petition, "press")
    assert list(errors(submit(client, press))) == ["document"]
    assert list(errors(submit(client, press, number="12"))) == ["issued_on"]
    assert list(errors(submit(client, press, number="12", issued_on="01/12/2020"))) == ["issued_on"]
    submit(client, press, number="12", issued_on="02/11/2020", rung="2")
    pressing = petition.pressings.get()
    assert (pressing.rung, pressing.document.number) == (2, 12)
    assert list(errors(submit(client, press, rung="1", number="13", issued_on="02/11/2020"))) == ["rung"]
    assert OfficialDocument.objects.filter(number=13).count() == 0


# -- the holder's steps


def test_the_incoming_number_is_asked_once_for_the_whole_document(as_, settler, council, office, keeper):
    first, second = (PetitionFactory(council=council, consolidated=True) for _ in range(2))
    referral_of(first, second, to=office, by=keeper)
    client = as_(settler)

    submit(client, step(first, "accept"), incoming_number="417", on="21/07/2020")
    asked = client.get(step(second, "accept")).context["form"].fields
    submit(client, step(second, "accept"), on="21/07/2020")

    assert "incoming_number" not in asked
    assert (at(first), at(second)) == ("accepted", "accepted")
    assert "417" in page(client, second.get_absolute_url())


def test_refusing_names_who_is_competent_and_sends_it_there_at_once(as_, settler, council, office, commune):
    petition = petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office)
    other = BodyFactory(unit=commune, name="Công an xã Quảng Lâm", short_name="Công an xã")
    client, url = as_(settler), step(petition, "refuse")

    assert set(errors(submit(client, url))) == {"to", "reason", "document"}
    typed = {"reason": "Thuộc thẩm quyền Công an", "number": "31", "issued_on": "28/07/2020", "subject": "V/v chuyển"}
    assert list(errors(client.post(url, typed | {"to": "Sở không có"}))) == ["to"]
    assert list(errors(client.post(url, typed | {"to": office.name}))) == ["to"]
    assert not OfficialDocument.objects.filter(number=31).exists()
    client.post(url, typed | {"to": "cong an xa"})

    petition.refresh_from_db()
    assert (petition.status, petition.holder) == ("transferred", other)
    assert "Thuộc thẩm quyền Công an" in page(client, petition.get_absolute_url())


@pytest.mark.parametrize(
    ("typed", "wrong", "status"),
    [
        ({"text": ""}, ["text"], "accepted"),
        ({}, None, "accepted"),
        ({"number": "x", "issued_on": "28/10/2020"}, ["number"], "accepted"),
        ({"number": "9", "issued_on": ""}, ["issued_on"], "accepted"),
        ({"issued_on": "28/10/2020"}, ["number"], "accepted"),
        ({"number": "9", "issued_on": "01/07/2020"}, ["issued_on"], "accepted"),
        ({"number": "9", "issued_on": "28/10/2020"}, None, "answered"),
        ({"number": "9", "issued_on": "28/10/2020", "outcome": "explained"}, ["result_text"], "accepted"),
        ({"outcome": "explained", "result_text": "Đã giải thích"}, ["outcome"], "accepted"),
        ({"number": "9", "issued_on": "28/10/2020", "result_text": "Đã giải thích"}, ["outcome"], "accepted"),
        (
            {"number": "9", "issued_on": "28/10/2020", "outcome": "resolved", "result_text": "Đã xong"},
            ["evidence"],
            "accepted",
        ),
        (
            {"number": "9", "issued_on": "28/10/2020", "outcome": "explained", "result_text": "Đã giải thích"},
            None,
            "claimed",
        ),
    ],
    ids=str,
)
def test_an_answer_is_a_draft_until_it_has_number_and_date(as_, settler, council, office, typed, wrong, status):
    petition = petition_at(PetitionStatus.ACCEPTED, council=council, holder=office)

    response = submit(as_(settler), step(petition, "answer"), **({"text": "Đã bố trí kinh phí."} | typed))

    assert (sorted(errors(response)) if wrong else None) == wrong
    assert at(petition) == status
    assert OfficialDocument.objects.filter(number=9).exists() is (status != "accepted")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, ["outcome", "result_text"]),
        ({"outcome": "resolved", "result_text": "Đã xong"}, ["evidence"]),
        ({"outcome": "in_progress", "result_text": "Đang làm"}, ["promised_on"]),
        ({"outcome": "in_progress", "result_text": "Đang làm", "promised_on": "01/11/2020"}, ["promised_on"]),
        ({"outcome": "explained", "result_text": "Đã giải thích", "promised_on": "01/12/2020"}, ["promised_on"]),
        ({"outcome": "explained", "result_text": "Đã giải thích", "on": "03/11/2020"}, ["on"]),
        ({"outcome": "explained", "result_text": "a\x00"}, ["result_text"]),
        ({"outcome": "xong", "result_text": "Đã xong"}, ["outcome"]),
        ({"outcome": "explained", "result_text": "Đã giải thích", "evidence": "99999999999999999999"}, ["evidence"]),
        ({"outcome": "in_progress", "result_text": "Đang làm", "promised_on": "01/12/2020"}, None),
    ],
    ids=str,
)
def test_each_outcome_needs_what_belongs_to_it(as_, settler, council, office, typed, wrong):
    petition = petition_at(PetitionStatus.ANSWERED, council=council, holder=office)
    client, url = as_(settler), step(petition, "claim")
    blank = {"evidence": "", "promised_on": "", "outcome": "", "result_text": "", "on": "02/11/2020"}

    response = client.post(url, blank | typed)

    assert (sorted(errors(response)) if wrong else None) == wrong
    assert at(petition) == ("answered" if wrong else "claimed")


def test_whoever_comes_second_is_told_what_the_state_is_now(as_, settler, council, office):
    petition = petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office)
    client, url = as_(settler), step(petition, "accept")
    _action, sent = filled(page(client, url))
    services.accept(petition=petition, by=settler)

    second = client.post(url, sent.urlencode(), "application/x-www-form-urlencoded")

    assert "Không thể thực hiện" in second.content.decode()
    assert client.get(url).status_code == 302


# -- where else petitions stand


def test_home_shows_what_waits_for_each_side_and_the_menu_counts_it(as_, supervisor, settler, council, office):
    PetitionFactory(council=council)
    PetitionFactory(council=council, consolidated=True)
    petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office)
    petition_at(PetitionStatus.CLAIMED, council=council, holder=office)
    petition_at(PetitionStatus.VERIFIED, council=council, holder=office)

    for_council, for_holder = page(as_(supervisor), "/"), page(as_(settler), "/")

    for title in ("chờ tổng hợp", "chờ chuyển", "chờ xác nhận", "chưa báo cử tri"):
        assert title in for_council
    assert "chờ tiếp nhận" in for_holder
    assert "chờ tổng hợp" not in for_holder
    assert "1 kiến nghị chờ xử lý" in for_holder


def test_a_session_shows_its_petitions_before_and_after_consolidation_and_what_came_back(as_, clerk, council):
    session = CouncilSessionFactory(term=CouncilTermFactory(council=council))
    PetitionFactory(council=council, session=session)
    back = PetitionFactory(council=council, session=session, times_raised=3, text="Chợ Đồn thiếu nước sạch")
    PetitionFactory(council=council, session=session)
    services.cancel(petition=PetitionFactory(council=council, session=session), reason="nhập nhầm", by=clerk)

    client = as_(clerk)
    shown = page(client, session.get_absolute_url())
    section = sections.of_session(clerk, session)

    assert (section.context["received"], section.context["consolidated"], section.context["again_count"]) == (3, 3, 1)
    assert client.get(section.context["received_url"]).context["page"].paginator.count == 3
    assert back.content in shown


def test_a_session_names_its_next_steps_and_what_is_unsettled_of_earlier_ones(
    as_, clerk, supervisor, settler, council, office
):
    term = CouncilTermFactory(council=council)
    first, then, last = (
        CouncilSessionFactory(term=term, starts_on=date(2020, month, 6), ends_on=date(2020, month, 6))
        for month in (3, 7, 12)
    )
    for outcome in (Outcome.EXPLAINED, Outcome.NOT_RESOLVED):
        petition_at(PetitionStatus.VERIFIED, council=council, holder=office, session=first, outcome=outcome)
    PetitionFactory(council=council, session=then)
    PetitionFactory(council=council, session=last, consolidated=True)

    for person in (clerk, settler):
        client = as_(person)
        for _session, number, url in sections.of_session(person, last).context["unsettled"]:
            assert client.get(url).context["page"].paginator.count == number
    found = sections.of_session(clerk, last).context["unsettled"]
    assert [(one, number) for one, number, _url in found] == [(then, 1), (first, 1)]
    assert not sections.of_session(clerk, first).context["unsettled"]
    assert "Chưa giải quyết xong từ các kỳ trước" in page(as_(clerk), last.get_absolute_url())
    [(url, _label)] = sections.of_session(clerk, then).context["steps"]
    assert [line.petition.session for line in as_(clerk).get(url).context["forms"]] == [then]
    [(url, _label)] = sections.of_session(clerk, last).context["steps"]
    assert as_(clerk).get(url).context["form"].initial["session"] == last.pk
    assert sections.of_session(settler, last).context["steps"] == []


def test_search_everything_finds_petitions_by_phrase_and_by_code(as_, clerk, council):
    petition = PetitionFactory(council=council, text="Chợ Đồn thiếu nước sạch")
    client = as_(clerk)

    assert "Chợ" in page(client, "/tim-kiem/", q="cho don thieu nuoc")
    assert client.get("/tim-kiem/", {"q": petition.code.lower()}).url == petition.get_absolute_url()


def test_nobody_without_a_role_sees_anything(as_, council):
    stranger = UserFactory()
    petition = PetitionFactory(council=council)
    other = UserFactory(member_of=CouncilFactory().unit)

    assert as_(stranger).get(LIST).context["page"].paginator.count == 0
    assert as_(stranger).get(reverse("petitions:board")).status_code == 200
    assert as_(stranger).get(reverse("petitions:take")).status_code == 403
    assert as_(other).get(petition.get_absolute_url()).status_code == 404


def test_a_page_says_why_no_limit_runs(as_, council, keeper, office):
    petition = petition_at(PetitionStatus.TRANSFERRED, council=council, holder=office, due_on=None)

    assert "Luật không ấn định thời hạn" in page(as_(keeper), petition.get_absolute_url())
