"""A file of petitions: checked without writing anything, then imported as a person decides, once."""

import os

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from audit.models import Event
from common.errors import Refused
from documents import storage
from jobs import runner
from jobs.models import Job
from petitions import services
from petitions.enums import ImportStatus, PetitionStatus, Source
from petitions.importing import template
from petitions.models import CompetenceLevel, ImportedRow, ImportRun, Petition, PetitionField
from petitions.services import Person, importing
from petitions.services.taking import Intake
from petitions.services.taking_many import take_many
from tests.factories.conferences import CouncilSessionFactory, CouncilTermFactory
from tests.factories.organizations import UnitFactory
from tests.factories.petitions import PetitionFactory, keeper_of

from .sheets import HEADS, ROAD, again, book, cells, checked, done, row, stored, uploaded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

CLASSIFIED = {"field": "giao thông, xây dựng, đô thị", "level": "xã", "wording": "Sửa đường trục thôn Tân Hợp"}
SECRET = "Nguyễn Thị Kín"


def decided(run, by, *, only_valid=False):
    return done(importing.decide(run=run, signature=run.signature, only_valid=only_valid, by=by))


def test_nothing_is_imported_before_a_person_decides(council, keeper):
    run = checked(book([row(), row("Sửa cầu", **CLASSIFIED), []]), council, keeper)

    assert run.status == ImportStatus.CHECKED
    assert run.count_of == {"rows": 2, "good": 2, "warned": 0, "bad": 0, "blank": 0, "skipped": 0}
    assert not Petition.objects.exists()

    run = decided(run, keeper)

    assert (run.status, run.imported) == (ImportStatus.IMPORTED, 2)
    assert dict(Petition.objects.values_list("text", "status")) == {
        ROAD: PetitionStatus.RECEIVED, "Sửa cầu": PetitionStatus.CONSOLIDATED,
    }  # fmt: skip


def test_rows_of_a_file_become_what_the_verbs_make_of_them(council, keeper):
    field, level = PetitionField.objects.get(code="giao-thong"), CompetenceLevel.objects.get(code="xa")
    village = UnitFactory(parent=council.unit, kind__code="thon", name="Tân Hợp")
    session = CouncilSessionFactory(term=CouncilTermFactory(council=council))
    given = {
        "council": council, "source": Source.FRONT, "text": " Sửa đường \n", "received_on": session.starts_on,
        "session": session, "source_note": "hội  nghị", "field": field, "level": level, "place_unit": village,
        "place": " thôn Tân Hợp", "people": [Person("Nguyễn Văn A", "thôn 1", "0912")],
    }  # fmt: skip
    one = services.take(**given, by=keeper)
    services.consolidate(petition=one, field=field, level=level, wording="Sửa đường", by=keeper, on=session.starts_on)

    (many,) = take_many([Intake(**given, wording="Sửa đường")], by=keeper)

    assert story(many) == story(one)


def story(petition):
    """All that is stored of a petition but its number."""
    row = Petition.objects.filter(pk=petition.pk).values().get()
    own = {"id", "code", "search_key", "pairs", "created_at"}
    key = row["search_key"].replace(" ".join(row["code"].lower().split("-")), "")
    events = Event.objects.filter(subject_kind="petitions.petition", subject_id=petition.pk).order_by("pk")
    return (
        {name: value for name, value in row.items() if name not in own},
        key,
        list(
            petition.states.order_by("since", "pk").values_list("since", "status", "outcome", "holder", "run", "note")
        ),
        sorted(petition.stakes.values_list("unit", "body", "why", "since", "until", "status", "field", "received_on")),
        list(petition.petitioners.values_list("name", "address", "phone")),
        [(event.kind, event.actor_id, event.unit_id, event.data) for event in events],
    )


