"""Keys: how they are shown, and the user's own from ``[keys]``."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

from textual.binding import Binding
from textual.keys import Keys, format_key

from reader.i18n import _
from reader.tui.commands import BY_ID, COMMANDS, Command, Place

MODIFIERS = ("ctrl", "alt", "shift")

NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "backspace": "BS",
    "delete": "Del",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "tab": "Tab",
    "shift+tab": "S-Tab",
}
"""Keys whose names we show our own way."""


def keys_of(command: Command, keymap: Mapping[str, str]) -> list[str]:
    """Return the keys of *command* as shown, the user's own where there are any."""
    return [shown(key) for key in _parted(keymap.get(command.id, command.keys))]


def first_key(command: Command, keymap: Mapping[str, str]) -> str:
    """Return the first key of *command*, as the events of Textual name it."""
    keys = keymap.get(command.id, command.keys)
    return next(iter(Binding.make_bindings([(keys, command.action)]))).key


def _parted(keys: str) -> list[str]:
    return keys.split(",") if keys else []


def shown(key: str) -> str:
    """Return a key's name for people: ``ctrl+d`` is C-d, ``f5`` is F5, ``question_mark`` is ?."""
    if key in NAMES:
        return NAMES[key]
    modifiers, _plus, name = key.rpartition("+")
    if modifiers:
        prefix = "".join(modifier[0].upper() + "-" for modifier in modifiers.split("+"))
        return prefix + shown(name)
    if is_function_key(name):
        return name.upper()
    try:
        return unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return format_key(name)


def is_function_key(name: str) -> bool:
    """Whether *name* is ``f1`` to ``f24``."""
    return name[:1] == "f" and name[1:].isdecimal() and 1 <= int(name[1:]) <= 24


def is_key(key: str) -> bool:
    """Whether *key* is one that a terminal can send: a character, or a name as Textual gives it."""
    *modifiers, name = key.split("+")
    if any(modifier not in MODIFIERS for modifier in modifiers):
        return False
    if len(name) == 1 or is_function_key(name) or name in Keys._value2member_map_:
        return True
    try:
        return bool(unicodedata.lookup(name.replace("_", " ")))
    except KeyError:
        return False


APART = ({"list", "article"}, {"sources", "screen"}, {"sources", "article"})
"""Places of which only one has the keys at a time."""


def overlap(one: Place, other: Place) -> bool:
    """Whether commands of the two places could hear the same key."""
    return one == other or not ({one, other} in APART or "found" in (one, other))


def check(
    keys: Mapping[str, str],
    fail: Callable[[str, str], Exception],
    own: Mapping[str, Command] = {},
) -> dict[str, str]:
    """Return the keymap of the user's ``[keys]``: command ids to keys.

    An unknown command, an unknown key or two commands on one key raise what *fail* makes of the
    command's id and the sentence; so do the keys of the user's *own* commands.
    """
    given = {id: command.keys for id, command in own.items()} | dict(keys)
    for id, value in given.items():
        if id not in BY_ID and id not in own:
            raise fail(id, _("没有“{id}”这个命令，zhnews help keys 列出所有命令。", id=id))
        for key in value.split(","):
            if not is_key(key.strip()):
                raise fail(id, _("没有“{key}”这个键，要写成 s、f9、ctrl+d 这样。", key=key.strip()))
    keymap = {id: ",".join(key.strip() for key in value.split(",")) for id, value in given.items()}
    clash = first_clash(keymap, own.values())
    if clash is not None:
        mine, other, key = clash
        raise fail(
            mine,
            _(
                "“{key}”同时是 {mine} 和 {other} 的键，请改一个。",
                key=shown(key),
                mine=mine,
                other=other,
            ),
        )
    return keymap


def first_clash(
    keymap: Mapping[str, str], own: Iterable[Command] = ()
) -> tuple[str, str, str] | None:
    """Find two commands on one key: the remapped one, the other, and the key."""
    commands = (*COMMANDS, *own)
    taken = {c.id: set(_parted(keymap.get(c.id, c.keys))) for c in commands}
    for one, other in combinations(commands, 2):
        shared = taken[one.id] & taken[other.id]
        if shared and overlap(one.place, other.place):
            mine, theirs = (other, one) if other.id in keymap else (one, other)
            return mine.id, theirs.id, min(shared)
    return None
