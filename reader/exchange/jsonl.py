"""Articles as JSON Lines: one article a line, with its source and the reader's marks.

HTML in a line is not parsed here: that may run away, and this may not (`Line.html`).
"""

import re
from codecs import BOM_UTF8
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from reader.errors import BadRecord
from reader.exchange.blocks import read_blocks, write_blocks
from reader.extract import contract
from reader.extract.feeds.entry import extent_of
from reader.i18n import N_
from reader.model import JSON_FORMAT, STATED, Block, Draft, Extent, Link, Masthead
from reader.text import dates
from reader.text.clean import clean, safe_url

_BAD_ITEM = N_("{name} 第 {line} 行不是一篇文章的 JSON 记录。")

T = TypeVar("T")

_LONG = 1000
"""Characters of a headline, a name or an identity."""
_SUMMARY = 10_000
_MANY = 100
"""Notes, pages and cities of one article, at most."""


class ArticleRecord(Struct, frozen=True, kw_only=True):
    """An article out of a line, or for one."""

    feed: str
    """The address of its source, with credentials perhaps, or the path of a folder."""
    feed_title: str
    draft: Draft
    time: int | None = None
    """When it came, for one that states no time; None: nobody knows."""
    regions: tuple[str, ...] = ()
    """Ids or names of places; empty: the article tells."""
    read: bool = False
    starred: bool = False


class _Known(msgspec.Struct, frozen=True, kw_only=True):
    """The fields that every program may rely on, in the order in which they are written."""

    feed: str
    feed_title: str | None = None
    guid: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    author: str | None = None
    source: str | None = None
    editor: str | None = None
    responsible_editor: str | None = None
    summary: str | None = None
    html: str | UnsetType | None = UNSET
    body: list[str] | UnsetType | None = UNSET
    regions: list[str] | None = None
    read: bool | None = None
    starred: bool | None = None


_NULL = msgspec.Raw(b"null")


_TEXTS = tuple(name for name in (*STATED, "page") if name not in _Known.__struct_fields__)
"""Further fields of a draft that are a text or None."""


class _ReadOthers(_Known, frozen=True, kw_only=True):
    link: msgspec.Raw = _NULL
    """What lists that are written as JSON called the address, which is read as `url` is."""
    breadcrumb: msgspec.Raw = _NULL
    notes: msgspec.Raw = _NULL
    pages: msgspec.Raw = _NULL
    blocks: msgspec.Raw = _NULL
    masthead: msgspec.Raw = _NULL
    extent: msgspec.Raw = _NULL
    cut: msgspec.Raw = _NULL
    time: msgspec.Raw = _NULL


class _WrittenOthers(_Known, frozen=True, kw_only=True):
    format: int = JSON_FORMAT
    breadcrumb: str | UnsetType = UNSET
    notes: Sequence[str] | UnsetType = UNSET
    pages: Sequence[str] | UnsetType = UNSET
    blocks: Sequence[dict[str, Any]] | UnsetType = UNSET
    masthead: dict[str, Any] | UnsetType = UNSET
    extent: Extent | UnsetType = UNSET
    cut: bool | UnsetType = UNSET
    time: int | UnsetType = UNSET


_Read: Any = msgspec.defstruct(
    "_Read",
    [(name, msgspec.Raw, _NULL) for name in _TEXTS],
    bases=(_ReadOthers,),
    frozen=True,
    kw_only=True,
)
"""A line. Others may mean something else by the further fields, or by any other name."""

WrittenLine: Any = msgspec.defstruct(
    "WrittenLine",
    [(name, str | UnsetType, UNSET) for name in _TEXTS],
    bases=(_WrittenOthers,),
    frozen=True,
    kw_only=True,
)
"""A line with the further fields, each of which is left out where there is nothing to say."""


class _City(msgspec.Struct):
    name: str
    url: str


class _Masthead(msgspec.Struct):
    channel: str | None = None
    cities: list[_City] = []
    hotline: str | None = None
    email: str | None = None


_FIELD = re.compile(r"(?:at `\$\.|required field `)(\w+)")
"""Where msgspec says which field is wrong or missing."""
_FLAG = "true|false"
_FORMS = {
    "feed": '"https://…"',
    "body": '["…", "…"]',
    "regions": '["…", "…"]',
    "read": _FLAG,
    "starred": _FLAG,
}
"""What a field looks like in JSON, where it is no text."""

_decoder = msgspec.json.Decoder(_Read)
_text = msgspec.json.Decoder(str | None)
_texts = msgspec.json.Decoder(list[str] | None)
_number = msgspec.json.Decoder(int | None)
_flag = msgspec.json.Decoder(bool | None)
_extent = msgspec.json.Decoder(Extent | None)
_masthead = msgspec.json.Decoder(_Masthead | None)


