"""Pages are sent compressed; files and charts are sent as they are kept."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressPages(GZipMiddleware):
    """gzip for HTML; Django adds a random number of bytes, so that the length betrays no secret (BREACH).

    Downloads are left alone: they are compressed already (PDF, photos), and a stream would lose its length.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Called by Django with the finished response."""
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
