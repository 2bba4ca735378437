"""The engines alone, on a file, an address or standard input: extract, links, feed."""

from argparse import ArgumentParser, Namespace

from reader.cli.article_text import write_article
from reader.cli.context import Command, Context
from reader.cli.findings import write_findings
from reader.cli.inputs import named, read_input
from reader.cli.output import write_json, write_table
from reader.i18n import _
from reader.model import Feed


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("input", metavar=_("文件|网址|-").upper(), help=_("- 是标准输入"))
    parser.add_argument(
        "--url", default="", metavar=_("网址").upper(), help=_("内容本来的网址，链接由它补全")
    )


def _extract_arguments(parser: ArgumentParser) -> None:
    _arguments(parser)
    parser.add_argument("--why", action="store_true", help=_("说明正文和各项是怎样找到的"))


def _extract(args: Namespace, context: Context) -> int:
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


def _links(args: Namespace, context: Context) -> int:
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


def _feed(args: Namespace, context: Context) -> int:
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
    "extract": Command(_extract_arguments, _extract),
    "links": Command(_arguments, _links),
    "feed": Command(_arguments, _feed),
}
