"""Changing one setting of the config, whose comments stay where they are."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import IO, Any

from reader import disk
from reader.errors import BadArguments
from reader.i18n import _
from reader.settings import config, paths


def own_file(path: Path) -> Path:
    """Return the file to change where *path* is in use: the reader's own, there or not yet."""
    return (paths.user_config() if path == paths.default_config() else path).resolve()


def keep(path: Path, key: str, value: str) -> Path:
    """Set *key*, such as ``export.folder``, in the config at *path*, and return the file.

    Who has no config yet gets a copy of the shipped one. Raises what `with_setting`,
    `reader.disk.read_file` and `reader.disk.overwrite` raise.
    """
    file = own_file(path)
    before = disk.read_file(file if file.exists() else paths.default_config(), config.LIMIT_MB)
    text = with_setting(before.decode("utf-8-sig"), key, value)
    with disk.translated_write(file):
        file.parent.mkdir(parents=True, exist_ok=True)
    disk.overwrite(file, partial(_write, text))
    return file


def _write(text: str, file: IO[bytes]) -> None:
    file.write(text.encode())


def with_setting(text: str, key: str, value: Any) -> str:
    """Return the TOML *text* with one setting changed; its comments stay where they are.

    Raises BadArguments where *key* names no setting.
    """
    # config_lines finds settings, but knows no values: it cannot tell where one ends. tomlkit
    # writes them, and keeps comments.
    import tomlkit

    *tables, name = _parts(key)
    try:
        document = tomlkit.parse(text)
        table: Any = document
        for each in tables:
            if each not in table:
                _put(table, each, tomlkit.table() if table is document else tomlkit.inline_table())
            table = table[each]
        _put(table, name, value)
        return tomlkit.dumps(document)
    except Exception:  # for a value, or the list of sources; which one, each tomlkit decides
        raise BadArguments(
            detail=_("不能这样改“{key}”，用 zhnews config edit。", key=key), command="zhnews config"
        ) from None


def _put(table: Any, name: str, value: Any) -> None:
    """Set *name* in *table*; a new one comes before the comment that heads the next table."""
    from tomlkit.items import Comment, Table, Whitespace

    if name in table or not isinstance(table, Table):
        table[name] = value
        return
    body, remarks = table.value.body, list[Comment | Whitespace]()
    for _key, item in reversed(body):
        if not isinstance(item, Comment | Whitespace):
            break
        remarks.append(item)
    below = next((n for n, item in enumerate(remarks, 1) if isinstance(item, Whitespace)), 0)
    del body[len(body) - below :]
    table.add(name, value)
    for item in reversed(remarks[:below]):
        table.add(item)


def _parts(key: str) -> Sequence[str]:
    """Return the parts of *key*; the id of a command is one, whatever dots it has."""
    table, _dot, rest = key.partition(".")
    return (table, rest.strip("\"'")) if table == "keys" and rest else key.split(".")
