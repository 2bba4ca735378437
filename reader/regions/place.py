"""Which region an article belongs to, and why: pure.

Everything that tells of a place is weighed by where it stands, and the weights are summed up the
tree. The answer is the heaviest province, narrowed as far as most of its weight goes; or the
country as a whole, or abroad, where these weigh more or where no province stands out.
"""

from collections.abc import Iterator, Sequence

from reader.i18n import N_
from reader.model import ABROAD, NATIONAL, Masthead, Placement, Reason
from reader.regions.evidence import Evidence, Part, gather_evidence, of_region
from reader.regions.gazetteer import load
from reader.regions.masthead import place_of_masthead
from reader.regions.scores import Scores
from reader.text.fold import fold

REASONS = {
    Part.HEADLINE: N_("标题：{place}"),
    Part.DATELINE: N_("电头：{place}"),
    Part.LEAD: N_("正文：{place}"),
    Part.TEXT: N_("正文：{place}"),
    Part.MASTHEAD: N_("版头：{place}"),
    Part.SOURCE: N_("来源设置：{place}"),
}
BY_PRESS = N_("文中的“{word}”，媒体在{place}")
BY_ADDRESS = N_("文中的“{word}”，网址或频道在{place}")
SCATTERED = N_("分散在多个省份")

_LONGEST_HEADLINE = 300
_LONGEST_TEXT = 1000
"""No more characters of a headline and a text are looked at."""


def place(
    headline: str,
    text: str,
    source: str | None = None,
    masthead: Masthead | None = None,
    press: str = "",
    beside: str | None = None,
) -> Placement:
    """Place an article by its *headline*, its *text* (a line a paragraph) and where it comes from.

    *source* is the id of its source's region, *press* the name of the press that it credits,
    *beside* the region of which its address or channel tells (`reader.regions.beside`): that is
    where it says 我省 and 本市, and no more. The placement is empty where nothing tells.
    """
    evidence = list(_evidence(headline, text, source, masthead, press, beside))
    scores = Scores(evidence)
    regions = scores.standing_out()
    primary = scores.elsewhere() or (regions[0] if regions else None)
    if primary in (NATIONAL, ABROAD):
        named = {found.id for found in evidence if found.part is Part.HEADLINE}
        regions = [id for id in regions if id in named]
    elif source and primary in load().lineage(source):
        # A broader place than the source's own tells nothing new.
        primary, regions = source, [source, *regions[1:]]
    return Placement(primary, tuple(dict.fromkeys(regions)), _reason(evidence, primary))


def _evidence(
    headline: str,
    text: str,
    source: str | None,
    masthead: Masthead | None,
    press: str,
    beside: str | None,
) -> Iterator[Evidence]:
    origins = []
    if source and source in load():
        origins.append(source)
        yield of_region(source, Part.SOURCE)
    if masthead and (served := place_of_masthead(masthead, source)):
        origins.append(served)
        yield of_region(served, Part.MASTHEAD)
    headline, text = fold(headline[:_LONGEST_HEADLINE]), fold(text[:_LONGEST_TEXT])
    yield from gather_evidence(headline, text, origins, fold(press), beside)


def _reason(evidence: Sequence[Evidence], primary: str | None) -> Reason:
    """Where the first thing stands that speaks for *primary*, else for what lies in it."""
    if primary is None:
        return Reason("")
    own = [found for found in evidence if found.id == primary]
    within = [found for found in evidence if primary in load().lineage(found.id)]
    first = min(own or within, key=lambda found: found.part, default=None)
    if first is None:
        return Reason(SCATTERED)
    if first.word:
        said = BY_ADDRESS if first.beside else BY_PRESS
        return Reason(said, {"word": first.word, "place": first.name})
    return Reason(REASONS[first.part], {"place": first.name})
