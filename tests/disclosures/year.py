"""A commune's year, worked out by hand: 14 contents, 60 postings, some late, some with gaps.

The commune has four places: the board of its headquarters, two culture houses, the loudspeakers. Contents 1 to 3, 5, 6
hang at three boards; 4 and 13 at the headquarters; 7 to 12 at three boards and the loudspeakers; 14 where somebody
chose, here at the headquarters and one culture house. Every figure below was written down before the code was run.
"""

from dataclasses import dataclass
from datetime import date

D = date


@dataclass(frozen=True)
class Case:
    """One decision: content, day, the last lawful day (five working days), when each place was up."""

    number: int
    decided: date
    due: date
    up: tuple[date | None, ...]  # in the order of the places; None: never
    verdict: str
    broken: tuple[int, date, date | None] | None = None  # place, fell out, up again


# The calendar of 2025 here: New Year, Tết, Giỗ Tổ, 30/04 to 02/05 (one swapped), National Day; Saturday 26/04 is
# worked.
OFF = (
    "2025-01-01", "2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31", "2025-04-07", "2025-04-30",
    "2025-05-01", "2025-05-02", "2025-09-01", "2025-09-02",
)  # fmt: skip
WORKED = "2025-04-26"

YEAR = (
    # content 1: Thursday 02/01 → 3, 6, 7, 8, 9 January
    Case(1, D(2025, 1, 2), D(2025, 1, 9), (D(2025, 1, 6), D(2025, 1, 8), D(2025, 1, 9)), "on_time"),
    # content 2: Friday 24/01, Tết between → 3, 4, 5, 6, 7 February
    Case(2, D(2025, 1, 24), D(2025, 2, 7), (D(2025, 1, 24), D(2025, 2, 4), D(2025, 2, 7)), "on_time"),
    # content 3: Monday 10/02 → Monday 17/02; one culture house a day late
    Case(3, D(2025, 2, 10), D(2025, 2, 17), (D(2025, 2, 12), D(2025, 2, 18), D(2025, 2, 17)), "late"),
    # content 4, permanent: Monday 03/03 → Monday 10/03
    Case(4, D(2025, 3, 3), D(2025, 3, 10), (D(2025, 3, 5),), "on_time"),
    # content 5: Tuesday 01/04, 07/04 off → 2, 3, 4, 8, 9 April; a storm took one down
    Case(
        5, D(2025, 4, 1), D(2025, 4, 9), (D(2025, 4, 3), D(2025, 4, 3), D(2025, 4, 3)), "on_time",
        (1, D(2025, 4, 20), D(2025, 4, 22)),
    ),
    # content 6: Thursday 24/04 → 25, 26 (worked), 28, 29 April, 5 May
    Case(6, D(2025, 4, 24), D(2025, 5, 5), (D(2025, 4, 25), D(2025, 5, 5), D(2025, 5, 5)), "on_time"),
    # content 7: Monday 12/05 → Monday 19/05; never at the second culture house
    Case(7, D(2025, 5, 12), D(2025, 5, 19), (D(2025, 5, 13), D(2025, 5, 14), None, D(2025, 5, 14)), "missing"),
    # content 8: Monday 02/06 → Monday 09/06
    Case(
        8, D(2025, 6, 2), D(2025, 6, 9), (D(2025, 6, 3), D(2025, 6, 3), D(2025, 6, 3), D(2025, 6, 4)), "on_time"
    ),
    # content 9: Tuesday 01/07 → Tuesday 08/07; loudspeakers on the 9th
    Case(
        9, D(2025, 7, 1), D(2025, 7, 8), (D(2025, 7, 2), D(2025, 7, 2), D(2025, 7, 3), D(2025, 7, 9)), "late"
    ),
    # content 10: Friday 29/08, 01 and 02/09 off → 3, 4, 5, 8, 9 September; fell out after the year's third quarter
    Case(
        10, D(2025, 8, 29), D(2025, 9, 9), (D(2025, 9, 3), D(2025, 9, 3), D(2025, 9, 4), D(2025, 9, 5)), "on_time",
        (0, D(2025, 10, 1), None),
    ),
    # content 11: Wednesday 24/09 → Wednesday 01/10, in the next quarter
    Case(
        11, D(2025, 9, 24), D(2025, 10, 1), (D(2025, 9, 25), D(2025, 9, 26), D(2025, 9, 30), D(2025, 10, 1)),
        "on_time",
    ),
    # content 12: Monday 06/10 → Monday 13/10
    Case(
        12, D(2025, 10, 6), D(2025, 10, 13), (D(2025, 10, 7), D(2025, 10, 7), D(2025, 10, 8), D(2025, 10, 8)),
        "on_time",
    ),
    # content 13, permanent: Monday 03/11 → Monday 10/11; up on the 12th
    Case(13, D(2025, 11, 3), D(2025, 11, 10), (D(2025, 11, 12),), "late"),
    # content 14: Monday 01/12 → Monday 08/12
    Case(14, D(2025, 12, 1), D(2025, 12, 8), (D(2025, 12, 2), D(2025, 12, 3)), "on_time"),
    # a second round of the budget, every quarter: 15/04, 15/07, 15/10 and the accounts on 22/12
    Case(2, D(2025, 4, 15), D(2025, 4, 22), (D(2025, 4, 16), D(2025, 4, 16), D(2025, 4, 17)), "on_time"),
    Case(2, D(2025, 7, 15), D(2025, 7, 22), (D(2025, 7, 21), D(2025, 7, 21), D(2025, 7, 23)), "late"),
    Case(2, D(2025, 10, 15), D(2025, 10, 22), (D(2025, 10, 16), D(2025, 10, 20), D(2025, 10, 20)), "on_time"),
    Case(2, D(2025, 12, 22), D(2025, 12, 29), (D(2025, 12, 29), D(2025, 12, 29), D(2025, 12, 29)), "on_time"),
    # projects of the second half: decided on Thursday 14/08 → Thursday 21/08, never posted at the headquarters
    Case(3, D(2025, 8, 14), D(2025, 8, 21), (None, D(2025, 8, 15), D(2025, 8, 15)), "missing"),
)  # fmt: skip

