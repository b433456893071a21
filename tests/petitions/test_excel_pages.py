"""Upload, columns, dry run, decision: as a person goes through the pages, and as the command does it."""

from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from jobs import runner
from petitions.models import ImportRun, Petition
from tests.factories.petitions import keeper_of

from .sheets import book, cells, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

UPLOAD = "/kien-nghi/nhap/"


@pytest.fixture
def client(keeper):
    client = Client()
    client.force_login(keeper)
    return client


def upload(client, council, content, /, name="kn.xlsx", **more):
    given = {"council": council.pk, "source": "meeting", "no_state_secret": "on"} | more
    return client.post(UPLOAD, given | {"upload": SimpleUploadedFile(name, content)})


def test_a_file_goes_from_upload_to_petitions(client, council):
    page = upload(client, council, book([row(), row("", person="Nguyễn Thị Kín")]))
    run = ImportRun.objects.get()
    assert page.url.startswith(run.get_absolute_url())
    assert "Tiến độ" in client.get(run.get_absolute_url()).content.decode()
    runner.run_here(run.job)

    shown = client.get(run.get_absolute_url()).content.decode()
    assert "Nhập 1 dòng hợp lệ" in shown
    assert "Kín" not in shown
    signature = ImportRun.objects.get().signature
    refused = client.post(run.get_absolute_url(), {"viec": "nhap", "signature": signature})
    assert "chỉ nhập dòng hợp lệ" in refused.content.decode()
    client.post(run.get_absolute_url(), {"viec": "nhap", "signature": signature, "only_valid": "on"})
    runner.run_here(ImportRun.objects.get().job)

    assert "Đã nhập 1 kiến nghị" in client.get(run.get_absolute_url()).content.decode()
    back = client.get(reverse("petitions:import_workback", args=[run.pk]))
    assert cells(b"".join(back.streaming_content))[1][7] == "Nội dung kiến nghị: Chưa nhập ô này."
    assert Petition.objects.count() == 1
    assert run.name in client.get(UPLOAD).content.decode()


def test_columns_are_chosen_where_they_are_not_certain(client, council):
    upload(client, council, book([["Sửa đường", "06/07/2020"]], heads=["Nội dung kiến nghịi", "Ngày"]))
    run = ImportRun.objects.get()

    assert "Chưa chắc về cột “Nội dung kiến nghịi”" in client.get(run.get_absolute_url()).content.decode()
    wrong = client.post(run.get_absolute_url(), {"viec": "cot", "text": "0", "received_on": "0"})
    assert "Một cột chỉ dùng cho một mục." in wrong.content.decode()
    client.post(run.get_absolute_url(), {"viec": "cot", "text": "0", "received_on": "1"})
    runner.run_here(ImportRun.objects.get().job)

    assert ImportRun.objects.get().count_of["good"] == 1


def test_a_called_off_file_is_gone(client, council):
    upload(client, council, book([row()]))
    run = ImportRun.objects.get()
    runner.run_here(run.job)

    client.post(run.get_absolute_url(), {"viec": "huy"})

    assert (ImportRun.objects.get().status, Petition.objects.count()) == ("cancelled", 0)
    assert client.get(run.get_absolute_url()).status_code == 200


def test_an_import_is_its_uploaders_alone(client, council):
    upload(client, council, book([row("")]))
    run = ImportRun.objects.get()
    runner.run_here(run.job)
    colleague = Client()
    colleague.force_login(keeper_of(council))

    for name in ("import", "import_workback"):
        assert colleague.get(reverse(f"petitions:{name}", args=[run.pk])).status_code == 404
    assert colleague.get(run.job.get_absolute_url()).status_code == 404
    assert run.name not in colleague.get(UPLOAD).content.decode()


@pytest.mark.parametrize(
    "typed",
    [{}, {"viec": "x"}, {"viec": "cot", "text": "99999999999999999999"}, {"viec": "cot", "text": "\ufffd"},
     {"viec": "nhap"}, {"viec": "nhap", "signature": "x" * 65}],
)  # fmt: skip
def test_bad_input_is_shown_again(client, council, typed):
    upload(client, council, book([row()]))
    run = ImportRun.objects.get()
    runner.run_here(run.job)

    assert client.post(run.get_absolute_url(), typed).status_code in {200, 302}
    assert not Petition.objects.exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"council": "99999999999999999999"}, "Lựa chọn này không có"),
        ({"received_on": "31/02/2020"}, "không có ngày này"),
        ({"no_state_secret": ""}, "bí mật nhà nước"),
        ({"name": "kn.xls"}, "đuôi .xlsx"),
    ],
)
def test_an_upload_that_does_not_do_is_told_beside_its_field(client, council, more, words):
    assert words in upload(client, council, book([row()]), **more).content.decode()
    assert not ImportRun.objects.exists()


def test_the_template_is_for_people_of_the_council(client, council):
    response = client.get(reverse("petitions:import_template", query={"hdnd": council.code}))

    assert cells(response.content, "Kiến nghị")[0][0] == "Nội dung kiến nghị"


def command(path, *more):
    out = StringIO()
    call_command("import_petitions", str(path), "--unit", "quang-lam", *more, stdout=out)
    return out.getvalue()


def test_the_command_says_what_the_page_says_and_ends_with_its_code(council, keeper, tmp_path):
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    good.write_bytes(book([row()]))
    bad.write_bytes(book([row("Sửa cầu"), row("")]))

    assert "1 hợp lệ" in command(good, "--dry-run")
    assert not Petition.objects.exists()
    assert "Đã nhập 1 kiến nghị" in command(good, "--as", keeper.username)
    for args, code in (
        ([bad, "--as", keeper.username], 1),
        ([good, "--as", keeper.username], 2),  # it came already
        ([bad], 2),
        ([tmp_path / "none.xlsx", "--dry-run"], 2),
        ([bad, "--as", "khong-co"], 2),
    ):
        with pytest.raises(CommandError) as refused:
            command(*args)
        assert refused.value.returncode == code
    command(bad, "--as", keeper.username, "--only-valid")
    assert Petition.objects.count() == 2
