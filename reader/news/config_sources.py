"""The sources that the config declares, and their checks."""

import os
from pathlib import Path

from msgspec.structs import replace

from reader.errors import BadAddress, InputError, UnknownRegion
from reader.i18n import _, render
from reader.model import Source
from reader.news.due import by_region
from reader.news.refresh.folders import expand, folder_source
from reader.regions.lookup import require
from reader.settings import config, paths
from reader.settings.config import Config, SourceTable
from reader.store.store import Store
from reader.text import addresses
from reader.text.clean import clean, display_url, has_controls, safe_url, split_login


def declare(store: Store, settings: Config, file: Path | None = None) -> None:
    """Store the sources of the ``[[source]]`` tables of *settings*.

    *file* is where they were read from, None the config in use; relative folders start there.
    Raises ConfigError with the line of an address or a region that means nothing, here or in
    ``[keep]``, and of an address that was declared before.
    """
    file = file or paths.config_file()
    declared = _declared_sources(settings, file)
    _check_keep(settings, file)
    store.sources.declare([_as_found_out(source, store) for source in declared])


def check_folders(settings: Config, file: Path) -> None:
    """Check the folders that *settings* declare. Raises ConfigError for one that is missing.

    `declare` does not check them: a disk that is away for a day is a problem of that source alone.
    """
    for index, source in enumerate(_declared_sources(settings, file)):
        if source.kind == "folder":
            try:
                folder_source(Path(source.url))
            except InputError as error:
                raise config.fault(file, ("source", index, "url"), render(error)) from None


def _declared_sources(settings: Config, file: Path) -> list[Source]:
    declared: dict[str, Source] = {}
    for index, table in enumerate(settings.source):
        source = _source_of(table, index, file)
        if source.url in declared:
            detail = _("前面已经有“{url}”这个来源。", url=display_url(table.url))
            raise config.fault(file, ("source", index, "url"), detail)
        declared[source.url] = source
    return list(declared.values())


def _check_keep(settings: Config, file: Path) -> None:
    try:
        by_region(settings.keep)
    except UnknownRegion as error:
        raise config.fault(file, ("keep", "regions"), render(error)) from None


def _source_of(table: SourceTable, index: int, file: Path) -> Source:
    try:
        region = require(table.region).id if table.region else None
    except UnknownRegion as error:
        raise config.fault(file, ("source", index, "region"), render(error)) from None
    url, login = split_login(safe_url(table.url))
    try:
        addresses.check(url)
    except BadAddress as error:
        raise config.fault(file, ("source", index, "url"), render(error)) from None
    kind = table.kind
    is_path = "://" not in table.url and not has_controls(table.url)
    if not url and kind in ("auto", "folder") and is_path:
        url, kind = os.path.normpath(file.absolute().parent / expand(table.url)), "folder"
    elif not url or kind == "folder":
        detail = _(
            "“{url}”要写成 http:// 或 https:// 开头的网址，或一个文件夹的路径。",
            url=display_url(table.url),
        )
        raise config.fault(file, ("source", index, "url"), detail)
    return Source(
        url=url,
        login=login,
        kind=kind,
        name=clean(table.name),
        region=region,
        every=config.seconds(table.every) if table.every else None,
        full_text=table.full_text,
        charset=table.charset,
        part=clean(table.match),
        keep=table.keep or "",
        enabled=table.enabled,
    )


def _as_found_out(source: Source, store: Store) -> Source:
    """Return *source* with the kind that a refresh found out, where the config leaves it open."""
    known = store.sources.find(source.url) if source.kind == "auto" else None
    return replace(source, kind=known.kind) if known else source
