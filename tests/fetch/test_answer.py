"""Bodies as they are sent and inflated, up to their limit."""

import gzip
import zlib
from collections.abc import AsyncIterator

import pytest

from reader.fetch.answer import MAX_RETRY_AFTER, TooLarge, charset, inflate, read, retry_after

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


NOON = 1_576_814_400.0  # Fri, 20 Dec 2019 04:00:00 GMT


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        ("Fri, 20 Dec 2019 04:10:00 GMT", 600),
        ("Fri, 20 Dec 2019 03:00:00 GMT", 0),
        ("99999999999999999999", MAX_RETRY_AFTER),
        ("-5", 0),
        ("soon", 0),
        ("", 0),
    ],
)
def test_a_pause_is_seconds_or_a_date_and_a_week_at_most(text: str, seconds: int) -> None:
    assert retry_after(text, NOON) == seconds


@pytest.mark.parametrize(
    ("content_type", "name"),
    [
        ("text/html;charset=gbk", "gbk"),
        ("text/html; Charset = 'utf-8'; x=1", "utf-8"),
        ("text/html", None),
    ],
)
def test_the_charset_is_what_the_type_declares(content_type: str, name: str | None) -> None:
    assert charset(content_type) == name
