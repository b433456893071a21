"""A file of petitions from the command line, with the validator of the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from common.text import is_unreadable, show_unreadable
from organizations.enums import Family
from organizations.models import Body
from petitions.enums import Source
from petitions.services import importing

BAD_ROWS, BAD_INPUT = 1, 2


class Command(BaseCommand):
    """import_petitions FILE.xlsx --unit quang-lam [--dry-run] [--as USER] [--only-valid]

    Ends with 0 when it imported, or when a dry run found no bad row; with 1 when there are bad rows, and then nothing
    was imported; with 2 for a file, unit or person that does not do. With --only-valid bad rows are left out.
    """

    help = (
        "Imports petitions to the council of a unit from .xlsx. Exit: 0 done, 1 bad rows (nothing imported), 2 input."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.xlsx")
        parser.add_argument("--unit", required=True, help="code of the unit whose council gets them, such as quang-lam")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--as", dest="user", default="", help="user name of who imports; needed but for a dry run")
        parser.add_argument("--only-valid", action="store_true", help="leave bad rows out instead of importing nothing")
        parser.add_argument("--source", default=Source.MEETING.value, choices=Source.values, help="for empty cells")

    def handle(self, *args: Any, **options: Any) -> None:
        council, by = _council(options["unit"]), _user(options["user"])
        if by is None and not options["dry_run"]:
            _refuse("An import needs --as USER.")
        path: Path = options["file"]
        try:
            with path.open("rb") as opened:
                self._work(council, by, File(opened, name=path.name), options)
        except OSError as error:
            _refuse(f"{path}: {error.strerror}")
        except (Refused, PermissionDenied) as refused:
            _refuse(str(refused))

    def _work(self, council: Body, by: User | None, upload: File[bytes], options: dict[str, Any]) -> None:
        source = Source(options["source"])
        report = importing.rehearse(council=council, upload=upload, source=source, by=by).report
        self._tell(report)
        if report["counts"]["bad"] and not options["only_valid"]:
            raise CommandError(_("Có dòng lỗi; chưa nhập dòng nào."), returncode=BAD_ROWS)
        if by is not None and not options["dry_run"]:
            run = importing.import_now(
                council=council, upload=upload, source=source, by=by, only_valid=options["only_valid"]
            )
            self.stdout.write(_("Đã nhập {count} kiến nghị (lần nhập {run}).").format(count=run.imported, run=run.pk))

    def _tell(self, report: dict[str, Any]) -> None:
        """Counts, then the first rows with something to say, without anything of what stands in them."""
        words = _("{rows} dòng: {good} hợp lệ ({warned} có lưu ý), {bad} lỗi; bỏ qua {blank} dòng trống")
        self.stdout.write(words.format(**report["counts"]))
        for told in [*report["errors"], *report["warnings"]]:
            said = " – ".join(part for part in (told["column"], told["reason"]) if part)
            self.stdout.write(_("Dòng {row}: {said}").format(row=told["row"], said=said))


def _refuse(message: str) -> NoReturn:
    raise CommandError(message, returncode=BAD_INPUT)


def _council(code: str) -> Body:
    """The council of the unit; of several the one that is there today."""
    rows = Body.objects.none() if is_unreadable(code) else Body.objects.filter(unit__code=code)
    council = rows.filter(kind__family=Family.COUNCIL).select_related("unit__kind").order_by("-valid", "pk").first()
    if council is None:
        _refuse(_("Không có Hội đồng nhân dân ở đơn vị mang mã “{code}”.").format(code=show_unreadable(code)[:60]))
    return council


def _user(username: str) -> User | None:
    if not username:
        return None
    user = None if is_unreadable(username) else User.objects.filter(username__iexact=username, is_active=True).first()
    if user is None:
        _refuse(f"There is no user {show_unreadable(username)[:60]}.")
    return user
