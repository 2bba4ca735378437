"""What is said of each change when it is done and when it is taken back."""

import pytest

from reader import i18n
from reader.i18n import render
from reader.model import Rule, Source
from reader.news.changes import Change, Marked
from reader.news.memory import Favourite, SavedSearch
from reader.news.placements import Moved, SourceRuleChange
from reader.news.rules import RuleChange
from reader.news.sources import SourceEdited, SourceRemoved, SourcesAdded

SOURCE = Source(url="https://a.example/", name="澜湾")
OFF = Source(url="https://a.example/", name="澜湾", enabled=False)
RULE = Rule("mute", "彩票")
SAID: list[tuple[Change, str, str]] = [
    (Marked("read", True, [1, 2]), "2 篇标为已读，u 撤销", "已撤销：2 篇标为已读"),
    (Marked("starred", False, [1]), "1 篇去掉星标，u 撤销", "已撤销：1 篇去掉星标"),
    (Moved("220100", {1: None}), "已移到 吉林 › 长春，u 撤销", "已撤销：1 篇移到别处"),
    (Moved("CN", {1: None, 2: None}), "2 篇移到别处，u 撤销", "已撤销：2 篇移到别处"),
    (
        Moved("CN", {1: None}, SourceRuleChange(1, "", None, "CN")),
        "已移到 全国，此来源今后的也一样，u 撤销",
        "已撤销：1 篇移到别处",
    ),
    (SourcesAdded([SOURCE]), "已添加 澜湾，u 撤销", "已撤销：1 个来源又去掉了"),
    (SourcesAdded([SOURCE, SOURCE]), "添加了 2 个来源，u 撤销", "已撤销：2 个来源又去掉了"),
    (
        SourceRemoved(SOURCE, 12),
        "删除了 澜湾 和它的 12 篇文章，u 撤销",
        "已撤销：来源和它的文章都回来了",
    ),
    (SourceEdited(SOURCE, OFF), "停用了 澜湾，u 撤销", "已撤销：来源和原来一样"),
    (SourceEdited(OFF, SOURCE), "启用了 澜湾，u 撤销", "已撤销：来源和原来一样"),
    (RuleChange(RULE, True), "规则：屏蔽“彩票”，u 撤销", "已撤销：规则又没有了"),
    (RuleChange(RULE, False), "删除了规则：屏蔽“彩票”，u 撤销", "已撤销：规则又有了"),
    (SavedSearch("彩票", 0, True), "已保存搜索，u 撤销", "已撤销：搜索没有保存"),
    (SavedSearch("彩票", 0, False), "不再保存这个搜索，u 撤销", "已撤销：搜索还保存着"),
    (Favourite("220100", 0, True), "已收藏 吉林 › 长春，u 撤销", "已撤销：没有收藏 吉林 › 长春"),
    (Favourite("CN", 0, False), "不再收藏 全国，u 撤销", "已撤销：还收藏着 全国"),
]


@pytest.mark.parametrize(("change", "done", "undone"), SAID)
def test_a_change_says_what_was_done_and_what_was_taken_back(
    change: Change, done: str, undone: str
) -> None:
    assert (render(change.done), render(change.undone)) == (done, undone)


def test_a_place_of_no_tree_is_named_in_the_language_in_use(
    request: pytest.FixtureRequest,
) -> None:
    i18n.use("en")
    request.addfinalizer(lambda: i18n.use("zh"))
    assert render(Favourite("CN", 0, True).done).isascii()
