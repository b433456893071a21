"""Case M: a made-up province of today, with two levels. Its names, people and figures are invented, and say so.

Days are counted from the day of seeding, so that there is always a conference behind, one ahead, and work in between.
"""

from accounts.models import User
from common import clock

from . import history, people, present


def is_loaded() -> bool:
    return User.objects.filter(username="canbo").exists()


def load() -> None:
    """People and committees, eight quarters of finished work, then what is going on now."""
    today = clock.today()
    people.load()
    history.load(today)
    people.read_everything()
    present.load(today)
