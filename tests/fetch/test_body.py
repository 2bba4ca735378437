"""Bodies as they are sent and inflated, up to their limit."""

import gzip
import zlib
from collections.abc import AsyncIterator

import pytest

from reader.fetch.answer import TooLarge, inflate, read

TEXT = "江边步道今日开放。".encode() * 9


async def chunks(data: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(data), 7):
        yield data[start : start + 7]


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


@pytest.mark.parametrize(
    ("coding", "sent"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT[:50]) + gzip.compress(TEXT[50:])),
        ("gzip", gzip.compress(TEXT) + b"\0" * 9),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
    ],
    ids=["none", "identity", "gzip", "two members", "padded", "zlib", "raw deflate"],
)
async def test_a_body_is_read_up_to_its_limit(coding: str, sent: bytes) -> None:
    limit = max(len(TEXT), len(sent))
    assert await read(chunks(sent), coding, limit) == TEXT
    with pytest.raises(TooLarge):
        await read(chunks(sent), coding, len(TEXT) - 1)


async def test_more_than_the_limit_is_not_inflated() -> None:
    with pytest.raises(TooLarge):
        await read(chunks(gzip.compress(TEXT)), "gzip", len(gzip.compress(TEXT)) - 1)


async def test_of_nothing_nothing_is_inflated() -> None:
    assert await read(chunks(b""), "gzip", 9) == b""


@pytest.mark.parametrize(
    ("coding", "sent"),
    [("br", TEXT), ("gzip", TEXT), ("gzip", gzip.compress(TEXT)[:-9]), ("deflate", b"\xff" * 9)],
    ids=["unasked", "not gzip", "cut off", "not deflate"],
)
def test_what_cannot_be_inflated_is_an_error(coding: str, sent: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        inflate(sent, coding, 1 << 20)
