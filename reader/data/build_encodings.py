"""Build encodings.tsv and codes.tsv: what the Encoding Standard knows and Python does not.

Run it as ``python reader/data/build_encodings.py FOLDER``, with the files encodings.json,
index-gb18030.txt and index-big5.txt of the standard (WHATWG, https://encoding.spec.whatwg.org) in
FOLDER.
"""

import codecs
import json
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
CODECS = {
    "GBK": "gb18030",  # which the standard decodes GBK by, too
    "Big5": "big5hkscs",
    "EUC-KR": "cp949",
    "Shift_JIS": "cp932",
    "ISO-8859-8-I": "iso-8859-8",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
    "UTF-16BE": "utf-16-be",
    "UTF-16LE": "utf-16-le",
}
"""Python's codecs of the encodings that it calls by other names."""
NO_TEXT = ("replacement", "x-user-defined")
BESIDE = {b"\x80": "€", b"\x81\x35\xf4\x37": "\ue7c7"}
"""What the decoder of GB18030 reads beside its index of two-byte codes."""


def main(folder: Path) -> None:
    """Write both files beside this script."""
    groups = json.loads((folder / "encodings.json").read_text("utf-8"))
    encodings = [encoding for group in groups for encoding in group["encodings"]]
    labels = "".join(
        f"{_codec(encoding['name'])}\t{' '.join(encoding['labels'])}\n"
        for encoding in encodings
        if encoding["name"] not in NO_TEXT
    )
    (HERE / "encodings.tsv").write_text(labels, "utf-8", newline="\n")
    gb18030 = {_pair(at, 190, 0x3F, 0x41): sign for at, sign in _index(folder, "gb18030")}
    big5 = {_pair(at, 157, 0x3F, 0x62): sign for at, sign in _index(folder, "big5")}
    others = BESIDE | {c: sign for c, sign in gb18030.items() if c.decode("gb18030") != sign}
    missing = {c: sign for c, sign in big5.items() if "\ufffd" in c.decode("big5hkscs", "replace")}
    lines = [*_lines("gb18030", others), *_lines("big5hkscs", missing)]
    (HERE / "codes.tsv").write_text("".join([*lines, "\n"]).lstrip(), "utf-8", newline="\n")


def _codec(name: str) -> str:
    codec = CODECS.get(name, name.lower())
    codecs.lookup(codec)
    return codec


def _index(folder: Path, name: str) -> Iterator[tuple[int, str]]:
    """Yield each pointer of an index with its character."""
    for line in (folder / f"index-{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            pointer, code, *_ = line.split("\t")
            yield int(pointer), chr(int(code, 16))


def _pair(pointer: int, trails: int, low: int, gap: int) -> bytes:
    """Return the two bytes of *pointer*: *trails* a lead, and behind the *low* first a gap."""
    lead, trail = divmod(pointer, trails)
    return bytes((0x81 + lead, trail + (0x40 if trail < low else gap)))


def _lines(codec: str, codes: dict[bytes, str]) -> Iterator[str]:
    """Yield the lines of codes.tsv: codec, first code, and the characters from there on."""
    for code in sorted(codes):
        if (int.from_bytes(code) - 1).to_bytes(len(code)) not in codes:
            yield f"\n{codec}\t{code.hex()}\t"
        yield codes[code]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
