"""Stopping an upload at the limit while it is still arriving."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest


class LimitHandler(FileUploadHandler):
    """Lets chunks pass to the handlers after it until the limit; what follows is read and dropped."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.exceeded = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on.

        Raises:
            StopUpload: the file is larger than the limit.
        """
        if start + len(raw_data) > settings.FACTS_UPLOAD_LIMIT:
            self.exceeded = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler keeps the file."""
        del file_size


def limit_upload(request: HttpRequest) -> None:
    """Put the limit in place; must come before anything reads the request."""
    request.upload_handlers.insert(0, LimitHandler(request))


def exceeded(request: HttpRequest) -> bool:
    """Whether a file was cut off at the limit."""
    return any(isinstance(each, LimitHandler) and each.exceeded for each in request.upload_handlers)
