"""GB18030 and Big5, as the Encoding Standard decodes them.

Python's codecs do the work, at their speed. A code that they do not know goes to an error handler,
which finds it in codes.tsv (reader/data/README.md says where that comes from), and follows the
standard where it is none: sections "gb18030 decoder" and "Big5 decoder" of
https://encoding.spec.whatwg.org.
"""

import codecs
import re
import threading
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

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
