"""Movements with targets stated or not, the register of models, commendations, and figures that add up."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from common import pdf
from common.errors import Refused
from common.periods import Period
from documents import services as documents
from figures import registry
from movements import register_paper
from movements.filters_register import CommendationFilter, ModelFilter
from movements.models import Commendation, LocalModel, ModelField, Movement, MovementKind, MovementTarget
from movements.services import commendations, movements, register
from movements.tables import BY_CHECK, BY_LEVEL, BY_UNIT, of_commendations, of_models
from organizations.enums import Role
from organizations.models import UnitLevel
from tests.factories.accounts import UserFactory
from tests.factories.organizations import UnitFactory
from tests.papers.reading import TaggedPdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]  # 02/11/2020

SPREAD = {"kinh-te": 3, "van-hoa-xa-hoi": 2, "moi-truong": 1}


@pytest.fixture
def skilful():
    return MovementKind.objects.get(code="dan-van-kheo")


@pytest.fixture
def commune(district):
    return UnitFactory(name="Lục Hồn", kind__code="xa", code="luc-hon", parent=district)


@pytest.fixture
def movement(board, skilful, by):
    facts = movements.MovementFacts(
        form="movement", kind=skilful, name="Chung sức xây dựng nông thôn mới", launched_on=date(2020, 1, 10)
    )
    return movements.launch(body=board, facts=facts, by=by)


@pytest.fixture
def by(board):
    return UserFactory(member_of=board, role=Role.CLERK)


@pytest.fixture
def models(board, skilful, commune, district, by):
    """Six of three fields: one of each in the district itself, the others in a commune."""
    made = []
    for code, number in SPREAD.items():
        for place in range(number):
            facts = register.ModelFacts(
                name=f"{code} {place}", kind=skilful, field=ModelField.objects.get(code=code),
                unit=commune if place else district, registered_on=date(2020, 3, 2),
            )  # fmt: skip
            made.append(register.register(registrar=board, facts=facts, by=by))
    return made


# -- movements


def test_a_target_without_result_is_shown_as_not_stated_and_never_as_zero(client, movement, commune, by):
    facts = movements.TargetFacts(text="Xã đạt chuẩn nông thôn mới", units=[commune], planned=3, measure="xã")
    target = movements.add_target(movement=movement, facts=facts, by=by)
    client.force_login(by)

    page = client.get(movement.get_absolute_url()).content.decode()

    assert (target.is_stated, target.result_words) == (False, "chưa nêu")
    assert "<i>chưa nêu</i>" in page
    assert "0/3" not in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"achieved": 0}, "stated_on"),
        ({"stated_on": date(2020, 10, 1)}, "stated_on"),
        ({"achieved": 2, "stated_on": date(2020, 12, 1)}, "stated_on"),
        ({"achieved": 2, "planned": None, "stated_on": date(2020, 10, 1)}, "achieved"),
    ],
)
def test_a_result_is_stated_whole_or_not_at_all(movement, by, changed, field):
    facts = movements.TargetFacts(**{"text": "Xã đạt chuẩn", "planned": 3} | changed)

    with pytest.raises(Refused) as refused:
        movements.add_target(movement=movement, facts=facts, by=by)

    assert refused.value.field == field


def test_a_stated_zero_is_a_result(movement, by):
    facts = movements.TargetFacts(text="Xã đạt chuẩn", planned=3, measure="xã")
    target = movements.add_target(movement=movement, facts=facts, by=by)
    told = movements.TargetFacts(text="Xã đạt chuẩn", planned=3, measure="xã", achieved=0, stated_on=date(2020, 10, 1))

    target = movements.edit_target(target=target, facts=told, by=by)

    assert target.result_words == "0/3 xã"
    with pytest.raises(IntegrityError), transaction.atomic():
        MovementTarget.objects.update(stated_on=None)


def test_a_movement_ends_no_earlier_than_it_begins(movement, by):
    with pytest.raises(Refused) as refused:
        movements.end(movement=movement, until=date(2020, 1, 9), outcome="", by=by)

    assert refused.value.field == "until"


# -- models


def test_a_model_keeps_its_latest_check_and_who_took_it_up(models, commune, district, by):
    model = models[0]
    register.check(model=model, on=date(2020, 9, 1), result="follow", by=by)
    register.check(model=model, on=date(2020, 6, 1), result="good", by=by)

    register.spread(model=model, unit=commune, on=date(2020, 10, 1), by=by)

    model = LocalModel.objects.get(pk=model.pk)
    assert (model.checked_on, model.check_result) == (date(2020, 9, 1), "follow")
    assert LocalModel.objects.in_unit(commune).filter(pk=model.pk).exists()
    for unit in (commune, district):
        with pytest.raises(Refused):
            register.spread(model=model, unit=unit, on=date(2020, 10, 1), by=by)


def test_only_people_of_the_registrar_keep_a_model(models, clerk):
    with pytest.raises(PermissionDenied):
        register.check(model=models[0], on=date(2020, 6, 1), result="good", by=clerk)


def test_many_models_are_registered_at_once_or_none(board, skilful, commune, by):
    facts = register.ModelFacts(
        name="",
        kind=skilful,
        field=ModelField.objects.get(code="kinh-te"),
        unit=commune,
        registered_on=date(2020, 3, 2),
    )
    with pytest.raises(Refused) as refused:
        register.register_many(registrar=board, names=["Vườn mẫu", "Vườn mẫu"], facts=facts, by=by)

    assert refused.value.field == "names"
    assert len(register.register_many(registrar=board, names=["Vườn mẫu", "", "Ngõ sạch"], facts=facts, by=by)) == 2


# -- commendations


def decision(skilful, unit, **changes):
    level = UnitLevel.objects.get(code=changes.pop("level", "district"))
    facts = {"honoured": "unstated", "kind": skilful, "level": level, "decided_on": date(2020, 10, 1), "unit": unit}
    return commendations.Decision(**facts | changes)


def test_examples_that_nobody_named_are_counted_by_level(board, skilful, district, by):
    for level, number in (("province", 1), ("district", 15)):
        commendations.record_many(
            registrar=board, decision=decision(skilful, district, level=level), unnamed=number, by=by
        )

    figures = of_commendations(Commendation.objects.in_unit(district), CommendationFilter(), district)

    assert [cell.number for cell in figures.total.cells] == [1, 15]
    assert (figures.total.total.number, str(Commendation.objects.first())) == (16, "không nêu tên")


def test_somebody_named_is_a_model_a_collective_or_a_person(board, skilful, district, by):
    with pytest.raises(Refused) as refused:
        commendations.record_many(registrar=board, decision=decision(skilful, district), names=["Bản Khe O"], by=by)

    assert refused.value.field == "honoured"


def test_a_model_is_commended_once_by_a_level_on_a_day(models, by):
    level = UnitLevel.objects.get(code="province")
    commendations.commend_model(model=models[0], level=level, decided_on=date(2020, 10, 1), by=by)

    with pytest.raises(Refused):
        commendations.commend_model(model=models[0], level=level, decided_on=date(2020, 10, 1), by=by)
    assert ModelFilter(mark="khen").apply(LocalModel.objects.all()).get() == models[0]


# -- figures


@pytest.mark.parametrize(
    ("by_what", "rows"),
    [(BY_UNIT, [[1, 1, 1], [2, 1, 0]]), (BY_LEVEL, [[1, 1, 1], [2, 1, 0]]), (BY_CHECK, [[3, 2, 1]])],
)
def test_figures_of_models_add_up_and_open_to_their_lists(client, models, district, by, by_what, rows):
    client.force_login(by)

    figures = of_models(LocalModel.objects.in_unit(district), ModelFilter(), by_what, district)

    assert [[cell.number for cell in line.cells] for line in figures.rows] == rows
    assert [cell.number for cell in figures.total.cells] == list(SPREAD.values())
    assert figures.total.total.number == sum(SPREAD.values()) == sum(line.total.number for line in figures.rows)
    for line in (*figures.rows, figures.total):
        for cell in (*line.cells, line.total):
            if cell.number:
                assert client.get(cell.url).context["page"].paginator.count == cell.number


def test_counts_equal_their_lists(client, models, movement, board, district, skilful, commune, by):
    commendations.record_many(registrar=board, decision=decision(skilful, district), unnamed=2, by=by)
    register.spread(model=models[0], unit=commune, on=date(2020, 10, 1), by=by)
    client.force_login(by)
    asked = {"unit": district, "body": board, "window": Period.parse("2020-Y")}

    names = ("models_registered", "models_taken_up", "commended", "movements_launched")
    counts = [registry.count(f"movements.{name}", **asked) for name in names]

    assert [count.number for count in counts] == [6, 1, 2, 1]
    for count in counts:
        assert {row.pk for row in client.get(count.url).context["page"]} == set(count.keys)


def test_the_register_on_paper_says_numbers_and_names(models, board, skilful, district, by):
    given = commendations.record_many(registrar=board, decision=decision(skilful, district), unnamed=2, by=by)

    text = TaggedPdf(pdf.render_paper(register_paper.paper(board, models, given))).document.all_text

    for words in (
        "Có 6 mô hình đăng ký, ở 3 lĩnh vực",
        "kinh-te 2",
        "Có 2 điển hình tiên tiến",
        "Không nêu các điển hình",
    ):
        assert words in text


# -- pages


def test_a_model_is_registered_checked_commended_spread_and_ended_by_forms(client, board, skilful, commune, by):
    client.force_login(by)
    field = ModelField.objects.get(code="moi-truong")
    typed = {
        "registrar": board.pk, "name": "Tuyến đường tự quản", "kind": skilful.pk, "field": field.pk,
        "unit": "xã Lục Hồn", "registered_on": "02/03/2020",
    }  # fmt: skip

    client.post(reverse("movements:model_new", args=["mot"]), typed)
    model = LocalModel.objects.get()
    other = UnitFactory(name="Đồng Văn", kind__code="xa", parent=board.unit)
    level = UnitLevel.objects.get(code="province")
    for step, values in (
        ("kiem-tra", {"on": "01/10/2020", "result": "good"}),
        ("khen-thuong", {"level": level.pk, "decided_on": "20/10/2020"}),
        ("nhan-rong", {"unit": other.name, "on": "21/10/2020"}),
        ("sua", {**typed, "name": "Tuyến đường xanh"}),
        ("thoi", {"on": "01/11/2020", "reason": "Đã thành nền nếp"}),
    ):
        url = reverse("movements:model_step", args=[model.pk, step])
        hidden = {
            name: field.initial for name, field in client.get(url).context["form"].fields.items() if "digest" in name
        }
        form = client.get(url).context["form"]
        hidden = {bound.name: bound.value() for bound in form.hidden_fields()}
        response = client.post(url, {**hidden, **values})
        assert response.status_code == 302, response.context["form"].errors

    page = client.get(model.get_absolute_url()).content.decode()
    for words in ("Tuyến đường xanh", "Đạt, công nhận", "Cấp tỉnh", "xã Đồng Văn", "Đã thành nền nếp"):
        assert words in page


@pytest.mark.parametrize(
    ("name", "typed"),
    [("unit", "?"), ("unit", "\x00"), ("field", "9" * 30), ("registered_on", "31/02/2020"), ("names", "")],
)
def test_what_cannot_be_read_is_told_beside_its_field(client, board, skilful, commune, by, name, typed):
    client.force_login(by)
    field = ModelField.objects.get(code="kinh-te")
    good = {
        "registrar": board.pk, "kind": skilful.pk, "field": field.pk, "unit": "Lục Hồn", "names": "Vườn mẫu",
        "registered_on": "02/03/2020",
    }  # fmt: skip

    response = client.post(reverse("movements:model_new", args=["nhieu"]), good | {name: typed})

    assert response.context["form"].errors.keys() == {name}


def test_the_register_is_a_paper_and_a_list_with_the_rows_of_its_filter(client, models, by):
    client.force_login(by)

    paper = client.get(reverse("movements:models"), {"linh-vuc": "kinh-te", "tep": "pdf"})
    listed = client.get(reverse("movements:models"), {"linh-vuc": "kinh-te", "tep": "csv"}).content.decode()

    assert paper.content.startswith(b"%PDF")
    assert listed.count("kinh-te ") == SPREAD["kinh-te"]
    assert "moi-truong" not in listed


def test_a_movement_is_launched_and_a_target_stated_by_forms(client, board, skilful, commune, by):
    client.force_login(by)
    head = {"body": board.pk, "form": "drive", "kind": skilful.pk, "name": "Vườn mẫu", "launched_on": "10/01/2020"}
    target = {"text": "Xã đạt chuẩn", "units": "Lục Hồn", "planned": "3", "measure": "xã"}

    client.post(reverse("movements:movement_new"), head)
    movement = Movement.objects.get()
    client.post(reverse("movements:movement_step", args=[movement.pk, "them-muc-tieu"]), target)
    empty = client.post(reverse("movements:target", args=[movement.pk, 1]), target | {"achieved": "2"})
    client.post(
        reverse("movements:target", args=[movement.pk, 1]), target | {"achieved": "2", "stated_on": "01/10/2020"}
    )

    assert empty.context["form"].errors.keys() == {"stated_on"}
    assert "2/3 xã" in client.get(movement.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["movements", "models", "commendations", "figures", "programmes", "contents"])
def test_a_filter_that_cannot_be_read_narrows_nothing(client, models, by, name):
    client.force_login(by)
    query = {
        "ky": "x",
        "nam": "9" * 40,
        "dot": "-1",
        "trang-thai": "x",
        "page": "x",
        "van-ban": "9" * 40,
    }

    assert client.get(reverse(f"movements:{name}"), query).status_code == 200


@pytest.mark.parametrize("which", ["movement", "model"])
def test_the_page_shows_its_files_and_takes_more_from_its_keepers(client, movement, models, by, which):
    record = movement if which == "movement" else models[0]
    documents.attach(owner=record, upload=ContentFile(b"%PDF-1.4", name="ke-hoach.pdf"), by=by, no_state_secret=True)
    url = reverse("attachments:attach", args=[record._meta.label_lower, record.pk])

    client.force_login(by)
    own = client.get(record.get_absolute_url()).content.decode()
    client.force_login(
        UserFactory(member_of=record.unit if which == "model" else movement.launched_by, role=Role.AUDITOR)
    )
    read = client.get(record.get_absolute_url()).content.decode()

    assert ("ke-hoach.pdf" in own, f'action="{url}' in own) == (True, True)
    assert ("ke-hoach.pdf" in read, f'action="{url}' in read) == (True, False)
