"""What the headers of an answer say."""

import re
import time
from email.utils import parsedate_to_datetime

import httpx

MAX_RETRY_AFTER = 7 * 24 * 3600
"""Seconds; a server that asks for more is asked again after a week."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]+)", re.IGNORECASE)


def first(fields: httpx.Headers, name: str) -> str:
    """Return the first value of the field *name*, empty if there is none.

    httpx would join several by commas, and no address or coding is meant by that.
    """
    return next(iter(fields.get_list(name)), "")


def charset(content_type: str) -> str | None:
    """Return the charset that a Content-Type declares."""
    found = _CHARSET.search(content_type)
    return found[1] if found else None


def media_type(content_type: str) -> str:
    """Return the media type of a Content-Type, in lower case: ``text/html``."""
    return content_type.partition(";")[0].strip().lower()


def moment(text: str) -> int | None:
    """Return the epoch seconds of an HTTP date, None where it is none."""
    try:
        return int(parsedate_to_datetime(text).timestamp())
    except (ValueError, OverflowError):
        return None


def retry_after(text: str, now: float | None = None) -> int:
    """Return the seconds that a Retry-After asks to wait, 0 where it says nothing of use.

    It is a number of seconds or a date (RFC 9110, section 10.2.3); *now* is in seconds since the
    epoch.
    """
    if text.isascii() and text.isdigit():
        seconds = int(text[:10])
    else:
        then = moment(text)
        if then is None:
            return 0
        seconds = int(then - (time.time() if now is None else now))
    return min(max(seconds, 0), MAX_RETRY_AFTER)
