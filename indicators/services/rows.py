"""Submissions as the verbs take them: locked, with what the rules ask for."""

from indicators.models import Submission


def locked(submission: Submission) -> Submission:
    """The row as it stands now, locked until the transaction ends. Lock it before its clock."""
    rows = Submission.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("form__issuer__unit", "version", "window", "unit", "body__unit", "into").get(
        pk=submission.pk
    )
