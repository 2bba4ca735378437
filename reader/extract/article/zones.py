"""Where an article's credits stand: above its headline, between headline and body, below the body.

The nearest statement to the headline counts; the head of a page and its scripts come last.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from reader.extract.article import credits
from reader.extract.article.body import Body
from reader.extract.article.bylines import press_of
from reader.extract.article.field_labels import Credits, Statement, source
from reader.extract.article.headline import Headline
from reader.extract.article.person_names import is_press, names
from reader.extract.html import page_dates
from reader.extract.html.flow import Flow, Line
from reader.extract.html.furniture import is_notice, is_related, is_summary, without_label
from reader.extract.html.page_dates import Stated
from reader.i18n import N_
from reader.text import dates

BETWEEN = N_("标题与正文之间")
BELOW = N_("正文下面")
ABOVE = N_("标题上面")
BODY = N_("正文里")
ISSUE = N_("报纸的日期")
METAS = N_("网页头部")
SCRIPTS = N_("网页脚本")
BESIDE = N_("时间旁边，没有标签")
PUBLISHER = N_("发布机构")
BYLINE = N_("署名里的报社")
FAR = N_("相关链接下面")
ENDING = N_("文末单独一行")

_BETWEEN = 40
"""Lines between headline and body that may hold credits."""
_ABOVE = 6
"""Lines above the headline that may hold the time."""
_MASTHEAD = 30
"""Lines above the headline that may hold the day of a paper's issue."""
_ISSUE = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*星期[一二三四五六日天]")
_COLON = re.compile(r"[:：]")
_FOOTER = re.compile(
    r"©|Copyright|ICP|[备備]案|公网安备|许可证|网站标识|[关關]于我们|All Rights Reserved",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r".{0,30}(?:声明|聲明|说明|须知|提示)\W{0,2}")
_NEAR = 12
"""Lines: a notice further below the article is the site's, not the article's."""
_END = 4
"""Lines below an article that may hold its day and nothing else."""
_LONGEST_AUTHOR = 16
_ANY_CLOCK = datetime(2024, 12, 31, tzinfo=dates.CST)
"""A clock for asking where a date stands, when nothing tells which day it is."""
REACH = 16
"""Lines below the body that may hold credits, notes and the links of further pages."""


