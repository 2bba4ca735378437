"""``zhnews region``: the tree, and what a text is about; ``zhnews regions``: a line at a time."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from reader import i18n
from reader.cli.command import CommandContext, Subcommand
from reader.cli.engines import LIMIT_MB, STDIO, InputStream, open_input
from reader.cli.output import write_json, write_table
from reader.disk import read_lines
from reader.errors import BadArguments, BadRecord, item_too_long
from reader.i18n import _
from reader.model import Count, Placement, Region
from reader.news.places import NOWHERE
from reader.news.work import catch_up
from reader.regions.gazetteer import load
from reader.regions.lookup import require, resolve
from reader.regions.place import place, region_beside
from reader.store.queue import PLACE
from reader.store.store import Store
from reader.text.clean import clean


def _region_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action",
        choices=["tree", "of"],
        metavar="tree|of",
        help=_("tree：地区的树；of：一段文字说的是哪里"),
    )
    parser.add_argument("what", nargs="?", default="", metavar=_("地区|文字").upper())
    parser.add_argument("--counts", action="store_true", help=_("有多少文章，多少未读"))


def _region(args: Namespace, context: CommandContext) -> int:
    if args.action == "of":
        if not args.what:
            raise BadArguments(
                detail=_("缺少参数 {what}。", what=_("文字")), command="zhnews region"
            )
        _write_placements([(None, place("", args.what))], context)
        return 0
    root = require(args.what).id if args.what else None
    regions = list(_tree(root))
    counts: Mapping[str, Count] = {}
    if args.counts:
        with Store.open(context.database) as store:
            catch_up(store, PLACE)
            counts = store.marks.counts()
    if context.json:
        write_json({"regions": [_as_json(region, counts.get(region.id)) for region in regions]})
    else:
        _write_tree(regions, counts)
    return 0


def _tree(root: str | None) -> Iterator[Region]:
    """Yield *root*, None being the country, and all below it, a parent before its children."""
    gazetteer = load()
    if root is not None:
        yield gazetteer[root]
    for child in gazetteer.children(root):
        yield from _tree(child.id)


def _as_json(region: Region, count: Count | None) -> dict[str, Any]:
    return {
        "id": region.id,
        "name": region.name,
        "level": region.level,
        "parent": region.parent,
        **({"total": count.total, "unread": count.unread} if count else {}),
    }


def _write_tree(regions: list[Region], counts: Mapping[str, Count]) -> None:
    gazetteer = load()
    top = len(gazetteer.path(regions[0].id)) if regions else 0
    for region in regions:
        count = counts.get(region.id)
        held = f"  {count.unread}/{count.total}" if count else ""
        print("  " * (len(gazetteer.path(region.id)) - top) + f"{region.name} {region.id}{held}")


def _regions_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "input",
        nargs="?",
        default=STDIO,
        metavar=_("文件").upper(),
        help=_(
            "JSON Lines：id、headline、text、source、url、channel、breadcrumb；不写就读标准输入"
        ),
    )


def _regions(args: Namespace, context: CommandContext) -> int:
    with open_input(args.input, context) as found:
        records = _records(found)
        _write_placements(((record.get("id"), _placement(record)) for record in records), context)
    return 0


def _records(found: InputStream) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(read_lines(found.data, LIMIT_MB << 20), 1):
        if not line.strip():
            continue
        if len(line) > LIMIT_MB << 20:
            raise item_too_long(name=found.name, line=number, limit=LIMIT_MB)
        try:
            yield msgspec.json.decode(line, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise BadRecord(name=found.name, line=number) from None


def _placement(record: dict[str, Any]) -> Placement:
    """Place one record; its ``source`` helps where it is a region, or a press named after one.

    So do the ``url``, ``channel`` and ``breadcrumb`` that stand beside it.
    """
    headline, text, source = (_stated(record, key) for key in ("headline", "text", "source"))
    near = resolve(source) if source else None
    beside = region_beside(*(_stated(record, key) for key in ("url", "channel", "breadcrumb")))
    return place(headline, text, near.id if near else None, press=source, beside=beside)


def _stated(record: dict[str, Any], key: str) -> str:
    """Return a field as text; the steps of a breadcrumb may be a list."""
    value = record.get(key) or ""
    return " > ".join(map(str, value)) if isinstance(value, list) else str(value)


def _write_placements(placements: Iterable[tuple[Any, Placement]], context: CommandContext) -> None:
    for id, placement in placements:
        reason = i18n.render(placement.reason)
        if context.json:
            of = {"primary": placement.primary, "regions": placement.regions, "reason": reason}
            write_json({"id": id, **of})
        else:
            write_table(
                [(*([] if id is None else [clean(str(id))]), _name(placement.primary), reason)]
            )


def _name(id: str | None) -> str:
    if id is None:
        return _("看不出")
    return _(NOWHERE[id]) if id in NOWHERE else load()[id].name


COMMANDS = {
    "region": Subcommand(_region_arguments, _region),
    "regions": Subcommand(_regions_arguments, _regions),
}
