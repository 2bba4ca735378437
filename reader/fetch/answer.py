"""What an answer says: its headers, and its body, which ends at the size cap."""

import re
import time
import zlib
from collections.abc import AsyncIterable
from email.utils import parsedate_to_datetime

import httpx

# What the headers of an answer say.

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


# The body of an answer, read raw and inflated here, so that a bomb ends at the size cap.

GZIP_MAGIC = b"\x1f\x8b"


class TooLarge(Exception):
    """The body is beyond the limit."""


async def read(chunks: AsyncIterable[bytes], coding: str, limit: int) -> bytes:
    """Read a body of at most *limit* bytes, as sent and as inflated.

    *coding* is the Content-Encoding. Raises TooLarge, and ValueError where the coding is another
    than asked for, broken or cut off.
    """
    raw = bytearray()
    async for chunk in chunks:
        raw += chunk
        if len(raw) > limit:
            raise TooLarge
    if not raw or coding in ("", "identity"):
        return bytes(raw)
    return inflate(bytes(raw), coding, limit)


def inflate(data: bytes, coding: str, limit: int) -> bytes:
    """Inflate gzip or deflate to at most *limit* bytes; raises as `read` does."""
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"coding {coding!r}")
    plain = bytearray()
    while data:
        stream = zlib.decompressobj(_window(data))
        try:
            plain += stream.decompress(data, limit + 1 - len(plain))
        except zlib.error as error:
            raise ValueError(str(error)) from None
        if len(plain) > limit:
            raise TooLarge
        if not stream.eof:
            raise ValueError("cut off")
        # A gzip file may have several members; whatever else follows is padding.
        data = stream.unused_data if stream.unused_data.startswith(GZIP_MAGIC) else b""
    return bytes(plain)


def _window(data: bytes) -> int:
    """Choose zlib's window by the header: servers send zlib and raw streams alike as deflate."""
    if data.startswith(GZIP_MAGIC):
        return 16 + zlib.MAX_WBITS
    is_zlib = data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS
