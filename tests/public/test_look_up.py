"""Without an account: the code opens what was published, code and secret open where the petition stands."""

import gzip
import logging

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from common.errors import Refused
from petitions import secrets, services
from petitions.enums import Outcome, PetitionStatus
from petitions.lookup import read_code
from petitions.models import Answer, Petition, Petitioner, Slip
from tests.factories.petitions import PetitionFactory, petition_at
from tests.structure.test_budgets import files_of, sent_size

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
URL = "/tra-cuu/"
SUMMARY = "Cử tri thôn Tân Hợp đề nghị sửa đường trục thôn."
WRONG = "0000000" + "1" + secrets.check_letter("00000001")
NOTHING = "Không có gì để hiện"


@pytest.fixture
def petition(council, office):
    made = petition_at(PetitionStatus.ANSWERED, council=council, holder=office)
    Answer.objects.filter(petition=made).update(public_text="Xã sẽ sửa đường trong quý III.")
    Petitioner.objects.create(petition=made, name="Lò Thị Mẩy", address="nhà số 7 thôn Tân Hợp", phone="0912345678")
    return made


def ask(code, secret="", client=None, **extra):
    return (client or Client()).post(URL, {"ma": code, "bi_mat": secret}, **extra)


def text_of(response):
    return response.content.decode()


def publish(petition, by, **values):
    return services.publish(petition=petition, text=SUMMARY, by=by, **values)


# -- what is shown


def test_code_and_secret_show_state_timeline_and_the_answer(petition, keeper):
    secret = services.print_slip(petition=petition, by=keeper)

    page = text_of(ask(petition.code, secrets.shown(secret).lower()))

    assert "Ủy ban nhân dân xã Quảng Lâm đã trả lời kiến nghị này." in page
    assert "Kiến nghị được gửi đến Ủy ban nhân dân xã Quảng Lâm." in page
    assert "Xã sẽ sửa đường trong quý III." in page
    for private in ("Lò Thị Mẩy", "0912345678", "nhà số 7", petition.text, petition.wording, secret):
        assert private not in page


def test_the_code_alone_shows_what_was_published_and_no_more(petition, keeper):
    publish(petition, keeper)

    for page in (text_of(ask(petition.code)), text_of(Client().get(URL, {"ma": petition.code}))):
        assert SUMMARY in page
        assert "đã trả lời kiến nghị này" in page
        assert "Xã sẽ sửa đường" not in page  # the answer was not published with it
        assert "Những việc đã qua" not in page


def test_an_answer_is_public_once_somebody_published_it(petition, keeper):
    publish(petition, keeper, answer=petition.answers.get())

    assert "Xã sẽ sửa đường trong quý III." in text_of(ask(petition.code))


def test_a_correction_is_public_once_somebody_published_it(petition, keeper):
    publish(petition, keeper)
    services.write_public(petition=petition, text="Bản đang sửa", by=keeper)

    assert SUMMARY in text_of(ask(petition.code))
    assert "Bản đang sửa" not in text_of(ask(petition.code))


@pytest.mark.parametrize(
    "typed", ["ct 2020 {n}", "CT-2020-{n:05d}", "ct2O20-{n:05d}", " CT–2020–{n:05d} ", "CT.2020.{n}"]
)
def test_codes_are_read_as_people_write_them(typed):
    assert read_code(typed.format(n=123)) == "CT-2020-00123"


@pytest.mark.parametrize(
    "typed", ["", "CT", "2020-00123", "CT-2020-", "KN-2020-1", "CT-2020-" + "9" * 30, "CT-20²0-1", "ct\u0000"]
)
def test_what_is_no_code_is_said_beside_the_field(typed):
    page = ask(typed)

    assert read_code(typed) == ""
    assert page.status_code in {200, 400}
    assert NOTHING not in text_of(page)


def test_a_slip_of_a_grouped_petition_leads_to_the_one_that_goes_on(petition, keeper, council):
    duplicate = PetitionFactory(council=council)
    secret = services.print_slip(petition=duplicate, by=keeper)
    Petition.objects.filter(pk=duplicate.pk).update(
        status=PetitionStatus.GROUPED, lead=petition, closed_on="2020-07-10"
    )
    duplicate.states.update(status=PetitionStatus.GROUPED)

    page = text_of(ask(duplicate.code, secret))

    assert "giải quyết chung" in page
    assert petition.code in page
    assert "Xã sẽ sửa đường trong quý III." in page


