"""What may reach the screen: text and addresses from outside lose everything that is not text.

Terminals obey control characters whoever wrote them, so every string that comes from a page, a
feed, a server's answer or a file name passes here once, at the door through which it enters. What
leaves for a terminal is looked through for `CONTROL`: a database may come from elsewhere.
"""

import re
from urllib.parse import quote, urljoin, urlsplit

from reader.text.lazy_pattern import lazy_pattern

# Controls that part words or lines. `re` counts them as \s, so they become blanks.
_SPACING = r"\t-\r\x1c-\x1f\x85\u2028\u2029"

# Characters that show nothing: the other C0 and C1 controls with DEL and ESC; the soft hyphen;
# bidi controls, zero-width space and joiners (not ZWJ and ZWNJ, which scripts and emoji need),
# interlinear annotation; lone surrogates; noncharacters.
_INVISIBLE = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad"
    r"\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
) + "".join(rf"\U{plane:04x}fffe-\U{plane:04x}ffff" for plane in range(1, 17))

_REMOVED = lazy_pattern(f"[{_INVISIBLE}]+")
CONTROL = lazy_pattern(f"[{_SPACING}{_INVISIBLE}]")
"""A character that `clean` removes or turns into a blank."""
_ODD_BLANK = r"[^\S \u3000]"
_SPACE = lazy_pattern(_ODD_BLANK)
_BLANKS = lazy_pattern(rf"\s{{2,}}|{_ODD_BLANK}")
_TAB = 4

# Between anything but emoji a ZWJ is noise, and the renderer would take the next character for a
# part of the one before.
_PICTURE = r"\u2190-\u2bff\U0001f000-\U0001faff"
_STRAY_JOINER = lazy_pattern(rf"(?<![{_PICTURE}\ufe0f])\u200d|\u200d(?![{_PICTURE}])")

# The lookbehind lets a run of blanks be tried from its start only: linear for any input.
_EDGES = lazy_pattern(rf"\A[\s{_INVISIBLE}]+|(?<![\s{_INVISIBLE}])[\s{_INVISIBLE}]++\Z")
_STRAY_BLANK = lazy_pattern("(?<=[，。、；！？]) (?=[\u3400-\u9fff“‘（《【「])")
_SPACED = 0.4
"""The share of blanks in a text that is spaced out; words of English are half as many."""
_AROUND_HAN = lazy_pattern("(?<=[^ -~]) | (?=[^ -~])")
_LINE_BREAKS = lazy_pattern(r"[\t\n\r]+")
_NO_HOST = lazy_pattern(r"https?://(?:[/?#]|\Z)", re.IGNORECASE)
_HOST = lazy_pattern(r"[\w.:-]+")
_PLAIN = lazy_pattern(r"https?://[a-z\d][a-z\d.-]*(?::[1-5]?\d{1,4})?/[!\"$-:<-\[\]-~?]*(?<!\?)")
"""Absolute addresses with nothing to resolve, to drop or to check, which most of a page's are."""
_CREDENTIALS = lazy_pattern(r"(?<=//)[^/?#\s]+@")
_LOGIN = lazy_pattern(r"(https?://)([^/?#\s]+)@", re.IGNORECASE)


def clean(text: str) -> str:
    """Return *text* as one line without control characters, blanks collapsed, ends stripped.

    Controls that part words (tabs, newlines, U+2028) become blanks; the others (C0, C1, DEL, bidi
    controls, zero-width characters, lone surrogates, noncharacters) vanish. A ZWJ stays between
    emoji only. Of several blanks one stays: the ideographic one (U+3000) if it is among them.
    """
    if text.isprintable() and "  " not in text:  # nearly always, and ten times as fast
        return text.strip()
    return _BLANKS.sub(_one_blank, _visible(text)).strip()


def clean_code(text: str) -> str:
    """Return *text* with its lines and the blanks in them, without control characters.

    A tab reaches to the next multiple of four characters. Blanks that end a line go, and so do
    empty lines at the beginning and the end.
    """
    lines = (_visible(line.expandtabs(_TAB)) for line in text.split("\n"))
    return "\n".join(_SPACE.sub(" ", line).rstrip() for line in lines).strip("\n")


def _visible(text: str) -> str:
    """Return *text* without the characters that show nothing."""
    text = _REMOVED.sub("", text)
    return _STRAY_JOINER.sub("", text) if "\u200d" in text else text


def close_up(text: str) -> str:
    """Return *text* without the blanks behind Chinese stops, which have their own room.

    Nor those between all its characters, by which some pages space it out.
    GB/T 15834, 5.1.1: a stop takes the place of one character.
    """
    if " " not in text:
        return text
    if text.count(" ") > _SPACED * len(text):
        text = _AROUND_HAN.sub("", text)
    return _STRAY_BLANK.sub("", text)


def has_controls(text: str) -> bool:
    """Tell whether *text* holds a `CONTROL`."""
    return CONTROL.search(text) is not None


def safe_url(url: str, base: str = "") -> str:
    """Return the absolute http or https address that *url* means on the page *base*, else ``""``.

    Blanks and controls at the ends and line breaks inside are dropped, as browsers do; a blank
    inside is percent-encoded. Other controls inside, other schemes and broken hosts yield ``""``.
    Chinese stays as it is written.
    """
    if _PLAIN.fullmatch(url):
        return url
    url = _LINE_BREAKS.sub("", _EDGES.sub("", url))
    if not url or has_controls(url) or _NO_HOST.match(url):
        return ""
    try:
        url = urljoin(base, url)
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:  # a host or a port that cannot be
        return ""
    # A browser ends the host at a backslash, this parser does not: they would disagree on the host.
    sound = _HOST.fullmatch(host) and "\\" not in parts.netloc and not has_controls(url)
    if parts.scheme not in ("http", "https") or not sound:
        return ""
    url = parts.scheme + url[len(parts.scheme) :]
    return re.sub(r"\s", lambda blank: quote(blank[0]), url)


def display_url(url: str) -> str:
    """Return *url* for a message: clean, and without user name and password."""
    return _CREDENTIALS.sub("", clean(url))


def split_login(url: str) -> tuple[str, str]:
    """Part *url* into the address and its credentials: ``("http://a/", "user:password")``."""
    found = _LOGIN.match(url)
    return (found[1] + url[found.end() :], found[2]) if found else (url, "")


def host_of(url: str) -> str:
    """Return the host of *url* in small letters, ``""`` where it has none."""
    try:
        return clean(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def _one_blank(blanks: re.Match[str]) -> str:
    return "\u3000" if "\u3000" in blanks[0] else " "
