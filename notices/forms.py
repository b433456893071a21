"""What people choose about being told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.models import User

from . import channels, choosing, kinds


class ChannelsForm(forms.Form):
    """One box for each channel of this installation."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        off = {channel for _user, channel in choosing.unwanted([user.pk])}
        for channel in channels.registered():
            self.fields[channel.name] = forms.BooleanField(
                label=str(channel.label),
                help_text=_carries(channel.name),
                required=False,
                initial=channel.name not in off,
            )

    @property
    def wanted(self) -> set[str]:
        """Names of the channels that were ticked."""
        return {name for name, wanted in self.cleaned_data.items() if wanted}


def _carries(channel: str) -> str:
    return _("Gửi: {kinds}.").format(kinds=", ".join(kinds.carried_by(channel, mandatory=False)))
