"""A document of any kind that zhnews reads: by its suffix, else by its content."""

import re
from datetime import datetime
from pathlib import PurePath

from reader.errors import EmptyInput, input_too_large, not_an_article
from reader.extract.article.analysis import Analysis
from reader.extract.article.text_files import analyse_markdown, analyse_text
from reader.extract.decode import PAGE_MB, TEXT, Input, decode
from reader.extract.page import analyse_page
from reader.model import Draft

_READERS = {
    ".txt": analyse_text,
    ".html": analyse_page,
    ".htm": analyse_page,
    ".md": analyse_markdown,
    ".markdown": analyse_markdown,
}
READABLE_SUFFIXES = tuple(_READERS)
"""The suffixes of the files that a folder is searched for."""

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|p|span|table|article|h[1-6])[\s>/]",
    re.IGNORECASE,
)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF|opml)[\s>]", re.DOTALL
)
_MARKDOWN = re.compile(r"\s*(?:---[ \t]*\n[\w-]+\s*:|#{1,2}\s+\S)")
_HEAD = 4096


def read_document(
    data: bytes,
    name: str,
    url: str = "",
    *,
    charset: str | None = None,
    now: datetime | None = None,
) -> Draft:
    """Return the article of a file or an answer; the parameters are those of `analyse_document`."""
    return analyse_document(data, name, url, charset=charset, now=now).draft


def analyse_document(
    data: bytes,
    name: str,
    url: str = "",
    *,
    charset: str | None = None,
    now: datetime | None = None,
) -> Analysis:
    """Read the article of a file or an answer that is called *name*.

    Raises `NotText` for binaries, `EmptyInput` for nothing, `InputError` for a feed or a page
    without headline and text, `InputError` for a page; of a long text the beginning is read.
    """
    if not data.strip():
        raise EmptyInput(name=name)
    analyse = _READERS.get(PurePath(name).suffix.lower())
    if analyse is None:
        head = decode(data[:TEXT], declared=charset, kind="html", name=name)[:_HEAD]
        if _FEED.match(head):
            raise not_an_article(name=name)
        analyse = (
            analyse_page
            if _HTML.search(head)
            else analyse_markdown
            if _MARKDOWN.match(head)
            else analyse_text
        )
    if analyse is analyse_page and len(data) > PAGE_MB << 20:
        raise input_too_large(name=name, limit=PAGE_MB)
    return analyse(Input(data, name, url, charset, now))
