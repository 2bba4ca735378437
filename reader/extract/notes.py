"""The notes of an article: copyright and declarations that stand below it."""

import re
from collections.abc import Sequence

from reader.extract.furniture import is_notice, is_related

_FOOTER = re.compile(
    r"©|Copyright|ICP|[备備]案|公网安备|许可证|网站标识|[关關]于我们|All Rights Reserved",
    re.IGNORECASE,
)
_HEADING = re.compile(r".{0,30}(?:声明|聲明|说明|须知|提示)\W{0,2}")
_NEAR = 12
"""Lines: a notice further below the article is the site's, not the article's."""


def read(lines: Sequence[str]) -> tuple[str, ...]:
    """Give the notices among the *lines* below a body, those of the site's footer left out.

    What follows a heading such as 版权声明 belongs to it as long as it is text.
    """
    notes: list[str] = []
    declared = False
    for index, text in enumerate(lines):
        if _FOOTER.search(text) or is_related(text):
            break
        if _HEADING.fullmatch(text) and len(text) <= 40:
            declared = True
            notes.append(text)
        elif (declared and len(text) > 15) or (index < _NEAR and is_notice(text)):
            notes.append(text)
        else:
            declared = False
    return tuple(dict.fromkeys(notes))