# -- what is not told


def test_unknown_unpublished_and_wrong_secret_answer_byte_for_byte_alike(petition, keeper, django_assert_num_queries):
    """The same code, before the petition was there, while it is not public, and with a wrong secret once it is."""
    answers, queries = [], []

    def note(code, secret):
        with CaptureQueriesContext(connection) as captured:
            answers.append(ask(code, secret))
        queries.append([query["sql"].replace(code, "?") for query in captured])

    code, wanted = petition.code, "CT-2020-99999"
    for secret in ("", WRONG):
        note(wanted, secret)
    Petition.objects.filter(pk=petition.pk).update(code=wanted)
    for secret in ("", WRONG):
        note(wanted, secret)  # there, no slip, not public
    services.print_slip(petition=petition, by=keeper)
    services.write_public(petition=petition, text=SUMMARY, by=keeper)
    for secret in ("", WRONG):
        note(wanted, secret)  # a slip and a draft
    publish(petition, keeper)
    note(wanted, WRONG)  # public, but the secret is wrong
    services.withdraw(petition=petition, reason="Có tên riêng", by=keeper)
    note(wanted, "")
    Petition.objects.filter(pk=petition.pk).update(code=code)
    note(wanted, "")

    assert {answer.content for answer in answers} == {answers[0].content}
    assert NOTHING in text_of(answers[0])
    assert {str(sorted(answer.headers.items())) for answer in answers} == {str(sorted(answers[0].headers.items()))}
    assert not any(answer.cookies for answer in answers)
    assert {len(asked) for asked in queries} == {1}
    assert len({asked[0] for asked in queries}) == 1  # the very same statement


def test_the_hash_is_computed_whether_or_not_there_is_anything(petition, monkeypatch):
    compared = []
    monkeypatch.setattr(secrets, "fits", lambda *args: compared.append(args) or False)

    for code in (petition.code, "CT-2020-99999"):
        ask(code, WRONG)
        ask(code)

    assert [len(stored) for _pk, _secret, stored in compared] == [64] * 4


