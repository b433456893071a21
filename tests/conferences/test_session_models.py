"""What the database keeps of terms and sessions of councils, and how they are named."""

import pytest
from django.db import IntegrityError, transaction

from conferences.enums import SessionKind, SessionStatus
from conferences.models import CouncilSession, SessionNumbering
from tests.factories.conferences import CouncilSessionFactory, CouncilTermFactory
from tests.factories.organizations import days

pytestmark = pytest.mark.django_db


def test_a_session_is_called_by_its_number_and_term() -> None:
    session = CouncilSessionFactory(ordinal=11)
    assert session.label == "kỳ họp thứ 11, khóa XIX"
    assert CouncilSession(term=session.term, ordinal=1, series="1/*").short_label == "kỳ họp thứ nhất"


@pytest.mark.parametrize(
    ("one_row", "ordinal", "label"),
    [
        (True, 12, "kỳ họp thứ 12 (chuyên đề)"),
        (False, 3, "kỳ họp chuyên đề thứ 3"),
        (True, None, "kỳ họp chuyên đề ngày 06/07/2020"),
    ],
)
def test_the_kind_is_said_where_the_number_does_not_tell(one_row: bool, ordinal: int | None, label: str) -> None:
    term = CouncilTermFactory()
    SessionNumbering.objects.create(council=term.council, one_row=one_row)
    session = CouncilSessionFactory(term=term, kind=SessionKind.THEMATIC, ordinal=ordinal, title="Kỳ họp")
    assert session.short_label == label


def test_a_number_is_borne_once_in_its_row_until_the_session_is_cancelled() -> None:
    first = CouncilSessionFactory(ordinal=11)
    with pytest.raises(IntegrityError, match="session_ordinal_once"), transaction.atomic():
        CouncilSessionFactory(term=first.term, ordinal=11, kind=SessionKind.THEMATIC)
    CouncilSession.objects.filter(pk=first.pk).update(status=SessionStatus.CANCELLED, cancelled_reason="hoãn")
    CouncilSessionFactory(term=first.term, ordinal=11)


def test_a_council_serves_one_term_at_a_time_and_a_session_is_of_its_councils_term() -> None:
    term = CouncilTermFactory()
    with pytest.raises(IntegrityError, match="council_term_one_at_a_time"), transaction.atomic():
        CouncilTermFactory(council=term.council, number=20, valid=days("2021-05-22"))
    other = CouncilTermFactory()
    with pytest.raises(IntegrityError, match="Khóa này không phải"), transaction.atomic():
        CouncilSessionFactory(term=term, council=other.council)
