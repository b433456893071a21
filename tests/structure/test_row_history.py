"""The canary of row history: the library declares Django up to 6.0, so its triggers are watched here."""

from datetime import date

import pghistory.models
import pytest
from django.apps import apps
from django.db import connection

from organizations.models import Membership
from steering.models import Task
from tests.factories.organizations import MembershipFactory
from tests.factories.steering import TaskFactory

TRACKED = {
    "community.candidate",
    "community.consultation",
    "community.contribution",
    "community.contributionproject",
    "community.decision",
    "community.election",
    "community.mediationcount",
    "community.mediationreport",
    "community.mediationteam",
    "community.opinioncount",
    "community.opinionnote",
    "community.sitting",
    "community.spending",
    "community.villageresult",
    "conferences.conclusion",
    "conferences.conference",
    "conferences.councilsession",
    "conferences.councilterm",
    "conferences.opinion",
    "conferences.questioning",
    "conferences.verification",
    "conferences.vote",
    "deadlines.calendarday",
    "deadlines.calendaryear",
    "deadlines.clock",
    "deadlines.extension",
    "deadlines.rule",
    "deadlines.suspension",
    "deadlines.trackedlimit",
    "disclosures.disclosure",
    "disclosures.disclosurefile",
    "disclosures.disclosurelist",
    "disclosures.disclosureplan",
    "disclosures.planline",
    "disclosures.posting",
    "disclosures.proof",
    "documents.officialdocument",
    "figures.fact",
    "indicators.approval",
    "indicators.book",
    "indicators.form",
    "indicators.formversion",
    "indicators.lockexception",
    "indicators.reportingwindow",
    "indicators.submission",
    "indicators.value",
    "letters.case",
    "letters.caselink",
    "letters.letter",
    "letters.lettercontent",
    "letters.receptionday",
    "movements.commendation",
    "movements.coordinationprogramme",
    "movements.localmodel",
    "movements.modelcheck",
    "movements.modelfield",
    "movements.modelspread",
    "movements.movement",
    "movements.movementkind",
    "movements.movementtarget",
    "movements.party",
    "movements.programmecontent",
    "organizations.membership",
    "organizations.placement",
    "organizations.unitname",
    "organizations.unitsuccession",
    "petitions.answer",
    "petitions.claim",
    "petitions.contest",
    "petitions.handover",
    "petitions.handoveritem",
    "petitions.petition",
    "petitions.pressing",
    "petitions.publication",
    "petitions.raisedagain",
    "petitions.recommendation",
    "petitions.referral",
    "petitions.referralitem",
    "petitions.supervisedpetition",
    "petitions.supervision",
    "reports.report",
    "reports.sectiontext",
    "steering.committeemember",
    "steering.assignmentnotice",
    "steering.directingpaper",
    "steering.implementation",
    "steering.programmeitem",
    "steering.regulation",
    "steering.regulationtype",
    "steering.task",
    "steering.workingrules",
    "steering.workprogramme",
    "steering.yeartheme",
    "supervision.board",
    "supervision.boardmember",
    "supervision.boardprogramme",
    "supervision.boardreport",
    "supervision.criticism",
    "supervision.draftopinion",
    "supervision.finding",
    "supervision.monthlyfinding",
    "supervision.monthlyreport",
    "supervision.planline",
    "supervision.recommendation",
    "supervision.supervision",
    "supervision.supervisionplan",
}


def versions(model, pk):
    event = apps.get_model(f"{model._meta.label}Event")
    return event.objects.filter(pgh_obj_id=pk).order_by("pgh_id")


def test_the_tables_that_matter_are_tracked():
    events = [m for m in apps.get_models() if issubclass(m, pghistory.models.Event) and not m._meta.proxy]

    tracked = {m.pgh_tracked_model._meta.label_lower for m in events if getattr(m, "pgh_tracked_model", None)}
    assert tracked == TRACKED


@pytest.mark.django_db
def test_a_change_past_the_services_leaves_its_version():
    task = TaskFactory(title="Giám sát chi bộ số 11")

    Task.objects.filter(pk=task.pk).update(title="Sửa bằng tay", due_on=date(2020, 12, 31))

    kept = list(versions(Task, task.pk).values_list("pgh_label", "title"))
    assert kept[0] == ("insert", "Giám sát chi bộ số 11")
    assert kept[-1] == ("update", "Sửa bằng tay")


@pytest.mark.django_db
def test_a_deleted_row_leaves_what_it_was():
    membership = MembershipFactory()
    pk = membership.pk

    Membership.objects.filter(pk=pk).delete()

    assert list(versions(Membership, pk).values_list("pgh_label", flat=True)) == ["insert", "delete"]


@pytest.mark.django_db
def test_a_version_costs_no_caught_error():
    """The library's function that looks for a context ends a subtransaction for every row; ours only says none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.lanname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang WHERE proname = %s",
            ["_pgh_attach_context"],
        )
        assert cursor.fetchall() == [("sql",)]
        cursor.execute("SELECT _pgh_attach_context()")
        assert cursor.fetchone() == (None,)
