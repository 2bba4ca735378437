"""Half-width punctuation of Chinese text shown full-width, for display only (GB/T 15834-2011, 5.1).

Each character leads to exactly one, so that places in the shown text are places in the text.
"""

import re

from reader.text.lazy_pattern import lazy_pattern

# Han and kana, and the punctuation that stands among them; hangul is written with half-width stops.
_WIDE = r"\u2e80-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
_STOPS = ",:;?!"
_IS_WIDE = lazy_pattern(f"[{_WIDE}]")
_STOP = lazy_pattern(
    rf"(?<=[{_WIDE}])[”’…—]*[{_STOPS}]+ ?"  # 长春,吉林; “长春”: 吉林
    rf"|(?<=[0-9A-Za-z%”’])[{_STOPS}]+(?=[{_WIDE}])"  # 5%,高于; not 3,000 and not 10:30
)
_BRACKET = lazy_pattern(r"[()\n]")
_NOTHING = "\u200b"
"""What takes the place of a blank: a full-width stop brings its own."""
_FULL = {ord(half): ord(half) + 0xFEE0 for half in _STOPS + "()"} | {ord(" "): ord(_NOTHING)}


def full_width(text: str) -> str:
    """Return *text*, as long as before, with its stops and brackets between Han full-width.

    Numbers, times, addresses and words in Latin letters keep theirs.
    """
    if text.isascii():
        return text
    return _STOP.sub(_widened, _brackets(text))


def _widened(stop: re.Match[str]) -> str:
    return stop[0].translate(_FULL)


def _brackets(text: str) -> str:
    """Widen the pairs of brackets that follow Han, or that begin or end with it."""
    pairs, opened = [], []
    for sign in _BRACKET.finditer(text):
        if sign[0] == "(":
            opened.append(sign.start())
        elif sign[0] == "\n":
            opened.clear()
        elif opened:
            pairs.append((opened.pop(), sign.start()))
    shown = list(text)
    for start, end in pairs:
        around = (text[start - 1 : start], text[start + 1], text[end - 1])
        if any(map(_IS_WIDE.match, around)):
            shown[start], shown[end] = "（", "）"
    return "".join(shown)
