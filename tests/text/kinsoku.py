"""A checker of broken lines: the rules of line breaking stated once more, as data.

It shares nothing with `reader.text.wrap`: it asks of each two neighbouring characters whether a
line may end between them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.cells import cell_len

MAY_NOT_START = set(
    "。，、；：！？．"  # 点号
    "’”」』）】》〉］｝〕〗"  # 后引号、后括号、后书名号
    "·～—"  # 间隔号、连接号
    "%‰％℃℉°"
    ",.!?;:)]}"
)
MAY_NOT_END = set("‘“「『（【《〈［｛〔〖([{¥￥$/")
DOUBLED = set("—…-")  # 破折号、省略号
QUOTES = set("\"'")
SIGNS = set("+-−±")
JOINT = re.compile(r"[0-9A-Za-z](?:[-.@&+](?=[0-9A-Za-z])|['’](?=[A-Za-z])|(?<=\d)[,:：](?=\d)).")
EXTENDING = re.compile("[\u0300-\u036f\u200d\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
FLAGS = re.compile("[\U0001f1e6-\U0001f1ff]+")
URL = re.compile(r"https?://[!-~]+")


def faults(text: str, lines: Sequence[tuple[int, int]], width: int) -> list[str]:
    """Name the breaks that no rule excuses, as ``before|after``.

    What the rules hold together may be broken where it is wider than a line: first at the joints
    and slashes of words and addresses, then anywhere.
    """
    held = [
        (start, end)
        for with_joints in (True, False)
        for start, end in _held_runs(text, with_joints)
        if cell_len(text[start:end]) <= width
    ]
    return [
        f"{text[max(0, left - 6) : left]}|{text[right : right + 6]}"
        for (_, left), (right, _) in pairwise(lines)
        if any(start < left and right < end for start, end in held)
    ]


def _held_runs(text: str, with_joints: bool) -> Iterator[tuple[int, int]]:
    """Yield the spans within which no line may end."""
    urls = [match.span() for match in URL.finditer(text)] if with_joints else []
    start = len(text) - len(text.lstrip())
    for one, other in pairwise(re.finditer(r"\S", text)):
        left, right = one.end(), other.start()
        joint = any(begin < right < end for begin, end in urls) or (
            with_joints and (text[right] == "/" or _divides_word(text, left, right))
        )
        if not joint and not _is_held(text, left, right):
            yield start, left
            start = right
    yield start, len(text.rstrip())


def _is_held(text: str, left: int, right: int) -> bool:
    """Tell whether no line may end at *left* so that the next starts at *right*."""
    before, after, follower = text[left - 1], text[right], text[right + 1 : right + 2]
    dash = after in DOUBLED and after in (before, follower)
    if (after in MAY_NOT_START and not dash) or before in MAY_NOT_END:
        return True
    if _quote_is_held(text, left, right) or (after == "-" and not follower.strip()):
        return True
    if left < right:
        return False
    return (
        (after == "-" and not dash)
        or (before == after and after in DOUBLED)
        or (before == "." and text[: left - 1][-1:].isspace() and _is_letter(after))
        or (before in SIGNS and after.isdecimal())
        or before == "\u200d"
        or EXTENDING.match(after) is not None
        or (_is_letter(before) and _is_letter(after))
        or _divides_flag(text, left)
    )


def _quote_is_held(text: str, left: int, right: int) -> bool:
    """A straight quote opens after a blank, closes before one or a stop, else may do either."""
    follower = text[right + 1 : right + 2]
    closes = left == right or not follower.strip() or follower in MAY_NOT_START - DOUBLED
    opens = left == right or not text[: left - 1][-1:].strip()
    return (text[right] in QUOTES and closes) or (text[left - 1] in QUOTES and opens)


def _divides_flag(text: str, at: int) -> bool:
    return any(
        flags.start() < at < flags.end() and (at - flags.start()) % 2
        for flags in FLAGS.finditer(text)
    )


def _divides_word(text: str, left: int, right: int) -> bool:
    """Tell whether a joint stands at the break with a letter or a digit on both sides."""
    return left == right and any(
        JOINT.fullmatch(text[max(0, at - 1) : at + 2]) for at in (left - 1, left)
    )


def _is_letter(character: str) -> bool:
    return character.isalnum() and (character.isascii() or "０" <= character <= "９")
