"""Golden cases of Article 21: who passes, on which base, and under which article. Hand-computed."""

from itertools import product

import pytest

from community import law
from conferences.catalogue import MATTERS, SHARES, _matter
from conferences.models import DecisionMatter

BY_ITEM = {row[0]: DecisionMatter(**_matter(*row)) for row in MATTERS}

# item, households, for, passes, needed
GOLDEN = [
    (1, 90, 60, True, 60),  # exactly two thirds
    (1, 90, 59, False, 60),
    (2, 100, 66, False, 67),  # two thirds of 100 is 66,67
    (2, 100, 67, True, 67),
    (1, 3, 2, True, 2),
    (1, 1, 1, True, 1),
    (3, 100, 50, False, 51),  # exactly half is not more than half
    (3, 100, 51, True, 51),
    (4, 90, 60, True, 46),
    (4, 91, 45, False, 46),
    (4, 91, 46, True, 46),
    (5, 90, 45, False, 46),
    (6, 90, 46, True, 46),
    (6, 2, 1, False, 2),
]


@pytest.mark.parametrize(("item", "households", "in_favour", "passes", "needed"), GOLDEN)
def test_the_share_is_of_all_households_and_the_article_is_cited(item, households, in_favour, passes, needed):
    tally = law.Tally(households, in_favour, in_favour, 0)

    verdict = law.of_village(BY_ITEM[item], tally)

    assert (verdict.passed, verdict.needed) == (passes, needed)
    assert (verdict.have, verdict.out_of) == (in_favour, households)
    assert verdict.rule == ("VOTE-07" if item <= 2 else "VOTE-08")
    assert verdict.citation == f"khoản 1 Điều 21, khoản {item} Điều 15 {law.LAW}"


def test_the_same_votes_pass_contents_three_to_six_and_fail_contents_one_and_two():
    tally = law.Tally(households=100, represented=80, in_favour=60, against=20)

    passed = {item: law.of_village(matter, tally).passed for item, matter in BY_ITEM.items()}

    assert passed == {1: False, 2: False, 3: True, 4: True, 5: True, 6: True}


def test_all_who_came_agreeing_is_not_enough_where_few_came():
    assert not law.of_village(BY_ITEM[6], law.Tally(households=100, represented=50, in_favour=50, against=0)).passed


def test_cluster_meetings_of_one_village_are_added_up():
    clusters = [(70, 60, 10), (80, 55, 20), (50, 35, 5)]

    represented, in_favour, against = law.added(clusters)

    assert (represented, in_favour, against) == (200, 150, 35)
    verdict = law.of_village(BY_ITEM[1], law.Tally(225, represented, in_favour, against))
    assert (verdict.passed, verdict.needed, verdict.citation) == (
        True,
        150,
        f"khoản 1 Điều 21, khoản 1 Điều 15 {law.LAW}",
    )


@pytest.mark.parametrize(
    ("villages", "yes", "passes", "needed"),
    [(3, 2, True, 2), (6, 4, True, 4), (6, 3, False, 4), (4, 2, False, 3), (4, 3, True, 3), (14, 9, False, 10)],
)
def test_a_matter_of_the_commune_needs_two_thirds_of_its_villages(villages, yes, passes, needed):
    verdict = law.of_commune([True] * yes + [False] * (villages - yes))

    assert (verdict.passed, verdict.have, verdict.out_of, verdict.needed) == (passes, yes, villages, needed)
    assert verdict.rule == "VOTE-07"
    assert verdict.citation == f"khoản 1 Điều 21 {law.LAW} (nội dung trong phạm vi toàn xã)"


def test_needed_is_the_smallest_number_that_passes():
    for matter, households in product(BY_ITEM.values(), range(1, 40)):
        needed = matter.votes_needed(households)
        assert matter.passes(in_favour=needed, households=households)
        assert not matter.passes(in_favour=needed - 1, households=households)


def test_the_shares_are_those_of_the_law():
    assert SHARES == {"VOTE-07": (2, 3, True), "VOTE-08": (1, 2, False)}


@pytest.mark.parametrize(
    ("households", "dispersed", "allowed"), [(199, False, False), (200, False, True), (40, True, True)]
)
def test_clusters_are_for_two_hundred_households_or_dispersed_people(households, dispersed, allowed):
    assert law.may_meet_in_clusters(households, dispersed=dispersed) is allowed


@pytest.mark.parametrize(("agreeing", "households", "enough"), [(9, 90, True), (8, 90, False), (10, 91, True)])
def test_an_initiative_needs_a_tenth_of_the_households(agreeing, households, enough):
    assert law.enough_for_initiative(agreeing, households) is enough
