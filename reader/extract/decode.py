"""Bytes to text, for all that declares its charset wrongly or not at all, and XML made whole.

Python's codecs do the work, at their speed. A code that they do not know goes to an error handler,
which finds it in codes.tsv (reader/data/README.md says where that comes from), and follows the
standard where it is none: sections "gb18030 decoder" and "Big5 decoder" of
https://encoding.spec.whatwg.org.

The order: a byte order mark, or UTF-16 that has lost it; strict UTF-8; UTF-8 with a few bad bytes;
then, of the declared charset if it decodes strictly, GB18030 and Big5, the one that yields the most
everyday characters. What is declared is wrong on 8% of Chinese pages, and gb2312 and gbk are
everywhere names for GB18030. Only a label of the Encoding Standard declares anything.
"""

import codecs
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import cache, partial
from html import escape
from html.entities import html5
from pathlib import Path
from typing import Literal

from msgspec import Struct

from reader.errors import NotText
from reader.text.names import codec_of

# Repair of XML that no parser accepts.

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]+")
"""What XML 1.0 does not allow in any form."""
_REFERENCE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:#([xX][0-9a-fA-F]*|\d*);?|([A-Za-z][A-Za-z\d]{1,31});)?",
    re.DOTALL,
)
_OF_XML = ("amp", "lt", "gt", "quot", "apos")


def repair(text: str) -> str:
    """Return *text* without characters, and references to characters, that XML 1.0 does not have.

    The names that only HTML knows become what they stand for, and an ampersand that begins no
    reference becomes one that does. In a CDATA section both are plain text.
    """
    text = _FORBIDDEN.sub("", text)
    return _REFERENCE.sub(_checked, text) if "&" in text else text


def _checked(found: re.Match[str]) -> str:
    number, name = found.groups()
    if number is not None:
        return f"&#{number.lower()};" if _is_character(number.lower()) else ""
    if name is None:
        return "&amp;" if found[0] == "&" else found[0]
    if name in _OF_XML:
        return found[0]
    return escape(html5.get(f"{name};", found[0]))


def _is_character(digits: str) -> bool:
    code = int(digits.lstrip("x")[:8] or "0", 16 if digits.startswith("x") else 10)
    return 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 or code in (9, 10, 13)


# Bytes to text, for all that declares its charset wrongly or not at all.

# GB18030 and Big5, as the Encoding Standard decodes them.

DATA = Path(__file__).parent.parent / "data" / "codes.tsv"
_SIGNS = dict(zip("•､‾∼♁☉¥¢£", "‧﹑¯～⊕⊙￥￠￡", strict=True))
"""What big5hkscs reads A145 A14E A1C2 A1E3 A1F2 A1F3 A244 A246 A247 as, and the standard does."""
_SLASHES = re.compile("[／＼]")
_SMALL_SLASHES = (b"\xa2\x41", b"\xa2\x42")
"""∕ and ﹨, which big5hkscs reads as it does A1FE and A240."""
_FEW, _RARE = 1000, 100
"""So many codes and one in so many bytes go to the handler, which takes microseconds for each."""
_calls = threading.local()


def gb18030(data: bytes) -> str:
    """Return the text of *data*, in GBK or GB18030, with U+FFFD for what is malformed."""
    # Python's gbk is right about all two-byte codes that it knows, and gb18030 is not.
    return _decode(data, "gbk", "gb18030")


def big5(data: bytes) -> str:
    """Return the text of *data*, in Big5 with HKSCS, with U+FFFD for what is malformed."""
    text = _decode(data, "big5hkscs", "big5hkscs")
    for sign, right in _SIGNS.items():
        text = text.replace(sign, right)
    if any(code in data for code in _SMALL_SLASHES):
        other = _decode(data, "cp950", "big5hkscs")
        if len(other) == len(text):  # unless either had too many codes that it does not know
            text = _SLASHES.sub(lambda found: other[found.start()], text)
    return text


def _decode(data: bytes, codec: str, more: str) -> str:
    """Decode *data* by *codec*, and what that does not know by codes.tsv and the codec *more*.

    Where there is too much of that, for text and for the time that it takes, *more* reads it all.
    """
    _calls.left = _FEW + len(data) // _RARE
    try:
        return data.decode(codec, _HANDLERS[more])
    except UnicodeDecodeError:
        return data.decode(more, "replace")


def _read(codec: str, error: UnicodeError) -> tuple[str, int]:
    """Read the code at which a decoder failed by *codec*; return its text and where to go on."""
    assert isinstance(error, UnicodeDecodeError)
    if not _calls.left:
        raise error
    _calls.left -= 1
    data, start = error.object, error.start
    code = data[start : start + (4 if data[start + 1 : start + 2].isdigit() else 2)]
    known = _codes()[codec]
    for some in (code, code[:1]):
        if some in known:
            return known[some], start + len(some)
    try:
        return code.decode(codec), start + len(code)
    except UnicodeDecodeError:
        # An ASCII character is never lost: it may be markup.
        is_pair = 0x81 <= code[0] <= 0xFE and len(code) == 2 and not code[1:].isascii()
        return "\ufffd", start + (2 if is_pair else 1)