def test_bad_rows_are_named_and_nobody_imports_the_others_by_accident(council, keeper):
    content = book([row(), row("", person=SECRET), row("Sửa cầu", day="31/02/2020"), row("Điện yếu", field="không có")])

    run = checked(content, council, keeper)

    assert [(error["row"], error["column"]) for error in run.report["errors"]] == [
        (3, "Nội dung kiến nghị"), (4, "Ngày tiếp nhận"), (5, "Lĩnh vực"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="chỉ nhập dòng hợp lệ"):
        importing.decide(run=run, signature=run.signature, only_valid=False, by=keeper)

    run = decided(run, keeper, only_valid=True)

    assert (run.imported, Petition.objects.count()) == (1, 1)
    assert ImportedRow.objects.get().row == 2


def test_the_workback_holds_every_row_with_its_reason_and_then_only_those_left(council, keeper):
    content = book([row(), row("Sửa cầu", day="hôm qua", person=SECRET)])
    run = checked(content, council, keeper)

    back = cells(stored(run.workback))

    assert back[0] == [*HEADS, "Lỗi", "Dòng trong tệp gốc"]
    assert [line[7] or "" for line in back[1:]] == [
        "",
        "Ngày tiếp nhận: Ngày viết là ngày/tháng/năm, ví dụ 05/10/2020.",
    ]
    assert (back[2][6], back[2][8]) == (SECRET, f"{run.pk}/3")

    run = decided(run, keeper, only_valid=True)

    assert [line[1] for line in cells(stored(run.workback))[1:]] == ["Sửa cầu"]


def test_a_workback_that_was_put_right_can_be_uploaded(council, keeper):
    run = checked(book([row("Sửa cầu", day="hôm qua")]), council, keeper)
    back = cells(stored(run.workback))
    back[1][2] = "ngày 06 tháng 7 năm 2020"

    again = checked(book(back[1:], heads=back[0]), council, keeper)

    assert again.count_of["good"] == 1


def test_rows_imported_since_are_known_again_when_an_early_workback_comes_back(council, keeper):
    run = checked(book([row(), row("Sửa cầu", day="hôm qua")]), council, keeper)
    back = cells(stored(run.workback))  # fetched before the decision: both rows are in it
    decided(run, keeper, only_valid=True)
    back[2][2] = "06/07/2020"

    again = checked(book(back[1:], heads=back[0]), council, keeper)

    code = Petition.objects.get().code
    assert again.count_of["good"] == 1
    assert [error["reason"] for error in again.report["errors"]] == [f"Dòng này đã được nhập thành kiến nghị {code}."]


def test_who_petitioned_stands_with_the_petition_and_nowhere_else(council, keeper, caplog):
    content = book([row(person=SECRET), row("", person=SECRET), row("Sửa cầu", field=SECRET)])
    run = decided(checked(content, council, keeper), keeper, only_valid=True)

    assert Petition.objects.get().petitioners.get().name == SECRET
    jobs = list(Job.objects.values_list("args", "result", "error", "step"))
    kept = [run.report, run.columns, jobs, list(Event.objects.values_list("data")), caplog.text]
    assert SECRET not in str(kept)
    assert SECRET not in str(list(Petition.objects.values()))


def test_a_file_that_changed_after_the_dry_run_is_refused(council, keeper):
    run = checked(book([row()]), council, keeper)
    importing.decide(run=run, signature=run.signature, only_valid=False, by=keeper)
    other = book([row("Sửa cầu")])
    path = storage.default_storage.path(run.blob.path)
    with open(path, "wb") as file:
        file.write(other)

    job = importing_job(run)

    assert (job.state, Petition.objects.count()) == ("failed", 0)
    assert "thay đổi sau khi kiểm tra" in job.error


def importing_job(run):
    return runner.run_here(again(run).job)


def test_lists_that_changed_after_the_dry_run_refuse_the_import(council, keeper):
    field = PetitionField.objects.create(code="rung", name_vi="Rừng")
    run = checked(book([row(), row("Giữ rừng", field="Rừng")]), council, keeper)
    importing.decide(run=run, signature=run.signature, only_valid=False, by=keeper)
    field.delete()

    job = importing_job(run)

    assert (job.state, Petition.objects.count()) == ("failed", 0)
    run = again(run)
    assert run.status == ImportStatus.CHECKED  # and can be checked again
    assert done(importing.check_again(run=run, by=keeper)).count_of["bad"] == 1


def test_a_decision_on_an_older_dry_run_is_refused(council, keeper):
    run = checked(book([row()]), council, keeper)
    old = run.signature
    run = done(importing.choose_columns(run=run, places={"text": 1, "received_on": 2}, by=keeper))
    assert run.signature != old

    with pytest.raises(Refused, match="Kiểm tra lại"):
        importing.decide(run=run, signature=old, only_valid=False, by=keeper)


def test_an_import_that_is_done_again_imports_nothing_twice(council, keeper):
    run = decided(checked(book([row()]), council, keeper), keeper)

    importing.carry_out_import(run.job)

    assert Petition.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportedRow.objects.create(run=run, row=2, petition=PetitionFactory(council=council))


def test_a_file_that_came_already_is_told_with_its_run(council, keeper):
    run = uploaded(book([row()]), council, keeper)
    colleague = keeper_of(council)

    with pytest.raises(Refused, match=f"lần nhập {run.pk}"):
        uploaded(book([row()]), council, colleague)

    done(run)
    importing.call_off(run=again(run), by=keeper)
    assert uploaded(book([row()]), council, colleague).pk != run.pk  # what was called off may come again


def test_columns_that_are_not_certain_are_asked_for(council, keeper):
    run = uploaded(book([["Sửa đường", "06/07/2020"]], heads=["Vấn đề nêu ra", "Ngày tiếp nhận"]), council, keeper)
    assert run.job is None

    with pytest.raises(Refused, match="Nội dung kiến nghị"):
        importing.choose_columns(run=run, places={"received_on": 1}, by=keeper)
    run = done(importing.choose_columns(run=run, places={"text": 0, "received_on": 1}, by=keeper))

    assert run.count_of["good"] == 1


def test_empty_cells_take_what_was_chosen_at_the_upload(council, keeper, today):
    session = CouncilSessionFactory(term=CouncilTermFactory(council=council))
    content = book([["Sửa đường"]], heads=["Nội dung"])

    decided(checked(content, council, keeper, session=session, received_on=session.starts_on), keeper)

    petition = Petition.objects.get()
    assert (petition.session, petition.received_on, petition.source) == (session, session.starts_on, Source.MEETING)


def test_what_was_said_before_is_a_warning_and_no_error(council, keeper):
    known = PetitionFactory(council=council, text=ROAD)
    run = checked(book([row(), row("Sửa cầu"), row("Sửa cầu")]), council, keeper)

    assert (run.count_of["good"], run.count_of["warned"]) == (3, 2)
    assert [(told["row"], told["reason"]) for told in run.report["warnings"]] == [
        (2, f"Trùng nội dung với kiến nghị {known.code} đã có."), (4, "Trùng nội dung với dòng 3."),
    ]  # fmt: skip


def test_only_people_of_the_council_or_its_unit_import_and_only_the_uploader_decides(council, keeper):
    stranger = keeper_of(PetitionFactory().council)
    with pytest.raises(PermissionDenied):
        uploaded(book([row()]), council, stranger)
    run = checked(book([row()]), council, keeper)

    with pytest.raises(PermissionDenied):
        importing.decide(run=run, signature=run.signature, only_valid=False, by=keeper_of(council))


def test_files_go_when_they_were_kept_long_enough(council, keeper, django_capture_on_commit_callbacks):
    run = checked(book([row(), row("")]), council, keeper)
    files = [storage.default_storage.path(blob.path) for blob in (run.blob, run.workback)]
    with time_machine.travel("2020-11-20 09:00 +0700", tick=False), django_capture_on_commit_callbacks(execute=True):
        importing.sweep()

    run = again(run)
    assert (run.status, run.blob, run.workback) == (ImportStatus.CANCELLED, None, None)
    assert not any(os.path.exists(file) for file in files)


def test_the_template_comes_back_with_what_it_offers(council, keeper):
    session = CouncilSessionFactory(term=CouncilTermFactory(council=council))
    content = template.build(council)
    heads = cells(content, template.SHEET)[0]
    listed = cells(content, template.LISTS)
    chosen = dict(zip(listed[0], listed[1], strict=True))
    filled = [chosen.get(head, "") or ("06/07/2020" if head == "Ngày tiếp nhận" else head) for head in heads]

    run = checked(book([filled], heads=heads), council, keeper)

    assert run.report["errors"] == []
    decided(run, keeper)
    petition = Petition.objects.get()
    assert (petition.session, petition.place_unit, petition.status) == (session, council.unit, "consolidated")


def test_a_run_without_signature_cannot_stand_as_checked(council, keeper):
    run = uploaded(book([row()]), council, keeper)

    with pytest.raises(IntegrityError), transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(status=ImportStatus.CHECKED)
