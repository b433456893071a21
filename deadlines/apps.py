from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeadlinesConfig(AppConfig):
    """Legal time limits: the calendar, the rules, the clocks of records, and reminders."""

    name = "deadlines"
    verbose_name = _("Thời hạn")

    def ready(self) -> None:
        from accounts.models import User
        from common import catalogues, frame

        from . import (
            calendar_jobs,
            catalogue,
            digests,
            events,
            feeding,
            following,
            policies,
            queries,
            rule_events,
            telling,
        )

        catalogues.register(self, catalogue.load)
        counter = frame.Counter(queries.urgent, queries.show_urgent)
        frame.register_nav(10, _("Việc cần làm"), "home", allowed=policies.may_have_duties, counter=counter)
        frame.register_nav(
            65, _("Thời hạn"), "deadlines:calculator", allowed=lambda user: isinstance(user, User), prefix="/thoi-han/"
        )
        following.register()
        digests.register_kinds()
        feeding.register()
        events.register_sentences()
        rule_events.register_sentences()
        telling.register_kinds()
        calendar_jobs.register()