class Zones:
    """The lines around a body, and the *metas* and `page_dates.marked` *times* of a page."""

    def __init__(
        self,
        page: Flow,
        headline: Headline,
        body: Body,
        metas: Mapping[str, str],
        url: str,
        now: datetime | None,
        times: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        start = headline.end or max(0, body.start - _BETWEEN)
        between = page.lines[start : max(body.start, start)][:_BETWEEN]
        above = page.lines[max(0, headline.start - _ABOVE) : headline.start]
        below = page.lines[body.limit : body.limit + REACH]
        self.between = page_dates.mended([line.parted for line in between if line.text], times)
        self.above = page_dates.mended(
            [line.parted for line in above if line.text and not _leads_away(line)], times
        )
        self.issue = [
            line.parted
            for line in page.lines[: headline.start][-_MASTHEAD:]
            if _ISSUE.search(line.parted)
        ]
        self.below = [*body.tail, *(line.parted for line in below if line.text)]
        self.paragraphs = body.paragraphs
        edited = page_dates.edited_in_meta(metas) or page_dates.in_meta(metas)
        self.metas, self.url = metas, _with_day(url, edited or "", body)
        self.now = now or (_last_moment(edited) if edited else None)
        self.dates = self._dates(self.between)

    def statements(self) -> Iterator[Statement]:
        """Yield what states source, author, editors and original title, the surest place first."""
        dated = self.dates or page_dates.in_lines(self.between, now=_ANY_CLOCK, url=self.url)
        spans = {stated.line: stated.span for stated in dated}
        places = [spans.get(index) for index in range(len(self.between))]
        near, far = _before_related(self.below)
        yield BETWEEN, credits.read_head(self.between, places)
        yield BELOW, credits.read_lines(near)
        yield ABOVE, credits.read_lines(self.above)
        yield BODY, credits.read_body(self.paragraphs)
        yield METAS, self._in_metas()
        yield BESIDE, credits.guess_source(self.between, places)
        yield PUBLISHER, credits.publisher([*self.above, *self.between])
        yield ISSUE, Credits(source=next(filter(is_press, map(_before_date, self.issue)), None))
        yield BYLINE, Credits.merged((BYLINE, press_of(line)) for line in self.between)
        last = credits.read_lines(far)
        yield FAR, Credits(editor=last.editor, responsible_editor=last.responsible_editor)

    def _in_metas(self) -> Credits:
        """Return what the head of the page states; its author only where the page shows it too.

        Most sites write their own name there, but not offices, which by rule state the source.
        """
        stated = self.metas.get("contentsource", "")
        author = self.metas.get("author", "")[:_LONGEST_AUTHOR].strip()
        shown = any(author in text for text in self.between)
        people = names(author, vouched=shown, whole=True) if author and (shown or stated) else None
        press = source(stated or self.metas.get("source", ""))
        return Credits(source=press, author=None if author == press or is_press(author) else people)

    def summary(self) -> str:
        """Return the summary above the body, without its label."""
        return next((without_label(text) for text in self.between if is_summary(text)), "")

    def published(self, html: str = "") -> tuple[str, str | None]:
        """Return where the time stands, and it, as `reader.model` describes it.

        *html* is searched for scripts that hold it.
        """
        return next(((where, iso) for where, iso in self._times(html) if iso), ("", None))

    def _times(self, html: str) -> Iterator[tuple[str, str | None]]:
        yield BETWEEN, _fullest(self.dates)
        # A day with its weekday is an issue's, or the clock of a page that says elsewhere.
        yield ABOVE, _fullest(self._dates([text for text in self.above if text not in self.issue]))
        yield BELOW, _fullest(self._labelled_dates())
        yield METAS, page_dates.in_meta(self.metas)
        yield SCRIPTS, page_dates.in_scripts(html)
        yield ISSUE, _fullest(self._dates(self.issue))
        last = [*self.paragraphs[-1:], *_before_related(self.below)[0][:_END]]
        yield ENDING, _fullest([stated for stated in self._dates(last) if stated.alone])

    def _dates(self, lines: Sequence[str]) -> list[Stated]:
        return page_dates.in_lines(lines, now=self.now, url=self.url)

    def _labelled_dates(self) -> list[Stated]:
        """Return the dates below the body that have a label, or stand beside that of the source.

        Others there are other articles'.
        """
        near, _ = _before_related(self.below)
        return [
            stated
            for stated in self._dates(near)
            if page_dates.is_labelled(near[stated.line])
            or credits.read_line(near[stated.line]).source
        ]


def read_notes(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the notices among the *lines* below a body, but for those of the site's footer.

    What follows a heading such as 版权声明 belongs to it as long as it is text.
    """
    notes: list[str] = []
    declared = False
    for index, text in enumerate(lines):
        if _FOOTER.search(text) or is_related(text):
            break
        if _DECLARATION.fullmatch(text) and len(text) <= 40:
            declared = True
            notes.append(text)
        elif (declared and len(text) > 15) or (index < _NEAR and is_notice(text)):
            notes.append(text)
        else:
            declared = False
    return tuple(dict.fromkeys(notes))


def _before_date(text: str) -> str:
    """Return what stands before the day of a paper's issue: its name."""
    return _ISSUE.split(text, maxsplit=1)[0].strip()


def _leads_away(line: Line) -> bool:
    """Return whether a line is navigation; beside a label, a link may be the source's name."""
    return line.linked > 0 and (line.linked == len(line.text) or not _COLON.search(line.text))


def _with_day(url: str, edited: str, body: Body) -> str:
    """Return what tells the day, and so the year: the address of the page, its head, a picture."""
    pictures = (line.picture.address for line in body.lines if line.picture)
    return next(filter(dates.day_of_url, (url, edited, *pictures)), url)


def _fullest(dates: Sequence[Stated]) -> str | None:
    """Return the first date that has a time of day, else the first."""
    return next((date.iso for date in dates if date.timed), dates[0].iso if dates else None)


def _last_moment(iso: str) -> datetime:
    """Return the end of a day, or the time itself where *iso* has one."""
    moment = datetime.fromisoformat(iso)
    return moment if "T" in iso else moment.replace(hour=23, minute=59, tzinfo=dates.CST)


def _before_related(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return the lines above and below a heading that leads to other articles.

    Below it only editors are still this article's.
    """
    for index, text in enumerate(lines):
        if is_related(text):
            return lines[:index], lines[index:]
    return lines, ()