def _register(codec: str) -> str:
    """Register the error handler of *codec*, and return its name."""
    name = f"{__name__}.{codec}"
    handler: Callable[[UnicodeError], tuple[str, int]] = partial(_read, codec)
    codecs.register_error(name, handler)
    return name


_HANDLERS = {codec: _register(codec) for codec in ("gb18030", "big5hkscs")}


@cache
def _codes() -> dict[str, dict[bytes, str]]:
    """Return the characters of the codes that each codec lacks or reads otherwise."""
    codes: dict[str, dict[bytes, str]] = {codec: {} for codec in _HANDLERS}
    for line in DATA.read_text("utf-8").splitlines():
        codec, first, characters = line.split("\t")
        for code, character in enumerate(characters, int(first, 16)):
            codes[codec][code.to_bytes(len(first) // 2)] = character
    return codes


# Bytes to text, for pages, feeds and files that declare their charset wrongly or not at all.

Kind = Literal["html", "xml", "text"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = (
    (re.compile(rb"[<{\s]\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0[<{\s]\0[^\0]"), "utf-16-be"),
)
"""How markup in UTF-16 begins that has lost its mark (XML 1.0, appendix F)."""
_MARKUP = re.compile(rb"\s{0,9}[<{]")
_MAGIC = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",  # JPEG
    b"GIF8",
    b"PK\x03\x04",  # ZIP and what is packed in it: docx, epub
    b"\x1f\x8b",  # gzip
    b"\xd0\xcf\x11\xe0",  # the old Office formats
    b"7z\xbc\xaf",
    b"Rar!",
    b"ID3",
    b"OggS",
    b"\x7fELF",
)
_DECLARED = {
    "html": re.compile(
        rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,20})""", re.IGNORECASE
    ),
    "xml": re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,20})""", re.IGNORECASE),
}
_OURS = {"gb18030": gb18030, "big5hkscs": big5}
_MULTIBYTE = ("euc-jp", "iso-2022-jp", "cp932", "cp949")
"""Foreign charsets that not just any bytes decode in; all others are of letters, a byte each."""
_TRUST = 2
"""Commonest characters that a declaration weighs as much as."""
_RUN = re.compile(rb"[\x80-\xff]+")
_SLICE = 2048
"""Bytes that tell whether the whole is worth reading as UTF-8, which takes long where it is not."""
_DENSE = 100
"""Bytes among which text has one of the commonest characters, and what is misread has none."""
_HEAD = 16_384
"""A declaration stands in the first bytes; some pages put scripts before it."""
_KANA = re.compile("[\u3041-\u30ff]")
_COMMON = re.compile(
    "[的一是了在不有人中大国國这這上为為个個年我们們来來到时時要会會出他对對生和地也就"
    "新市日月记記者报報说說民政工业業发發部门門后後学學长長]"
)


class Decoded(Struct, frozen=True):
    """A text, the codec that read it, and the charset that HTTP or the data declared, or empty."""

    text: str
    used: str
    declared: str


def decode(data: bytes, *, declared: str | None = None, kind: Kind, name: str = "") -> str:
    """Return the text of *data*, with U+FFFD for what no charset explains.

    *declared* is the charset that HTTP stated; what the bytes themselves declare comes after it.
    *name* is what `NotText`, raised for pictures, archives and other binaries, calls the input.
    """
    return decoded(data, declared=declared, kind=kind, name=name).text


def decoded(data: bytes, *, declared: str | None = None, kind: Kind, name: str = "") -> Decoded:
    """Do what `decode` does, and say how."""
    labels = list(_labels(data, declared, kind))
    text, used = _decoded(data, [codec_of(label) for label in labels], name)
    return Decoded(text, used, next(iter(labels), ""))


def declaration(data: bytes, *, declared: str | None, kind: Kind) -> str:
    """Return the charset that HTTP or else the data declared, empty if neither did."""
    return next(_labels(data, declared, kind), "")


def is_meant(label: str, codec: str) -> bool:
    """Return whether *label*, a declared charset, names *codec*, by which a text was read."""
    return codec_of(label) == codec


def _decoded(data: bytes, declared: list[str], name: str) -> tuple[str, str]:
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, "replace"), charset
    for start, charset in _WIDE:
        if start.match(data):
            return data.decode(charset, "replace"), charset
    if _MARKUP.match(data):
        data = data.replace(b"\0", b"")  # rubbish in one field, not a sign of a binary
    if data.startswith(_MAGIC) or data.count(0) * 1000 > len(data):
        raise NotText(name=name)
    if any(_reads_well(data[start : start + _SLICE]) for start in _slices(data)):
        text = data.decode("utf-8", "replace")
        if _is_good(text):
            return text, "utf-8"
    return _likeliest(data, declared)


