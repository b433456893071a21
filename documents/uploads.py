"""How files come in: into a temporary file, and no further than the limit."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MAX_BYTES = 20 * 1024 * 1024
MOST_OF_A_REQUEST = 120 * 1024 * 1024


class LimitedUploadHandler(FileUploadHandler):
    """Keeps at most 20 MB of a file and drops the rest, so that the form can still say which file was too large.

    A dropped file arrives empty but with its true size. A request that goes on beyond 120 MB is cut off.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._file: TemporaryUploadedFile | None = None
        self._received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._drop()
        self._file = TemporaryUploadedFile(
            self.file_name or "", self.content_type, 0, self.charset, self.content_type_extra
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._received += len(raw_data)
        if self._received > MOST_OF_A_REQUEST:
            self._drop()
            raise StopUpload(connection_reset=True)
        if start + len(raw_data) > MAX_BYTES:
            self._drop()
        elif self._file is not None:
            self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        if self._file is None:
            return UploadedFile(
                BytesIO(), self.file_name, self.content_type, file_size, self.charset, self.content_type_extra
            )
        file, self._file = self._file, None
        file.seek(0)
        file.size = file_size
        return file

    def upload_interrupted(self) -> None:
        self._drop()

    def _drop(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
