"""Which rule applies, by what people type and by the day of the event."""

from datetime import date

import pytest

from common.errors import Refused
from deadlines import finding

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("DISC-01", "DISC-01"),
        ("disc–01", "DISC-01"),
        (" DISC‑01 ", "DISC-01"),
        ("COMP-04/complex", "COMP-04/complex"),
        ("comp-04/COMPLEX", "COMP-04/complex"),
        ("DEN-05", "DEN-05"),
    ],
)
def test_a_rule_is_found_however_its_code_is_typed(typed, reference):
    assert finding.rule(typed, date(2024, 3, 4)).reference == reference


@pytest.mark.parametrize(
    ("typed", "day", "field", "said"),
    [
        ("XYZ-99", date(2024, 3, 4), "rule", "Không có quy định nào mang mã “XYZ-99”."),
        ("", date(2024, 3, 4), "rule", "Không có quy định nào mang mã “”."),
        ("DISC-13", date(2024, 3, 4), "rule", "Không có “DISC-13”; mã này có: DISC-13/simple, DISC-13/complex."),
        ("DISC-01/complex", date(2024, 3, 4), "rule", "Không có “DISC-01/complex”; mã này có: DISC-01."),
        ("DISC-04", date(2024, 3, 4), "rule", "DISC-04 không ấn định số ngày: hằng quý."),
        ("DISC-01", date(2020, 3, 4), "start",
         "DISC-01 chỉ có hiệu lực từ ngày 01/07/2023. Vào ngày 04/03/2020, áp dụng OLD-05."),
        ("COMP-03", date(2026, 6, 30), "start",
         "COMP-03 chỉ có hiệu lực từ ngày 01/07/2026. Vào ngày 30/06/2026, áp dụng COMP-02."),
        ("COMP-02", date(2026, 7, 1), "start",
         "COMP-02 đã hết hiệu lực từ ngày 01/07/2026. Vào ngày 01/07/2026, áp dụng COMP-03."),
        ("PET-21", date(2020, 9, 30), "start",
         "PET-21 chỉ có hiệu lực từ ngày 01/10/2020. Vào ngày 30/09/2020, áp dụng PET-20/a, PET-20/b."),
        ("COMP-04", date(2010, 1, 4), "start", "COMP-04 chỉ có hiệu lực từ ngày 01/07/2012."),
    ],
)  # fmt: skip
def test_no_rule_is_said_with_the_reason_and_with_the_rule_that_applied(typed, day, field, said):
    with pytest.raises(Refused) as refused:
        finding.rule(typed, day)

    assert (str(refused.value), refused.value.field) == (said, field)


@pytest.mark.parametrize(
    ("family", "day", "reference"),
    [
        ("complaint-acceptance", date(2026, 6, 30), "COMP-02"),
        ("complaint-acceptance", date(2026, 7, 1), "COMP-03"),
        ("commune-posting", date(2023, 6, 30), "OLD-03"),
        ("commune-posting", date(2023, 7, 1), "DISC-02"),
        ("petition-national-assembly", date(2020, 10, 1), "PET-21"),
    ],
)
def test_a_duty_is_found_whatever_its_rule_is_called_on_the_day(family, day, reference):
    assert finding.in_force(family, day).reference == reference


def test_a_duty_that_nothing_ruled_is_refused():
    with pytest.raises(Refused, match="Không có quy định về “complaint-acceptance” có hiệu lực vào ngày 01/01/2012"):
        finding.in_force("complaint-acceptance", date(2012, 1, 1))
