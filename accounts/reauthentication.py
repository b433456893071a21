"""What touches how people sign in is done only by somebody who gave the password a moment ago."""

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest


@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
def require_recent_password(request: HttpRequest) -> None:
    """Call it after the rights were checked. Unless the password was given within ACCOUNT_REAUTHENTICATION_TIMEOUT,
    allauth's middleware asks for it and then goes on where the person was; a form that was sent is not lost, provided
    that its action has no query."""