class JsonLine:
    """The line *number* of the file *name*, decoded, whose HTML is not parsed yet."""

    def __init__(self, fields: Any, name: str, number: int) -> None:
        self._fields = fields
        self._name, self._number = name, number
        self._blocks = () if fields.blocks is _NULL else read_blocks(fields.blocks)
        self.url = safe_url(fields.url or _further(fields.link, _text) or "")

    @property
    def html(self) -> str:
        """What has to be parsed to know the body, empty where the line has it in another form."""
        return "" if self._blocks else self._fields.html or ""

    def item(self, parsed: tuple[Block, ...] = (), *, now: datetime | None = None) -> ArticleRecord:
        """Return the article. Raises BadRecord where it has no words or no source.

        *parsed* is what `html` came to; *now* is what times such as 昨天 count back from.
        """
        fields, feed = self._fields, _feed(self._fields.feed)
        draft = self._draft(self._blocks or parsed or _paragraphs(fields.body or ()), now)
        for field, value in (("title", draft.headline), ("feed", feed)):
            if not value:
                raise _bad(field, self._name, self._number)
        return ArticleRecord(
            feed=feed,
            feed_title=_short(fields.feed_title),
            draft=draft,
            time=_further(fields.time, _number),
            regions=tuple(_short(region) for region in fields.regions or ()),
            read=bool(fields.read),
            starred=bool(fields.starred),
        )

    def _draft(self, blocks: tuple[Block, ...], now: datetime | None) -> Draft:
        fields, url = self._fields, self.url
        texts, published = _texts_of(blocks), fields.published
        summary = clean((fields.summary or "")[:_SUMMARY])
        further = {name: _short(_further(getattr(fields, name), _text)) or None for name in _TEXTS}
        draft = Draft(
            headline=_short(fields.title) or _short(next(iter(texts), "")),
            url=url,
            guid=_short(fields.guid),
            published=dates.parse(published[:_LONG], now=now, url=url) if published else None,
            source=_short(fields.source) or None,
            author=_short(fields.author) or None,
            editor=_short(fields.editor) or None,
            responsible_editor=_short(fields.responsible_editor) or None,
            breadcrumb=_short(_further(fields.breadcrumb, _text)),
            summary=summary,
            blocks=blocks,
            notes=tuple(filter(None, map(clean, _list(fields.notes)))),
            pages=tuple(filter(None, map(safe_url, _list(fields.pages)))),
            masthead=_read_masthead(_further(fields.masthead, _masthead)),
            extent=_further(fields.extent, _extent) or _extent_of(texts, summary),
            cut=_further(fields.cut, _flag) or False,
        )
        return replace(draft, **further)


def decode(line: bytes, name: str, number: int) -> JsonLine:
    """Return what a *line* says, the *number*-th of the file *name*.

    Raises BadRecord where it is no JSON object, and BadRecord where a field is of a wrong type.
    """
    try:
        return JsonLine(_decoder.decode(line.removeprefix(BOM_UTF8)), name, number)
    except msgspec.ValidationError as error:
        if field := _FIELD.search(str(error)):
            raise _bad(field[1], name, number) from None
        raise BadRecord(_BAD_ITEM, name=name, line=number) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadRecord(_BAD_ITEM, name=name, line=number) from None


def _bad(field: str, name: str, number: int) -> BadRecord:
    return BadRecord(
        N_("{name} 第 {line} 行的 {field} 没有写或写错了，要写成 {form}。"),
        name=name,
        line=number,
        field=field,
        form=_FORMS.get(field, '"…"'),
    )


def write_item(item: ArticleRecord) -> bytes:
    """Return the line of an article, with its end."""
    draft = item.draft
    is_plain = all(block.kind == "paragraph" and not block.spans for block in draft.blocks)
    as_read = _extent_of(_texts_of(draft.blocks), draft.summary)
    line = WrittenLine(
        feed=item.feed,
        feed_title=item.feed_title,
        guid=draft.guid,
        url=draft.url,
        title=draft.headline,
        published=draft.published,
        author=draft.author,
        source=draft.source,
        editor=draft.editor,
        responsible_editor=draft.responsible_editor,
        summary=draft.summary,
        html=UNSET if is_plain else write_blocks(draft.blocks),
        body=[block.text for block in draft.blocks] if is_plain else UNSET,
        regions=list(item.regions),
        read=item.read,
        starred=item.starred,
        **{name: getattr(draft, name) or UNSET for name in _TEXTS},
        breadcrumb=draft.breadcrumb or UNSET,
        notes=draft.notes or UNSET,
        pages=draft.pages or UNSET,
        blocks=UNSET if is_plain else [contract.block_as_dict(block) for block in draft.blocks],
        masthead=contract.masthead_as_dict(draft.masthead) if draft.masthead else UNSET,
        extent=UNSET if draft.extent == as_read else draft.extent,
        cut=draft.cut or UNSET,
        time=UNSET if item.time is None else item.time,
    )
    return msgspec.json.encode(line) + b"\n"


def _feed(text: str) -> str:
    """Return the address, or the path where it is an absolute one; empty for anything else."""
    if url := safe_url(text):
        return url
    is_path = PurePath(text).is_absolute() and len(text) <= _LONG and clean(text) == text
    return text if is_path else ""


def _paragraphs(texts: Sequence[str]) -> tuple[Block, ...]:
    return tuple(Block("paragraph", text) for text in map(clean, texts) if text)


def _texts_of(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if block.kind != "figure" and block.text]


def _extent_of(texts: list[str], summary: str) -> Extent:
    return extent_of(texts, len(summary), True)


def _further(raw: msgspec.Raw, decoder: "msgspec.json.Decoder[T | None]") -> T | None:
    """Return a further field, None where it is of another kind than ours."""
    if raw is _NULL:
        return None
    try:
        return decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _list(raw: msgspec.Raw) -> list[str]:
    return (_further(raw, _texts) or [])[:_MANY]


def _read_masthead(found: _Masthead | None) -> Masthead | None:
    if found is None:
        return None
    cities = ((_short(city.name), safe_url(city.url)) for city in found.cities[:_MANY])
    return Masthead(
        channel=_short(found.channel) or None,
        cities=tuple(Link(name, url) for name, url in cities if name and url),
        hotline=_short(found.hotline) or None,
        email=_short(found.email) or None,
    )


def _short(text: str | None) -> str:
    return clean(text[:_LONG]) if text else ""
