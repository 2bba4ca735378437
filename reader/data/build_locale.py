"""Collect the messages of the code into the English catalogue, and compile it.

Usage: uv run python -m reader.data.build_locale

Messages are the Chinese sentences marked by ``_()`` and ``N_()``. New ones come into ``zhnews.po``
untranslated; those no longer in the code leave it. The same code and texts give the same files.
A message with ``{n}`` may be given a plural there: ``msgid_plural``, the same Chinese again, and
``msgstr[0]`` and ``msgstr[1]`` in place of ``msgstr``.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent
PO = PACKAGE / "data" / "locale" / "en" / "LC_MESSAGES" / "zhnews.po"
MO = PO.with_suffix(".mo")


HEADER = """\
Project-Id-Version: zhnews
Language: en
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit
Plural-Forms: nplurals=2; plural=(n != 1);
"""
"""What gettext needs to know, without the dates, addresses and versions that Babel adds."""


class English(Catalog):
    """A catalogue that always has the same header."""

    def __iter__(self) -> Iterator[Message]:
        """Yield the header, which is the text of the empty message, and the messages."""
        _, *messages = super().__iter__()
        yield Message("", HEADER)
        yield from messages


def collect() -> Iterator[tuple[str, str]]:
    """Yield each message that the code marks, with the file it stands in, below the package."""
    found = extract_from_dir(PACKAGE, keywords={"_": None, "N_": None})
    for file, _line, message, _comments, _context in found:
        if isinstance(message, str):
            yield message, Path(file).as_posix()


def stored() -> dict[str, tuple[str, ...]]:
    """Return the English texts of each message in ``zhnews.po``: one, or one and many."""
    with PO.open("rb") as file:
        items = [item for item in read_po(file) if item.id]
    return {_forms(item.id)[0]: _forms(item.string) for item in items}


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def catalogue() -> English:
    """Return the messages of the code with their English texts, as far as there are any."""
    texts = stored()
    comment = "# The English texts of zhnews. Translate here; reader/data/build_locale.py writes."
    catalog = English(locale="en", header_comment=comment, fuzzy=False)
    for message, file in collect():
        forms = texts.get(message, ("",))
        if len(forms) > 1:
            catalog.add((message, message), forms, locations=[(file, 0)])
        else:
            catalog.add(message, forms[0], locations=[(file, 0)])
    return catalog


def files(catalog: Catalog) -> dict[Path, bytes]:
    """Return what *catalog* is as ``zhnews.po`` and, compiled, as ``zhnews.mo``."""
    po, mo = BytesIO(), BytesIO()
    write_po(po, catalog, width=0, include_lineno=False, sort_output=True)
    write_mo(mo, catalog)
    return {PO: po.getvalue(), MO: mo.getvalue()}


def main() -> None:
    """Bring the catalogue up to date and compile it."""
    catalog = catalogue()
    for path, data in files(catalog).items():
        path.write_bytes(data)
    missing = [str(item.id) for item in catalog if not all(_forms(item.string))]
    print(f"{len(catalog)} messages, {len(missing)} without English", *missing, sep="\n  ")


if __name__ == "__main__":
    main()
