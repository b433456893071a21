"""Decisions of the people: VOTE-07 (two thirds) and VOTE-08 (more than half), of all households, in whole numbers."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.clock import ZONE
from common.errors import Refused
from conferences import services
from conferences.enums import VoteForm
from conferences.models import DecisionMatter
from tests.factories.accounts import UserFactory
from tests.factories.conferences import ConferenceFactory, VoteFactory

pytestmark = pytest.mark.django_db
IN_FORCE = datetime(2024, 3, 2, 19, tzinfo=ZONE)


def matter(item: int) -> DecisionMatter:
    return DecisionMatter.objects.get(item=item)


@pytest.mark.parametrize(
    ("item", "households", "in_favour", "passes"),
    [
        (1, 90, 60, True),  # exactly two thirds is enough
        (1, 90, 59, False),
        (2, 100, 67, True),
        (2, 100, 66, False),
        (3, 100, 50, False),  # exactly half is not more than half
        (3, 100, 51, True),
        (4, 101, 51, True),
        (6, 1, 1, True),
        (6, 2, 1, False),
    ],
)
def test_the_share_counts_from_all_households_of_the_village(item, households, in_favour, passes):
    conference = ConferenceFactory(starts_at=IN_FORCE)

    vote = VoteFactory(
        conference=conference,
        matter=matter(item),
        households=households,
        represented=in_favour,
        in_favour=in_favour,
        against=0,
    )

    assert vote.passed is passes


@pytest.mark.parametrize(
    ("item", "rule", "article"), [(1, "VOTE-07", "khoản 1 Điều 15"), (5, "VOTE-08", "khoản 5 Điều 15")]
)
def test_each_matter_names_its_rule_and_its_article(item, rule, article):
    found = matter(item)

    assert found.rule == rule
    assert "khoản 1 Điều 21" in found.citation
    assert article in found.citation


@given(households=st.integers(1, 5000), item=st.sampled_from([1, 3]))
def test_the_votes_needed_are_the_fewest_that_pass(households, item):
    shares = {1: (2, 3, True), 3: (1, 2, False)}[item]
    rule = DecisionMatter(share_of=shares[0], share_out_of=shares[1], at_least=shares[2])

    needed = rule.votes_needed(households)

    assert rule.passes(in_favour=needed, households=households)
    assert not rule.passes(in_favour=needed - 1, households=households)


def test_before_the_law_nothing_is_counted_and_the_minutes_own_word_is_kept():
    old = ConferenceFactory(starts_at=datetime(2023, 6, 30, 19, tzinfo=ZONE))

    vote = VoteFactory(conference=old, matter=matter(1), in_favour=80, against=0, stated_passed=True)

    assert (vote.passed, vote.needed, vote.stated_passed) == (None, None, True)


def test_the_law_counts_from_its_first_day():
    first = ConferenceFactory(starts_at=datetime(2023, 7, 1, 7, tzinfo=ZONE))

    assert VoteFactory(conference=first, matter=matter(1)).passed is True


def ballot(**changes) -> services.Ballot:
    values = {
        "text": "Quy ước của thôn",
        "community": "Thôn Đông",
        "form": VoteForm.MEETING,
        "households": 100,
        "represented": 80,
        "in_favour": 60,
        "against": 10,
        "matter": matter(3),
    }
    return services.Ballot(**values | changes)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("households", {"households": 0, "represented": 0, "in_favour": 0, "against": 0}),
        ("represented", {"represented": 101}),
        ("in_favour", {"in_favour": 81, "against": 0}),
        ("against", {"in_favour": 75, "against": 6}),
        ("form", {"form": VoteForm.ONLINE}),  # online only for item 6
        ("after_failed_meeting", {"form": VoteForm.BALLOT}),  # items 3 to 5: after a meeting that too few attended
        ("text", {"text": " "}),
        ("community", {"community": ""}),
    ],
)
def test_a_vote_that_cannot_be_is_refused_beside_its_field(field, changes):
    conference = ConferenceFactory(starts_at=IN_FORCE)
    by = UserFactory(member_of=conference.host.unit)

    with pytest.raises(Refused) as caught:
        services.add_vote(conference=conference, ballot=ballot(**changes), by=by)
    assert caught.value.field == field


def test_a_ballot_after_a_meeting_with_too_few_is_lawful():
    conference = ConferenceFactory(starts_at=IN_FORCE)
    by = UserFactory(member_of=conference.host.unit)

    lawful = ballot(form=VoteForm.BALLOT, after_failed_meeting=True)

    assert services.add_vote(conference=conference, ballot=lawful, by=by).passed is True
