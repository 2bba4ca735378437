"""The names that encodings of text go by: the labels of the Encoding Standard.

encodings.tsv holds them; reader/data/README.md says where they come from.
"""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data" / "encodings.tsv"


def codec_of(label: str) -> str:
    """Return the name of Python's codec for the encoding *label*; empty if it is none of text.

    What the standard decodes as GB18030 is ``gb18030``, and ``big5hkscs`` what it decodes as Big5.
    """
    return _codecs().get(label.strip().lower(), "")


@cache
def _codecs() -> dict[str, str]:
    rows = (line.split("\t") for line in DATA.read_text("utf-8").splitlines())
    return {label: codec for codec, labels in rows for label in labels.split(" ")}