def _slices(data: bytes) -> Iterator[int]:
    """Yield where to look into *data* first: at its first letters, in the middle, near the end."""
    first = _RUN.search(data)
    yield from (first.start() if first else 0, len(data) // 2, max(0, len(data) - _SLICE))


def _reads_well(data: bytes) -> bool:
    return _is_good(data.decode("utf-8", "replace"))


def _is_good(text: str) -> bool:
    """Return whether *text*, read as UTF-8, is that with at most a few bad bytes."""
    bad = text.count("\ufffd")
    return not bad or bad * 3 <= len(text) - len(text.encode("ascii", "ignore"))


def _labels(data: bytes, declared: str | None, kind: Kind) -> Iterator[str]:
    """Yield the charsets that HTTP and the data declare, in small letters."""
    if declared and codec_of(declared):
        yield declared.strip().lower()
    head = data[:_HEAD]
    for found in _DECLARED[kind].finditer(head) if kind in _DECLARED else ():
        label = found[1].decode("ascii").lower()
        if codec_of(label) and not _is_in_comment(head, found.start()):
            yield label
            return


def _is_in_comment(head: bytes, place: int) -> bool:
    start = head.rfind(b"<!--", 0, place)
    return start >= 0 and head.find(b"-->", start + 2, place) < 0


def _likeliest(data: bytes, declared: list[str]) -> tuple[str, str]:
    """Return the likeliest reading of *data* and its codec; those declared come before others.

    Big5 read as GB18030 is made of rare characters, and the other way round.
    """
    foreign = list(_foreign(data, declared))
    for text, codec in foreign:
        if _is_plausible(data, text, codec):
            return text, codec
    ours = next((codec for codec in declared if codec in _OURS), "")
    start = next(_slices(data))
    sample = data[start : start + _HEAD]
    used = ours
    if not ours or _score(sample, ours) <= len(sample) // _DENSE:
        used = max(_OURS, key=lambda own: _score(sample, own) + _TRUST * (own == ours))
    text = _OURS[used](data)
    if foreign and not ours and "\ufffd" in text and not _is_dense(sample, used):
        return foreign[0]
    return text, used


def _foreign(data: bytes, declared: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the readings of *data* by the codecs *declared*, where they are not ours and fit."""
    for codec in declared:
        if codec not in _OURS and not codec.startswith("utf"):
            with suppress(UnicodeDecodeError):
                yield data.decode(codec), codec


def _score(sample: bytes, codec: str) -> int:
    """Count the commonest characters of what *sample* is in *codec*, less those that are none."""
    text = sample.decode(codec, "replace")
    return len(_COMMON.findall(text)) - text.count("\ufffd")


def _is_dense(sample: bytes, codec: str) -> bool:
    """Return whether *sample*, ASCII aside, has as many of the commonest characters as text has."""
    letters = len(sample) - len(sample.decode("ascii", "ignore"))
    return _score(sample, codec) * _DENSE > letters


def _is_plausible(data: bytes, text: str, codec: str) -> bool:
    """Return whether *data* may be in *codec*, and not in one of ours whose bytes happen to fit.

    Accented letters stand alone among plain ones, or odd ones of them beside quotation marks, while
    Han characters are two bytes each and follow one another. No Japanese is without kana, which our
    characters never come out as.
    """
    if codec not in _MULTIBYTE:
        runs = [len(run) for run in _RUN.findall(data[:_HEAD])]
        return sum(runs) <= 2 * len(runs) < 4 * sum(run % 2 for run in runs)
    return codec != "cp932" or bool(_KANA.search(text))


# The input of the readers of pages, text and Markdown, and how much of it is read.

PAGE_MB = 32
"""Of a page: a longer one is refused, for its article may stand at its end."""
TEXT = 2 << 20
"""Bytes of a text, which are 700,000 Han characters."""
LINES = 10_000
"""Lines of a text; they take a second."""


class Input(Struct, frozen=True):
    """Bytes, with what is known of them."""

    data: bytes
    name: str = ""
    """What errors call it, if not by its address."""
    url: str = ""
    charset: str | None = None
    """What HTTP stated."""
    now: datetime | None = None
    """When it was fetched: what 昨天 is counted from. None for a file, which may be old."""

    @property
    def called(self) -> str:
        """What errors call it."""
        return self.name or self.url

    def text(self, kind: Kind) -> str:
        """Return all of it as text. Raises `NotText`."""
        return decode(self.data, declared=self.charset, kind=kind, name=self.called)

    def lines(self) -> tuple[list[str], bool]:
        """Return the first lines of a text, and whether it goes on. Raises `NotText`."""
        start = self.data[:TEXT]
        text = decode(start, declared=self.charset, kind="text", name=self.called)
        rows = text.splitlines()
        is_cut = len(self.data) > TEXT or len(rows) > LINES
        if is_cut and rows:
            rows[-1] = rows[-1].rstrip("\ufffd")  # a character that was cut itself
        return rows[:LINES], is_cut
