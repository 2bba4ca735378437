"""Addresses as people write them, with the day in them; which hosts are inside, and the proxy.

A public page must not lead the client inside, where it could reach what only this machine can
reach: routers, databases, the metadata service of a cloud (OWASP: server-side request forgery).

In braces stand the forms of strftime for years, months and days, which are written here rather than
by it: ``%-d`` is not known everywhere.
"""

import re
import socket
from collections.abc import Callable, Mapping
from datetime import date
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Literal, Self, cast, get_args
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from reader.errors import BadAddress
from reader.i18n import N_
from reader.text.clean import clean, display_url, has_controls, safe_url
from reader.text.dates import day_of_url

# Which hosts stand inside, the reader's own machine and network, and the proxy for all others.

# Which hosts stand inside.

FAKE_IP = ip_network("198.18.0.0/15")
"""What local proxies common in China answer for every name (Clash's fake-ip): no host is there."""

NAT64 = ip_network("64:ff9b::/96")
"""IPv4 addresses as an IPv6 network writes them (RFC 6052)."""

INSIDE_SUFFIXES = (".localhost", ".local", ".internal", ".lan", ".intranet", ".home.arpa")
"""Endings that public DNS never has (RFC 6761, RFC 6762, RFC 8375) or that routers hand out."""


def is_address(host: str) -> bool:
    """Say whether *host* is an IP address rather than a name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_inside(host: str) -> bool:
    """Say whether *host*, a name or an address, belongs to this machine or its network by itself.

    A name is judged by its form alone; what it resolves to is the transport's matter.
    """
    address = _address(host)
    if address is not None:
        return not _is_public(address)
    name = _plain(host)
    return "." not in name or name.endswith(INSIDE_SUFFIXES)


def is_loopback(host: str) -> bool:
    """Say whether *host* is this very machine (RFC 1122, RFC 6761)."""
    address = _address(host)
    if address is not None:
        return address.is_loopback
    return f".{_plain(host)}".endswith(".localhost")


def _address(host: str) -> IPv4Address | IPv6Address | None:
    name = _plain(host)
    try:
        address = ip_address(name)
    except ValueError:
        return _old_address(name)
    if isinstance(address, IPv4Address):
        return address
    embedded = IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None
    return embedded or address.ipv4_mapped or address.sixtofour or address


def _old_address(name: str) -> IPv4Address | None:
    """Read the forms that resolvers still take for addresses: 127.1, 0x7f.0.0.1, 2130706433."""
    try:
        return IPv4Address(socket.inet_aton(name))
    except (OSError, UnicodeError):
        return None


def _plain(host: str) -> str:
    return host.rstrip(".").lower()


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return (address.is_global and not address.is_multicast) or address in FAKE_IP


# The address of a proxy, as [fetch] proxy has it.

Scheme = Literal["http", "socks5"]


LONGEST = 255
"""Characters of a name or a password (RFC 1929)."""


class Proxy(Struct, frozen=True):
    """A proxy that speaks HTTP or SOCKS 5 (RFC 9110, 9.3.6; RFC 1928)."""

    scheme: Scheme
    host: str
    port: int
    user: str = ""
    """ASCII, as the password; empty: the proxy asks for no login."""
    password: str = ""

    @classmethod
    def parse(cls, url: str) -> Self | None:
        """Read ``http://user:password@host:port`` or ``socks5://…``; None for anything else."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:  # a host or a port that cannot be
            return None
        host = parts.hostname or ""
        rest = parts.path.removeprefix("/") + parts.query + parts.fragment
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        scheme = "socks5" if parts.scheme == "socks5h" else parts.scheme
        if scheme not in get_args(Scheme) or not (host and port) or rest or ":" in user:
            return None
        if not (host + user + password).isascii() or max(len(user), len(password)) > LONGEST:
            return None
        if has_controls(host + user + password) or " " in host:
            return None
        return cls(cast(Scheme, scheme), host, port, user, password)

    def __str__(self) -> str:
        """Name it without its login: ``socks5://127.0.0.1:1080``."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    __repr__ = __str__

    def serves(self, host: str) -> bool:
        """Say whether *host* is asked by way of this proxy.

        The hosts inside the reader's network are the same ones only to a proxy on this machine; by
        any other they would be those of the network that it stands in.
        """
        return is_loopback(self.host) or not is_inside(host)


# Addresses as people write them.

# Addresses that hold a day.

_FORMS: Mapping[str, Callable[[date], str]] = {
    "%Y": lambda day: f"{day.year:04}",
    "%y": lambda day: f"{day.year % 100:02}",
    "%m": lambda day: f"{day.month:02}",
    "%d": lambda day: f"{day.day:02}",
    "%-m": lambda day: f"{day.month}",
    "%-d": lambda day: f"{day.day}",
}
_NEEDED = (("%Y", "%y"), ("%m", "%-m"), ("%d", "%-d"))
_BRACES = re.compile(r"\{([^{}]*)\}")
_FORM = re.compile(r"%-?[A-Za-z]?")
_WRITTEN = (
    *("{%Y-%m}/{%d}", "{%Y%m}/{%d}", "{%Y/%m/%d}", "{%Y%m%d}", "{%Y-%m-%d}", "{%Y_%m_%d}"),
    *("{%Y/%m%d}", "{%Y-%-m}/{%-d}", "{%Y-%-m-%-d}", "{%Y_%-m_%-d}", "{%Y/%-m/%-d}"),
)
"""How papers write the day, the most frequent first."""
_PARTLY = ("{%Y-%m}", "{%Y%m}", "{%Y}")
"""What stands in a folder of its own besides."""
_FOLDERS = re.compile(r"/(20\d\d)-?(\d\d)/(\d\d)/")


def holds_day(url: str) -> bool:
    """Return whether *url* is a pattern with braces."""
    return "{" in url or "}" in url


def check(url: str) -> None:
    """Check the day in an address that somebody typed.

    Raises BadAddress where braces do not hold a whole day, and BadAddress where an address without
    braces has folders for a day that does not exist.
    """
    if holds_day(url):
        forms = {form for braces in _BRACES.findall(url) for form in _FORM.findall(braces)}
        whole = all(any(form in forms for form in each) for each in _NEEDED)
        balanced = not holds_day(_BRACES.sub("", url)) and "" not in _BRACES.findall(url)
        if not (whole and balanced and forms <= _FORMS.keys()):
            raise BadAddress(
                N_(
                    "“{url}”的花括号里要写全年、月、日，只能用 %Y、%y、%m、%d、%-m、%-d，"
                    "例如 {example}。"
                ),
                url=display_url(url),
                example=_WRITTEN[0],
            )
    elif folders := _FOLDERS.search(url):
        try:
            date(*map(int, folders.groups()))
        except ValueError:
            raise BadAddress(
                N_("“{url}”里的日期 {day} 不存在。"),
                url=display_url(url),
                day="-".join(folders.groups()),
            ) from None


def of_day(url: str, day: date) -> str:
    """Return the address of *day* that the pattern *url* means.

    >>> of_day("http://paper.example.cn/{%Y-%m}/{%d}/node_1.htm", date(2026, 11, 30))
    'http://paper.example.cn/2026-11/30/node_1.htm'
    """

    def written(form: re.Match[str]) -> str:
        write = _FORMS.get(form[0])
        return write(day) if write else form[0]

    return _BRACES.sub(lambda braces: _FORM.sub(written, braces[1]), url)


def pattern_in(url: str) -> str:
    """Return the pattern that *url* is, or that it is of by the day in it; empty: by neither."""
    if holds_day(url):
        return url
    day = day_of_url(url, of_month="")
    return pattern_of(url, day) if day else ""


def pattern_of(url: str, day: date) -> str:
    """Return the pattern that means *url* on *day*; empty where *url* does not hold that day.

    >>> pattern_of("http://paper.example.cn/pc/layout/202611/30/node_01.html", date(2026, 11, 30))
    'http://paper.example.cn/pc/layout/{%Y%m}/{%d}/node_01.html'
    """
    for form in _WRITTEN:
        whole = re.compile(rf"(?<!\d){re.escape(of_day(form, day))}(?!\d)")
        if whole.search(url):
            url = whole.sub(form, url)
            break
    else:
        return ""
    for form in _PARTLY:
        url = url.replace(f"/{of_day(form, day)}/", f"/{form}/")
    return url


# What address somebody means who types or pastes one.

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
