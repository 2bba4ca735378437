"""What address somebody means who types or pastes one: without its scheme, or in full width."""

import re

from reader.text.clean import clean, safe_url

_AROUND = " \u3000<>《》〈〉“”‘’\"'「」，。；、,;"
"""What stands around an address in a sentence, and is never the end of one that is typed."""
_BEFORE_PATH = re.compile(r"(?:[A-Za-z\uff21-\uff3a\uff41-\uff5a]+[:：][/／]{2})?[^/／?？#＃]*")
_FULL_WIDTH = {0xFEE0 + code: chr(code) for code in range(0x21, 0x7F)}
"""Full-width forms of ASCII (U+FF01 to U+FF5E)."""
_DOTS = {ord("。"): ".", ord("｡"): "."}
"""What else parts the labels of a host (RFC 3490, 3.1)."""
_WITH_HOST = re.compile(
    r"(?!mailto:)(?:[^\s/@]+@)?(?:localhost|[\w-]+(?:\.[\w-]+)+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?=[/?#]|\Z)",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(https?://)|(?:feed:)?(?://)?", re.IGNORECASE)


def addresses_meant(typed: str) -> tuple[str, ...]:
    """Return the http and https addresses that *typed* may mean, the likeliest first.

    Without a scheme it may mean https, and then http. Full-width characters are taken for ASCII
    in the host, and behind it too where there are any in the host: a path may have its own.
    """
    text = _narrowed(clean(typed).strip(_AROUND))
    scheme = _SCHEME.match(text)
    if scheme and scheme[1]:
        found = [text]
    else:
        rest = text[scheme.end() :] if scheme else text
        found = [f"{name}://{rest}" for name in ("https", "http") if _WITH_HOST.match(rest)]
    return tuple(filter(None, map(safe_url, found)))


def _narrowed(text: str) -> str:
    before = _BEFORE_PATH.match(text)
    end = before.end() if before else 0
    host, path = text[:end].translate(_FULL_WIDTH | _DOTS), text[end:]
    is_typed_wide = host != text[:end] or path[:1] in ("／", "？", "＃")
    return host + (path.translate(_FULL_WIDTH) if is_typed_wide else path)
