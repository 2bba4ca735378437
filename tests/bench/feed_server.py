"""Serves feeds of invented articles on loopback: feed N at 127.0.0.(1 + N % hosts)/N.

    python -m tests.bench.feed_server PORT [--feeds 1000] [--hosts 100] [--latency 0.0]

It says READY when it listens, answers If-None-Match, and ends by itself after ten minutes or when
its standard input closes.
"""

import argparse
import asyncio
import sys
from html import escape

from tests.bench.bench_store import Writer

ENTRIES = 50
LIFETIME = 600.0


def feed(writer: Writer, number: int) -> bytes:
    """Return the RSS of this number."""
    items = (
        f"<item><title>{escape(writer.text(22))}</title>"
        f"<link>http://news{number}.example/{entry}.html</link><guid>{number}/{entry}</guid>"
        f"<pubDate>Fri, 20 Nov 2026 {entry % 24:02}:30:00 +0800</pubDate>"
        f"<description>{writer.text(100)}</description><content:encoded><![CDATA["
        f"{''.join(f'<p>{writer.text(160)}</p>' for _ in range(5))}]]></content:encoded></item>"
        for entry in range(ENTRIES)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{number}</title>{''.join(items)}</channel></rss>"
    ).encode()


class Feeds(asyncio.Protocol):
    """One connection."""

    def __init__(self, feeds: list[bytes], latency: float) -> None:
        self.feeds = feeds
        self.latency = latency

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer a request, which comes in one piece on loopback."""
        loop = asyncio.get_running_loop()
        loop.call_later(self.latency, self.answer, data)

    def answer(self, request: bytes) -> None:
        """Send a feed, or that it has not changed."""
        number = int(request.split(b" ", 2)[1].strip(b"/"))
        if b"if-none-match" in request.lower():
            head, body = "304 Not Modified", b""
        else:
            head, body = "200 OK", self.feeds[number % len(self.feeds)]
        fields = f'ETag: "{number}"\r\nContent-Length: {len(body)}\r\n'
        self.transport.write(f"HTTP/1.1 {head}\r\n{fields}\r\n".encode() + body)


async def serve(port: int, hosts: int, latency: float, feeds: list[bytes]) -> None:
    """Serve until standard input closes, or for `LIFETIME` seconds."""
    loop = asyncio.get_running_loop()
    for host in range(1, hosts + 1):
        await loop.create_server(lambda: Feeds(feeds, latency), f"127.0.0.{host}", port)
    print("READY", flush=True)
    closed = loop.run_in_executor(None, sys.stdin.read)
    await asyncio.wait([closed], timeout=LIFETIME)


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--hosts", type=int, default=100)
    parser.add_argument("--latency", type=float, default=0.0)
    args = parser.parse_args()
    writer = Writer()
    # A hundred different ones: inventing a thousand takes longer than serving them.
    feeds = [feed(writer, number) for number in range(min(args.feeds, 100))]
    asyncio.run(serve(args.port, args.hosts, args.latency, feeds))


if __name__ == "__main__":
    main()