# By the quarter of the decision, on the quarter's last day: decided, on time, late, missing, still in time, with a gap.
FIGURES = {
    "2025-Q1": (4, 3, 1, 0, 0, 0),
    "2025-Q2": (5, 4, 0, 1, 0, 1),
    "2025-Q3": (5, 1, 2, 1, 1, 0),
    "2025-Q4": (5, 4, 1, 0, 0, 0),
}
# Contents put up somewhere within the quarter, and at how many places. Content 11 has places in two quarters.
LISTED = {"2025-Q1": (4, 10), "2025-Q2": (5, 17), "2025-Q3": (5, 16), "2025-Q4": (6, 14)}
POSTINGS = 60  # 56 put up in the first place, one after the storm, and three that wait: two never up, one fell out

# Taken down, by place in the order of the list: every other posting hangs on. Each day is lawful: content 2 came down
# on the first lawful day (07/02 and 31 days), the loudspeakers of content 9 after three days that follow the first.
DOWN = {0: D(2025, 2, 10), 1: D(2025, 3, 10)}  # whole disclosures, by their place in YEAR
DOWN_AT = {(8, 3): D(2025, 7, 13)}

# Nobody photographed these; the alarm rings seven days before the minimum ends, at the loudspeakers at once.
UNPROVEN = {
    (4, 2): D(2025, 4, 27),  # up 03/04, may come down from 04/05
    (8, 0): D(2025, 7, 26),  # up 02/07, may come down from 02/08
    (11, 3): D(2025, 10, 8),  # up 08/10, may come down from 12/10
}
