"""A small library of invented news, and the application over it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader import i18n
from reader.model import Block, Draft, Image, Placement, Source, Span
from reader.news.library import Library
from reader.regions import gazetteer
from reader.settings.config import Config
from reader.store.articles import Put
from reader.store.queue import PLACE
from reader.store.store import Store
from reader.text.dates import CST
from reader.tui.actions import refresher, regions
from reader.tui.app import ZhnewsApp
from reader.tui.widgets import line_pane, status
from tests.store.making import add_source
from tests.tui.driving import rest, shown, until

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=CST)
LONG = "澜湾市图书馆把夜间开放时间延长到二十二点，读者可以自习，也可以参加读书会。" * 6
PLACES = ("220100", "220100", "222400", "330100")
HOUR = 3600.0

MakeApp = Callable[..., ZhnewsApp]
Over = Callable[[Draft], Library]
LooksRight = Callable[..., bool]
LINKED = Block(
    "paragraph",
    "详见公告和头发",
    (
        Span(2, 4, "link", "https://a.example/1"),
        Span(5, 7, "link", "http://b.example/"),
        Span(0, 2, "link", "https://a.example/1"),
        Span(0, 1, "link", "javascript:alert(1)"),
    ),
)


TOLD = (Block("paragraph", "馆长说，周末也开到十点。"),)
"""What an article says in addition, once it was edited."""


def draft(number: int, headline: str = "") -> Draft:
    published = NOW - timedelta(hours=5 * number, minutes=20)
    return Draft(
        headline=headline or f"澜湾市图书馆延长夜间开放时间（{number}）",
        url=f"https://news.example.cn/{number}",
        guid=str(number),
        published=published.isoformat(),
        source="澜湾日报",
        author="林小满",
        editor="周一木",
        responsible_editor="何静",
        blocks=(
            Block("paragraph", LONG),
            Block("heading", "读者来了"),
            Block("figure", "读者在自习", image=Image(None, "读者在自习", "林小满 摄")),
            Block("paragraph", LONG),
        ),
        notes=("本文仅供试读。",),
    )


def put(draft: Draft, region: str) -> Put:
    time = int(datetime.fromisoformat(draft.published or NOW.isoformat()).timestamp())
    places = gazetteer.load().lineage(region)
    return Put(
        draft=draft,
        time=time,
        placement=Placement(region, (region,)),
        places=places,
        key=draft.guid,
        url_key=draft.url.removeprefix("https://"),
    )


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a terminal with all colours, wherever the tests run."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    for name in ("NO_COLOR", "TMUX", "WAYLAND_DISPLAY", "DISPLAY", "VTE_VERSION", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def slow_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no word go, no work begin and no stroke come too late because the machine is slow."""
    monkeypatch.setattr(status, "STAYS", HOUR)
    monkeypatch.setattr(regions, "COUNT_DELAY", HOUR)
    monkeypatch.setattr(refresher, "AT_EASE", HOUR)
    monkeypatch.setattr(line_pane, "STROKE", HOUR)


def leave_in_place(store: Store) -> None:
    """Let the articles, which are invented, stand where they were put."""
    store.placing.settle([(job, None) for job in store.queue.next(PLACE, 10_000)])


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Twelve articles: six of 长春, three of 延边, three of 杭州, over three days."""
    with Store.open(tmp_path / "zhnews.db") as store:
        source = store.sources.add(
            Source(url="https://news.example.cn/feed", kind="feed", checked=int(NOW.timestamp()))
        )
        drafts = [draft(number) for number in range(12)]
        store.articles.commit(source, [put(d, PLACES[int(d.guid) % 4]) for d in drafts[::-1]])
        leave_in_place(store)
        yield Library(store, now=lambda: NOW)


@pytest.fixture
def make_app(library: Library, tmp_path: Path) -> MakeApp:
    """Make the application over `library`, or over another one."""

    def make(config: Config | None = None, over: Library | None = None) -> ZhnewsApp:
        return ZhnewsApp(
            over or library,
            config or Config(),
            config_path=tmp_path / "config.toml",
            database=tmp_path / "zhnews.db",
            now=lambda: NOW,
        )

    return make


@pytest.fixture
def over(tmp_path: Path) -> Iterator[Over]:
    """Make a library of one article."""
    with Store.open(tmp_path / "one.db") as store:

        def make(draft: Draft) -> Library:
            store.articles.commit(
                add_source(store, checked=int(NOW.timestamp())), [put(draft, "220100")]
            )
            leave_in_place(store)
            return Library(store, now=lambda: NOW)

        yield make


@pytest.fixture(autouse=True)
def as_written() -> Iterator[None]:
    """Leave the spelling of sentences as it was: it is one for the whole process."""
    yield
    i18n.spell_by(str)


@pytest.fixture
def use_language(language: str, request: pytest.FixtureRequest) -> None:

    i18n.use(language)
    request.addfinalizer(lambda: i18n.use("zh"))


@pytest.fixture
def looks_right(snap_compare: Callable[..., bool]) -> LooksRight:
    """Compare an application with its snapshot: after the keys *press*, when it is at rest.

    What comes later than the article under the cursor is waited for as the text *showing*.
    """

    def compare(
        app: ZhnewsApp, *press: str, size: tuple[int, int] = (80, 24), showing: str = ""
    ) -> bool:
        async def use(pilot: Pilot[None]) -> None:
            await pilot.press(*press)
            await rest(pilot)
            await until(pilot, lambda: showing in shown(app))

        return snap_compare(app, terminal_size=size, run_before=use)

    return compare
