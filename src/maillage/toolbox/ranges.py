"""A file of which a browser asks for a few bytes at a time (RFC 9110, section 14).

Of some megabytes at most: what is sent is read in memory, and nothing is left open.
"""

import re

from django.http import HttpResponse

# One range. Several at once may be answered by the whole file: nobody of ours asks for that.
_ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
IMMUTABLE = "public, max-age=31536000, immutable, no-transform"


def ranged(request, path, *, etag, content_type):
    """The file, or the bytes of it that were asked for. Its name changes with its content."""
    # Bytes are counted in the file as it is: nothing may compress it on its way out.
    request.META["HTTP_ACCEPT_ENCODING"] = "identity"
    size = path.stat().st_size
    asked = request.headers.get("Range", "") if request.method == "GET" else ""
    if request.headers.get("If-Range", etag) != etag:
        asked = ""
    span = _span(asked, size)
    if span is None:
        response = HttpResponse(path.read_bytes(), content_type=content_type)
    elif span:
        response = _part(path, span, content_type)
        response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    else:
        response = HttpResponse(status=416, content_type=content_type)
        response["Content-Range"] = f"bytes */{size}"
        return response
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Cache-Control"] = IMMUTABLE
    return response


def _part(path, span, content_type):
    with path.open("rb") as file:
        file.seek(span.start)
        return HttpResponse(file.read(len(span)), status=206, content_type=content_type)


def _span(asked, size):
    """The bytes; none of them where the file has none; None where nothing sensible is asked."""
    found = _ONE_RANGE.fullmatch(asked)
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(size, int(last) + 1) if last else size)
