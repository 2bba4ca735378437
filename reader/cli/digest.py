"""``zhnews digest``: the front page as text, Markdown, a web page or JSON, for mail and cron."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from reader.cli.command import CommandContext, Subcommand
from reader.cli.engines import MEASURE
from reader.cli.output import is_terminal, terminal_width, write_json
from reader.exchange import html, markdown
from reader.i18n import _
from reader.model import Article
from reader.news.front_page import Section
from reader.news.library import Library
from reader.news.places import place_id
from reader.news.search import since
from reader.news.work import catch_up
from reader.store.queue import PLACE, RULE, STORY
from reader.store.store import Store
from reader.text.article import byline, stamp
from reader.text.clean import clean, display_url, safe_url
from reader.text.dates import CST, now_in_china
from reader.text.wrap import wrap
from reader.wording.articles import path_name, printed_by

# A digest of news in words, as text, Markdown and HTML.


class DigestItem(Struct, frozen=True):
    """A story: its headline, where it can be read, and lines about it, such as its credits."""

    headline: str
    url: str
    lines: Sequence[str]


class Chapter(Struct, frozen=True):
    """A place, and what there is of it."""

    name: str
    items: Sequence[DigestItem]


class Digest(Struct, frozen=True):
    """Chapters under a title and a line about the time they are of.

    *nothing* is what is said where there are no chapters.
    """

    title: str
    period: str
    chapters: Sequence[Chapter]
    nothing: str


def as_text(digest: Digest, width: int | None = None) -> str:
    """Return a digest as plain text, a line a paragraph, or in lines of at most *width* cells."""
    return "".join(f"{line}\n" for line in _text_lines(digest, width))


def _text_lines(digest: Digest, width: int | None) -> Iterator[str]:
    yield from _wrapped(digest.title, width)
    yield from _wrapped(digest.period, width)
    if not digest.chapters:
        yield from ("", *_wrapped(digest.nothing, width))
    for chapter in digest.chapters:
        yield ""
        yield from _wrapped(chapter.name, width)
        for number, item in enumerate(chapter.items, 1):
            yield ""
            yield from _numbered(f"{number}. ", item, width)


def _numbered(number: str, item: DigestItem, width: int | None) -> Iterator[str]:
    indent = " " * len(number)
    room = None if width is None else max(1, width - len(number))
    for words in filter(None, (item.headline, *item.lines, display_url(safe_url(item.url)))):
        for line in _wrapped(words, room):
            yield number + line
            number = indent


def _wrapped(line: str, width: int | None) -> Sequence[str]:
    return [clean(line)] if width is None else wrap(clean(line), width)


def as_markdown(digest: Digest) -> str:
    """Return a digest as CommonMark."""
    return "\n\n".join(_markdown_blocks(digest)) + "\n"


def _markdown_blocks(digest: Digest) -> Iterator[str]:
    yield f"# {markdown.text(digest.title)}"
    yield markdown.text(digest.period)
    if not digest.chapters:
        yield markdown.text(digest.nothing)
    for chapter in digest.chapters:
        yield f"## {markdown.text(chapter.name)}"
        for number, item in enumerate(chapter.items, 1):
            mark = f"{number}. "
            lines = [markdown.link(item.headline, item.url), *map(markdown.text, item.lines)]
            yield mark + ("\\\n" + " " * len(mark)).join(lines)


def as_html(digest: Digest) -> str:
    """Return a digest as a page of its own (`reader.exchange.html.page`)."""
    return html.page(digest.title, "".join(_html_parts(digest)))


def _html_parts(digest: Digest) -> Iterator[str]:
    yield f"<h1>{html.text(digest.title)}</h1>\n"
    yield f'<p class="quiet">{html.text(digest.period)}</p>\n'
    if not digest.chapters:
        yield f'<p class="quiet">{html.text(digest.nothing)}</p>\n'
    for chapter in digest.chapters:
        items = "".join(map(_html_item, chapter.items))
        yield f"<section>\n<h2>{html.text(chapter.name)}</h2>\n<ol>\n{items}</ol>\n</section>\n"


def _html_item(item: DigestItem) -> str:
    lines = "".join(f'<p class="quiet">{html.text(line)}</p>' for line in item.lines)
    return f"<li><h3>{html.link(item.headline, item.url)}</h3>{lines}</li>\n"


# ``zhnews digest``: the front page as text, for mail, print and cron.

FORMATS = ("text", "markdown", "html", "json")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--region",
        action="append",
        default=[],
        metavar=_("地区"),
        help=_(
            "只要这个地区和它下面的，可以写几次；不写就是收藏的地区和它们周围，没有收藏就是全部"
        ),
    )
    parser.add_argument(
        "--since", default="1d", metavar=_("日期"), help=_("从什么时候起：12h、2026-05-01（1d）")
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        metavar="|".join(FORMATS),
        help=_("写成什么：文字、Markdown、网页、JSON"),
    )


def _digest(args: Namespace, context: CommandContext) -> int:
    now, regions = now_in_china(), [place_id(region) for region in args.region]
    start = since(args.since, now)
    with Store.open(context.database) as store:
        catch_up(store, PLACE, STORY, RULE, folds=context.config.ui.reprints)
        page = Library(store, now=lambda: now).front_page
        sections = page.sections(start, regions)
        ids = [story.article for section in sections for story in section.stories]
        articles = {article.head.id: article for article in store.articles.whole(ids)}
        names = page.printed_by([article.head for article in articles.values()])
    told = _Told(sections, articles, names, datetime.fromtimestamp(start, CST), now)
    _write(told, "json" if context.json else args.format)
    return 0


class _Told(Struct, frozen=True):
    """What a digest is made of: places with their stories, of *since* up to *until*."""

    sections: Sequence[Section]
    articles: Mapping[int, Article]
    names: Mapping[int, Sequence[str]]
    """What the sources are called that print the story of an article."""
    since: datetime
    until: datetime

    def stories(self, section: Section) -> list[Article]:
        """Return the articles that stand for the stories of a place, but for any gone by now."""
        ids = (story.article for story in section.stories)
        return [self.articles[id] for id in ids if id in self.articles]


def _write(told: _Told, form: str) -> None:
    if form == "json":
        write_json(_as_json(told))
    elif form == "text":
        width = min(terminal_width(), MEASURE) if is_terminal() else None
        print(as_text(_in_words(told), width), end="")
    else:
        write = as_html if form == "html" else as_markdown
        sys.stdout.buffer.write(write(_in_words(told)).encode())


def _as_json(told: _Told) -> dict[str, Any]:
    """Return a digest as its contract has it."""
    return {
        "since": told.since.isoformat(),
        "until": told.until.isoformat(timespec="seconds"),
        "places": [
            {
                "id": section.place,
                "name": path_name(section.place),
                "stories": [
                    _story_as_json(article, told.names[article.head.id])
                    for article in told.stories(section)
                ],
            }
            for section in told.sections
        ],
    }


def _story_as_json(article: Article, sources: Sequence[str]) -> dict[str, Any]:
    head, draft = article.head, article.draft
    return {
        "id": head.id,
        "title": head.headline,
        "url": head.url,
        "time": datetime.fromtimestamp(head.time, CST).isoformat(),
        "sources": sources,
        "region": head.region,
        "source": head.source,
        "author": draft.author,
        "editor": draft.editor,
        "responsible_editor": draft.responsible_editor,
    }


def _in_words(told: _Told) -> Digest:
    since, until = (stamp(moment.isoformat()) for moment in (told.since, told.until))
    return Digest(
        title=_("要闻"),
        period=_("{since} 至 {until}", since=since, until=until),
        chapters=[
            Chapter(
                path_name(section.place),
                [_item(article, told.names[article.head.id]) for article in told.stories(section)],
            )
            for section in told.sections
        ],
        nothing=_("没有新消息"),
    )


def _item(article: Article, names: Sequence[str]) -> DigestItem:
    """Tell who prints a story, where several do, and its credits."""
    head = article.head
    printed = printed_by(names) if len(names) > 1 else ""
    credits = " · ".join(byline(article.draft, head.source))
    return DigestItem(head.headline, head.url, [*filter(None, (printed, credits))])


COMMANDS = {"digest": Subcommand(_arguments, _digest)}
