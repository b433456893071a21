"""What a paper may load: files of the print folder and images handed over with it, nothing else."""

import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

KINDS = {".css": "text/css", ".ttf": "font/ttf"}


def fetcher(folder: Path, images: Mapping[str, bytes]) -> "URLFetcher":
    """A WeasyPrint fetcher without network and without the rest of the disk; a refusal stops the rendering."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class PapersOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, *_headers: object) -> "URLFetcherResponse":
            body, kind = _read(url, folder, images)
            return URLFetcherResponse(url, body, {"Content-Type": kind})

    # Nothing is fetched over TLS; an empty context spares reading the machine's certificates for every paper.
    return PapersOnly(fail_on_errors=True, ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


def _read(url: str, folder: Path, images: Mapping[str, bytes]) -> tuple[bytes, str]:
    parts = urlsplit(url)
    if parts.scheme == "image" and parts.path in images:
        return images[parts.path], "image/svg+xml"
    if parts.scheme == "file" and not parts.netloc:
        path = Path(unquote(parts.path)).resolve()
        if path.is_relative_to(folder.resolve()) and path.suffix in KINDS:
            return path.read_bytes(), KINDS[path.suffix]
    raise PermissionError(f"A paper may not load {url[:200]}")
