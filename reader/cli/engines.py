"""The engines alone, on a file, an address or standard input: extract, links, feed."""

import asyncio
import io
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from reader import i18n
from reader.cli import output
from reader.cli.command import CommandContext, Subcommand
from reader.cli.output import write_json, write_table
from reader.disk import read_stream, translated
from reader.errors import InputError
from reader.exchange.markdown import article_lines
from reader.extract.decode import PAGE_MB, Input
from reader.i18n import N_, _
from reader.model import Draft, Feed
from reader.settings.config import Ui
from reader.text.dates import now_in_china
from reader.tui.typeset.article import Style, typeset

if TYPE_CHECKING:
    from reader.extract.article.analysis import Analysis, Finding

# How an article was read out of a document.

_LABELS = {
    "body": N_("正文"),
    "headline": N_("标题"),
    "kicker": N_("引题"),
    "subtitle": N_("副题"),
    "published": N_("时间"),
    "source": N_("来源"),
    "author": N_("作者"),
    "editor": N_("编辑"),
    "responsible_editor": N_("责编"),
    "photographer": N_("摄影"),
    "original_title": N_("原题"),
    "dropped": N_("去掉"),
}


def write_findings(analysis: "Analysis", *, as_json: bool) -> None:
    """Print why *analysis* came out as it did."""
    from reader.extract.article.analysis import explain

    findings = list(explain(analysis))
    if as_json:
        write_json({"findings": [_as_dict(finding) for finding in findings]})
    else:
        write_table(list(_rows(findings)))


def _as_dict(finding: "Finding") -> dict[str, str]:
    return {
        "name": finding.name,
        "value": finding.value,
        "why": i18n.render(finding.why),
        "line": finding.line,
    }


def _rows(findings: "list[Finding]") -> Iterator[tuple[str, str, str]]:
    """The label where it changes, why, and what: the value, or the line that says it."""
    last = ""
    for finding in findings:
        label = _(_LABELS[finding.name]) if finding.name != last else ""
        last = finding.name
        what = finding.value
        if finding.line and finding.line != what:
            what = f"{what}  ← {finding.line}" if what else finding.line
        yield label, i18n.render(finding.why), what


# What an engine works on.

STDIO = "-"
LIMIT_MB = PAGE_MB
"""Of what is read as a whole."""


class InputStream:
    """Bytes that come by and by, whose beginning can be looked at."""

    def __init__(self, name: str, data: BinaryIO, size: int = 0) -> None:
        """Take *data*, of *size* bytes; 0 where that is not known."""
        self.name = name
        self.data = io.BufferedReader(cast(io.RawIOBase, data))
        self.size = size

    def peek(self) -> bytes:
        """Return what comes next, without taking it."""
        return self.data.peek()

    def read(self, limit: int) -> bytes:
        """Return all of it, if that is at most *limit* MB. Raises InputError."""
        return read_stream(self.data, limit, self.name)


def is_address(name: str) -> bool:
    """Tell whether *name* is an http or https address."""
    return name.startswith(("http://", "https://"))


@contextmanager
def named(name: str) -> Iterator[None]:
    """Let the errors of what reads an input call it *name*, as the command line did."""
    try:
        yield
    except InputError as error:
        raise error.having(name=name) from error


def read_input(name: str, context: CommandContext, url: str = "") -> Input:
    """Read a file, ``-`` or an address; *url* is where the bytes are said to come from.

    Raises FileMissing, InputError, FetchError.
    """
    if is_address(name):
        return asyncio.run(_fetch(name, context, url))
    with open_input(name, context) as found, translated(Path(found.name)):
        return Input(found.read(LIMIT_MB), found.name, url)


@contextmanager
def open_input(name: str, context: CommandContext) -> Iterator[InputStream]:
    """Open what `read_input` reads, for inputs of any size. Raises what that raises."""
    if name == STDIO:
        yield InputStream(_("标准输入"), sys.stdin.buffer)
    elif is_address(name):
        yield InputStream(name, io.BytesIO(read_input(name, context).data))
    else:
        path = Path(name)
        with translated(path):
            file = path.open("rb")
        with file:
            yield InputStream(path.name, file, os.fstat(file.fileno()).st_size)


async def _fetch(address: str, context: CommandContext, url: str) -> Input:
    from reader.fetch.client import Client

    settings = context.config.fetch
    async with Client(settings.timeout, proxy=settings.proxy) as client:
        response = await client.get(address)
    return Input(response.body, address, url or response.url, response.charset, now_in_china())


# An article as plain text.

MEASURE = 80
"""The most cells in a line of what is no article; 40 Han characters."""


def write_article(draft: Draft, ui: Ui, width: int | None = None) -> None:
    """Print *draft* in lines of at most *width* cells.

    Without one they are as on the screen of this terminal, and in a pipe a line a paragraph.
    """
    if width is None and output.is_terminal():
        width = min(output.terminal_width(), 2 * ui.measure)
    lines = article_lines(draft) if width is None else _typeset(draft, ui, width)
    for line in lines:
        print(line)


def _typeset(draft: Draft, ui: Ui, width: int) -> Iterator[str]:
    full = ui.punctuation == "full"
    style = Style(width, measure=-(-width // 2), full_width=full, printed=True)
    for _part, line in typeset(draft, style):
        yield "".join(text for text, _role in line).rstrip()


# The engines alone, on a file, an address or standard input.


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("input", metavar=_("文件|网址|-").upper(), help=_("- 是标准输入"))
    parser.add_argument(
        "--url", default="", metavar=_("网址").upper(), help=_("内容本来的网址，链接由它补全")
    )


def _extract_arguments(parser: ArgumentParser) -> None:
    _arguments(parser)
    parser.add_argument("--why", action="store_true", help=_("说明正文和各项是怎样找到的"))


def _extract(args: Namespace, context: CommandContext) -> int:
    from reader.extract.contract import as_dict
    from reader.extract.document import analyse_document

    found = read_input(args.input, context, args.url)
    with named(found.name):
        reading = analyse_document(
            found.data, found.name, found.url, charset=found.charset, now=found.now
        )
    if args.why:
        write_findings(reading, as_json=context.json)
    elif context.json:
        write_json(as_dict(reading.draft))
    else:
        write_article(reading.draft, context.config.ui)
    return 0


def _links(args: Namespace, context: CommandContext) -> int:
    from reader.extract.links import read_links

    found = read_input(args.input, context, args.url)
    with named(found.name):
        page = read_links(found.data, found.url, charset=found.charset, now=found.now)
    if context.json:
        entries = page.entries
        links = [{"url": e.url, "title": e.headline, "published": e.published} for e in entries]
        pages = [{"url": p.url, "name": p.title} for p in page.pages if p.url != found.url]
        write_json({"links": links, "next": page.next_page or None, "pages": pages})
    else:
        _write_entries(page)
    return 0


def _feed(args: Namespace, context: CommandContext) -> int:
    from reader.extract.contract import feed_as_dict
    from reader.extract.feed import parse_feed

    found = read_input(args.input, context, args.url)
    with named(found.name):
        feed = parse_feed(found.data, found.url, charset=found.charset, now=found.now)
    if context.json:
        write_json(feed_as_dict(feed))
    else:
        _write_entries(feed)
    return 0


def _write_entries(feed: Feed) -> None:
    write_table([((e.published or "")[:10], e.url, e.headline) for e in feed.entries])


COMMANDS = {
    "extract": Subcommand(_extract_arguments, _extract),
    "links": Subcommand(_arguments, _links),
    "feed": Subcommand(_arguments, _feed),
}
