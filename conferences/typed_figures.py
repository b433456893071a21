"""What a conference states, typed in one field; how figures are read and written: figures.typed."""

from common.errors import Refused
from conferences.models import Conference
from figures import typed as typing
from figures.models import Indicator
from figures.services import Figure

FIELD = "typed"
write = typing.write


def indicators_of(conference: Conference) -> list[Indicator]:
    """The indicators in use on the conference's day, typed and counted ones, read once for a page."""
    kept: list[Indicator] | None = vars(conference).get("_indicators")
    if kept is None:
        kept = list(Indicator.objects.in_use(conference.held_on).for_list())
        vars(conference)["_indicators"] = kept
    return kept


def read(indicator: Indicator, typed: str, note: str = "") -> Figure:
    """What was typed as a figure of this indicator. Raises Refused beside the field, saying how to write it."""
    try:
        return typing.read(indicator, typed, note)
    except Refused as refused:
        raise Refused(refused.message, field=FIELD) from None
