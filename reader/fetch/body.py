"""The body of an answer, read raw and inflated here, so that a bomb ends at the size cap."""

import zlib
from collections.abc import AsyncIterable

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
