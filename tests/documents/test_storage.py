"""Two uploads at once, and the sweep between them: real transactions in real threads."""

import os
import threading
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction

from common import clock
from documents import services, storage, sweeping
from documents.models import Attachment, Blob
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.documents import PDF, AttachmentFactory, BlobFactory, OfficialDocumentFactory, upload

LONG_AGO = timedelta(days=2)


def together(*actions):
    """Run each action in a thread with a connection of its own; re-raise what went wrong."""
    errors = []

    def run(action):
        try:
            action()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    if errors:
        raise errors[0]


@transaction.atomic  # the database checks units and their names as a whole
def document_with_its_official():
    document = OfficialDocumentFactory()
    return document, UserFactory(member_of=document.issuer.unit, role=Role.OFFICIAL)


def grow_old(path: str) -> None:
    moment = (clock.now() - LONG_AGO).timestamp()
    os.utime(Path(default_storage.path(path)), (moment, moment))


@pytest.mark.django_db(transaction=True)
def test_two_uploads_of_the_same_bytes_at_once_store_them_once():
    pairs = [document_with_its_official() for _ in range(2)]

    def attach(document, person):
        services.attach(owner=document, upload=upload(), by=person, no_state_secret=True)

    together(*(partial(attach, *pair) for pair in pairs))

    assert Blob.objects.count() == 1
    assert Attachment.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_click_attaches_once():
    document, person = document_with_its_official()

    def click():
        services.attach(owner=document, upload=upload(), by=person, no_state_secret=True)

    together(click, click)

    assert Attachment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_sweep_waits_for_an_upload_of_the_same_bytes():
    orphan = BlobFactory(data=PDF, created_at=clock.now() - LONG_AGO)
    grow_old(orphan.path)
    document, person = document_with_its_official()
    holding, sweep_began = threading.Event(), threading.Event()

    def upload_slowly():
        with transaction.atomic():
            services.attach(owner=document, upload=upload(), by=person, no_state_secret=True)
            holding.set()
            sweep_began.wait(5)
            threading.Event().wait(0.3)

    def sweep():
        holding.wait(5)
        sweep_began.set()
        sweeping.sweep()

    together(upload_slowly, sweep)

    with storage.open_blob(Attachment.objects.get().blob) as file:
        assert file.read() == PDF


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_upload_leaves_bytes_that_the_sweep_takes_after_a_day(capsys):
    document, person = document_with_its_official()

    with transaction.atomic():
        services.attach(owner=document, upload=upload(), by=person, no_state_secret=True)
        transaction.set_rollback(True)
    (path,) = storage.stored_paths()

    call_command("sweep_files")
    assert default_storage.exists(path)

    grow_old(path)
    call_command("sweep_files", "--dry-run")
    assert default_storage.exists(path)
    call_command("sweep_files")
    assert not default_storage.exists(path)
    assert capsys.readouterr().out.splitlines()[-1] == "0 rows, 1 files"


@pytest.mark.django_db
def test_the_sweep_leaves_what_hangs_on_a_record_also_after_removal():
    attachment = AttachmentFactory(blob__created_at=clock.now() - LONG_AGO)
    grow_old(attachment.blob.path)
    Attachment.objects.update(removed_at=clock.now(), removed_by=attachment.uploaded_by, removed_reason="Nhầm")

    assert sweeping.sweep() == sweeping.Swept(rows=0, files=0)
    assert default_storage.exists(attachment.blob.path)


@pytest.mark.django_db
def test_the_sweep_takes_rows_without_a_record_and_halves_of_files():
    orphan = BlobFactory(created_at=clock.now() - LONG_AGO)
    half = default_storage.save("blobs/ab/cd/.1234.part", ContentFile(b"half"))
    grow_old(half)

    assert sweeping.sweep() == sweeping.Swept(rows=1, files=1)
    assert not default_storage.exists(orphan.path)
    assert not default_storage.exists(half)


def test_a_file_is_written_whole_or_not_at_all(tmp_path, settings):
    blob = Blob(sha256="ab" * 32, size=4)

    class Breaking(ContentFile):
        def read(self, *args):
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk is full"):
        storage.put(blob, Breaking(b"1234"))

    assert list(storage.stored_paths()) == []
