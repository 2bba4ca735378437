"""A database from elsewhere, in which every text holds what terminals obey."""

from pathlib import Path

from msgspec.structs import replace

from reader.model import Block, Draft, Image, Placement, Problem, Reason, Rule, Source
from reader.store.articles import Put
from reader.store.store import Store
from tests.store.making import NOON

POISON = (
    "\x1b]52;c;cm0gLXJm\x07"  # the clipboard
    "\x1b]0;owned\x1b\\\x1b[2J\x9b31m\x9d52;c;eA\x9c"  # the title, a wipe, and C1
    "\u202egnp.\u2066\u200f\u200b\x00\x7f\x85\u2028\xad\ufeff"
)
FORBIDDEN = frozenset(POISON) - frozenset("]52;c;cm0gLXJm0;owned\\[2J31m52;c;eAgnp.")


def bad(text: str) -> str:
    """Return *text* with what must not come out around and inside it."""
    return f"{POISON}{text[:1]}{POISON}{text[1:]}{POISON}"


def make(path: Path) -> None:
    """Store a source, articles, a rule and a saved search, all of them poisoned."""
    image = Image("https://pic.example/1.jpg", caption=bad("河边"), credit=bad("林禾"))
    draft = Draft(
        headline=bad("河畔步道"),
        url=f"https://news.example/{POISON}/1.html",
        published="2026-03-03",
        source=bad("松江晚报"),
        author=bad("周远"),
        editor=bad("何川"),
        kicker=bad("民生"),
        subtitle=bad("四公里"),
        original_title=bad("原题"),
        summary=bad("步道开放"),
        blocks=(
            Block("paragraph", bad("步道今天开放。")),
            Block("heading", bad("小标题")),
            Block("figure", bad("河边"), image=image),
        ),
        notes=(bad("注"),),
    )
    with Store.open(path) as store:
        source = store.sources.add(
            Source(url=f"https://feed.example/{POISON}", name=bad("晚报"), title=bad("频道"))
        )
        said = Problem(
            POISON, "{host} 答复 HTTP {status}。", {"host": bad("主机"), "status": POISON}
        )
        source = replace(source, problem=said, checked=NOON, folder=bad("夹"), charset=POISON)
        store.sources.update(source)
        placement = Placement("222401", ("222401",), Reason("标题：{name}", {"name": bad("延吉")}))
        puts = [
            Put(
                key=f"{POISON}{number}",
                time=NOON + number,
                places=("222401", "222400", "220000"),
                placement=placement,
                draft=replace(draft, guid=f"{POISON}{number}"),
            )
            for number in range(3)
        ]
        store.articles.commit(source, puts)
        store.rules.add(Rule(action="star", query=f"步道{POISON}", region=""))
        store.memory.keep("searches", [f"步道{POISON}"])