def test_a_misspelt_secret_is_told_without_asking_the_database(petition, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = text_of(ask(petition.code, "K7QM-2X9D-A"))

    assert "hãy so lại từng chữ" in page


def test_a_new_slip_voids_the_old_one(petition, keeper):
    old = services.print_slip(petition=petition, by=keeper)
    new = services.print_slip(petition=petition, by=keeper)

    assert NOTHING in text_of(ask(petition.code, old))
    assert NOTHING not in text_of(ask(petition.code, new))
    assert Slip.objects.filter(petition=petition, void_since=None).count() == 1


def test_a_dump_of_the_database_holds_no_secret(petition, keeper):
    secret = services.print_slip(petition=petition, by=keeper)
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{secret[:8]}%"])
            assert cursor.fetchone() == (0,), table


def test_the_secret_is_in_no_address_and_no_log_line(petition, keeper, caplog):
    secret = services.print_slip(petition=petition, by=keeper)
    with caplog.at_level(logging.DEBUG):
        page = ask(petition.code, secret)
        lost = Client().get(URL, {"ma": petition.code, "bi_mat": secret})

    assert secret not in caplog.text
    assert secret not in text_of(page)
    assert NOTHING in text_of(lost)  # an address with a secret opens nothing that the secret would
    assert 'method="post"' in text_of(page)


def test_nothing_is_kept_by_browsers_or_found_by_search_engines(petition):
    for page in (Client().get(URL), ask(petition.code)):
        assert "no-store" in page["Cache-Control"]
        assert "noindex" in page["X-Robots-Tag"]
        assert not page.cookies
        assert b"<script" not in page.content


# -- what it costs, how often


def test_a_full_answer_costs_five_queries_at_most(petition, keeper):
    secret = services.print_slip(petition=petition, by=keeper)
    publish(petition, keeper, answer=petition.answers.get())

    for given in ("", secret):
        with CaptureQueriesContext(connection) as captured:
            assert NOTHING not in text_of(ask(petition.code, given))
        assert len(captured) <= 5


def test_one_visitor_may_not_ask_without_end(petition, settings):
    settings.LOOK_UP_RATES = {"address": "2/m/ip,9/h/ip", "secret": "60/h/key"}
    answers = [ask(petition.code, REMOTE_ADDR="203.0.113.7") for _time in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"
    assert "no-store" in answers[2]["Cache-Control"]
    assert "thử lại sau 1 phút" in text_of(answers[2])
    assert Client().get(URL, {"ma": petition.code}, REMOTE_ADDR="203.0.113.7").status_code == 429
    assert Client().get(URL, REMOTE_ADDR="203.0.113.7").status_code == 200  # the empty page asks nothing
    assert ask(petition.code, REMOTE_ADDR="203.0.113.8").status_code == 200


def test_behind_a_proxy_the_visitor_counts_and_nobody_invents_an_address(petition, settings):
    settings.LOOK_UP_RATES = {"address": "1/m/ip", "secret": "60/h/key"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def asked(forwarded):
        return ask(petition.code, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded).status_code

    assert asked("203.0.113.7") == 200
    assert asked("203.0.113.8") == 200
    assert asked("198.51.100.1, 203.0.113.7") == 429  # only what our own proxy added is believed
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    cache.clear()
    assert [asked("203.0.113.7"), asked("203.0.113.8")] == [200, 429]  # without a proxy the header says nothing


@pytest.mark.parametrize("exists", [True, False])
def test_wrong_secrets_for_one_petition_are_counted_over_all_visitors(petition, settings, exists):
    settings.LOOK_UP_RATES = {"address": "99/m/ip", "secret": "2/h/key"}
    code = petition.code if exists else "CT-2020-99999"

    answers = [ask(code, WRONG, REMOTE_ADDR=f"203.0.113.{number}") for number in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "3600"
    assert ask(code).status_code == 200  # what is public stays readable


def test_the_right_secret_uses_nothing_up(petition, keeper, settings):
    settings.LOOK_UP_RATES = {"address": "99/m/ip", "secret": "1/h/key"}
    secret = services.print_slip(petition=petition, by=keeper)

    assert [ask(petition.code, secret).status_code for _time in range(3)] == [200, 200, 200]


# -- deciding what is public


def test_a_petitioners_name_is_never_published(petition, keeper):
    with pytest.raises(Refused, match="tên người kiến nghị"):
        services.publish(petition=petition, text="Bà Lò Thị Mẩy nói", by=keeper, confirmed=True)
    Answer.objects.filter(petition=petition).update(public_text="Đã trả lời bà Lò Thị Mẩy")
    with pytest.raises(Refused, match="tên người kiến nghị"):
        services.publish(petition=petition, text=SUMMARY, answer=petition.answers.get(), by=keeper, confirmed=True)

    assert NOTHING in text_of(ask(petition.code))


def test_what_looks_like_a_person_is_published_only_when_confirmed(petition, keeper):
    with pytest.raises(Refused, match="Hãy xem lại"):
        services.publish(petition=petition, text="Liên hệ 0243 825 1234", by=keeper)

    services.publish(petition=petition, text="Liên hệ 0243 825 1234", by=keeper, confirmed=True)

    assert "0243 825 1234" in text_of(ask(petition.code))


def test_a_cancelled_petition_and_another_petitions_answer_are_not_published(petition, keeper, council):
    other = petition_at(PetitionStatus.ANSWERED, council=council, outcome=Outcome.EXPLAINED)
    with pytest.raises(Refused, match="trả lời"):
        publish(petition, keeper, answer=other.answers.get())
    cancelled = services.cancel(petition=PetitionFactory(council=council), reason="nhầm", by=keeper)
    for verb in (lambda: publish(cancelled, keeper), lambda: services.print_slip(petition=cancelled, by=keeper)):
        with pytest.raises(Refused, match="hủy"):
            verb()


def test_a_first_visit_is_light(petition, keeper):
    """Page, style and fonts as a browser gets them."""
    publish(petition, keeper, answer=petition.answers.get())
    page = ask(petition.code, client=Client(headers={"accept-encoding": "gzip, deflate, br"}))

    html = gzip.decompress(page.content).decode()
    assert SUMMARY in html
    assert len(page.content) + sum(map(sent_size, files_of(html))) <= 50_000
