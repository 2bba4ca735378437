"""Likeness on a set of our own: families of articles that are alike, marked by their stories.

`reprints.jsonl` holds a family a line: an article, its reprints (story A too), and reports written
to the same pattern that tell of something else (B, C). Every two of a family are a pair.

The set was written in three parts, and the rules met the first and the third only once they stood:
of the 194 pairs of the first part 81 were joined, 80 rightly, of 87 (precision .988, recall .920);
of the 96 pairs of the third 40, all rightly, of 42 (1.0 and .952).
"""

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.likeness import Wording, anchors, same_story, says_less, wording

PAIRS = Path(__file__).parent / "reprints.jsonl"
STORY = """本报讯 查干湖冬捕昨日开网，第一网出鱼十五万斤，头鱼以九十九万元成交。
渔把头石宝柱说，冰层比往年厚，网眼放大了两指，小鱼全都留在湖里。
景区加开六条摆渡线路，住宿价格由物价所每日公布。"""

ANCHORS = [345346213, 1598763022, 2335027434, 3868986771, 1678936574]


class Pair(NamedTuple):
    one: Wording
    other: Wording
    same: bool


def pairs() -> Iterator[Pair]:
    for line in PAIRS.read_text("utf-8").splitlines():
        articles = json.loads(line)["articles"]
        words = [wording(each["headline"], each["body"]) for each in articles]
        for one, other in combinations(range(len(articles)), 2):
            same = articles[one]["story"] == articles[other]["story"]
            yield Pair(words[one], words[other], same)


def test_the_set_is_large_and_half_of_it_is_traps() -> None:
    truths = [pair.same for pair in pairs()]
    assert len(truths) >= 400
    assert 0.5 <= truths.count(False) / len(truths) <= 0.6


def test_pairs_are_joined_rightly() -> None:
    joined = [pair.same for pair in pairs() if same_story(pair.one, pair.other)]
    assert joined.count(True) / len(joined) >= 0.99
    assert joined.count(True) / sum(pair.same for pair in pairs()) >= 0.95


LIFE = (
    "著名的社会活动家，松岸大学的创办人，松岸省第三届人民代表大会常务委员会副主任，松岸市图书馆第一任馆长，"
    "毕生致力于乡村教育，先后办起七十二所小学的石宝柱"
)


def test_a_sequel_that_tells_the_same_life_is_another_story() -> None:
    death = wording("石宝柱逝世", f"{LIFE}，因病于11月7日17时10分在松岸逝世，享年82岁。")
    funeral = wording(
        "石宝柱骨灰安葬仪式举行",
        f"{LIFE}的骨灰安葬仪式，11日在松岸举行。石宝柱因病于11月7日17时10分在松岸逝世，享年82岁。",
    )
    again = wording("著名教育家石宝柱逝世", f"{LIFE}，因病于11月7日17时10分在松岸逝世，享年82岁。")
    assert not same_story(death, funeral) and not same_story(funeral, death)
    assert same_story(death, again)


@pytest.mark.parametrize(
    ("rows", "same"),
    [("甲乙丙丁戊己庚", False), ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", True)],
)
def test_a_long_text_may_differ_more_often_where_that_is_no_fact(rows: str, same: bool) -> None:
    body = "".join(
        f"第{row}排的摊主说，今年来买冻梨的人比去年多得多，排队的人从桥头一直站到了码头。"
        for row in rows
    )
    edited = body.replace("摊主说", "老板讲", 2)
    assert same_story(wording("早市开张", body), wording("早市开张", edited)) is same


def test_reprints_meet_under_an_anchor() -> None:
    meet = [
        bool(set(anchors(pair.one)) & set(anchors(pair.other))) for pair in pairs() if pair.same
    ]
    assert sum(meet) / len(meet) >= 0.98


def test_the_order_of_two_does_not_matter() -> None:
    for pair in pairs():
        assert same_story(pair.one, pair.other) == same_story(pair.other, pair.one)


def test_articles_of_different_families_are_different() -> None:
    firsts = [
        wording(article["headline"], article["body"])
        for line in PAIRS.read_text("utf-8").splitlines()
        for article in json.loads(line)["articles"][:1]
    ]
    assert not [pair for pair in combinations(firsts, 2) if same_story(*pair)]


def test_anchors_are_the_same_in_every_process() -> None:
    assert anchors(wording("查干湖冬捕头网出鱼十五万斤", STORY)) == ANCHORS


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("十五万斤", "十六万斤"),
        ("查干湖", "月亮湖"),
        ("石宝柱", "单文军"),
        ("昨日开网", "昨日收网"),
    ],
)
def test_what_was_replaced_in_headline_and_text_is_another_story(old: str, new: str) -> None:
    headline = f"{old}：查干湖冬捕出鱼十五万斤"
    original, other = (
        wording(headline, STORY),
        wording(headline.replace(old, new), STORY.replace(old, new)),
    )
    assert same_story(original, original)
    assert not same_story(original, other)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("十五万斤", "15万斤"),
        ("本报讯 ", ""),
        ("本报讯 ", "新华社松原12月29日电（记者 常立）"),
        ("昨日开网", "28日开网"),
        ("，", "，\n"),
        ("\n", ""),
        ("公布。", "公布。\n责任编辑：高原"),
    ],
)
def test_what_editors_change_leaves_the_story(old: str, new: str) -> None:
    assert same_story(wording("查干湖冬捕", STORY), wording("冬捕开网了", STORY.replace(old, new)))


def test_of_a_headline_alone_nothing_is_said() -> None:
    head = wording("吉林省气象台发布大风蓝色预警信号", "")
    assert anchors(head) == []
    assert not same_story(head, head)


def test_a_text_all_pages_of_a_site_share_joins_nothing() -> None:
    text = (
        "您访问的内容需要登录之后才能查看，请使用手机客户端扫描二维码登录，如有疑问请联系本站客服。"
        * 2
    )
    assert not same_story(wording("查干湖冬捕开网", text), wording("双阳梅花鹿节开幕", text))


@pytest.mark.parametrize(
    ("text", "is_same"),
    [
        ("一" * 30_000, True),
        ("甲乙丙丁戊己庚辛，" * 7_000, False),
        ("(" * 15_000, False),
        ("\n" * 15_000, False),
        ("本报" * 15_000, False),
        ("编辑" * 15_000, False),
    ],
    ids=["one character", "one clause", "brackets", "lines", "phrases", "credits"],
)
def test_a_hostile_text_is_cut(text: str, is_same: bool) -> None:
    one, other = wording(text[:500], text), wording(text[:500], text[5:] + "乙")
    assert one.length <= 6000
    assert len(anchors(one)) <= 6
    assert same_story(one, other) is is_same


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    left, right = wording(one, one), wording(other, other)
    assert same_story(left, right) == same_story(right, left)
    assert len(anchors(left)) <= 6


def test_headlines_that_contradict_each_other_part_two_equal_texts() -> None:
    one = wording("图书馆延长开放到22点", STORY)
    assert same_story(one, wording("夜里读书可到22点", STORY))
    assert not same_story(one, wording("夜里读书可到21点", STORY))


def clauses(count: int, length: int, end: str = "") -> str:
    """The same clauses at every call, of so many characters and then *end*."""
    random = Random(1)
    words = (
        "".join(random.choices("山水风云日月星江河湖海花草树鸟鱼虫石田金", k=length))
        for _ in range(count)
    )
    return "，".join(word + end for word in words)


@pytest.mark.parametrize(
    ("count", "length"), [(100, 10), (1, 99)], ids=["many clauses", "a long clause"]
)
def test_what_would_take_too_long_to_compare_is_in_doubt(count: int, length: int) -> None:
    head = "查干湖冬捕"
    assert same_story(
        wording(head, clauses(count, length)), wording(head, clauses(count, length, "们"))
    )
    count, length = (count, length + 1) if count == 1 else (count + 1, length)
    assert not same_story(
        wording(head, clauses(count, length)), wording(head, clauses(count, length, "们"))
    )


def test_a_text_that_repeats_a_clause_more_than_fifty_times_is_not_compared() -> None:
    for times, is_same in ((50, True), (51, False)):
        text = wording("查干湖冬捕", "甲乙丙丁戊己庚辛，" * times)
        assert same_story(text, text) is is_same


def test_of_fewer_than_forty_characters_nothing_is_said() -> None:
    for length, is_said in ((40, True), (39, False)):
        text = wording("查干湖冬捕开网", clauses(1, length))
        assert same_story(text, text) is bool(anchors(text)) is is_said


def test_clauses_of_ten_thousand_comparisons_are_compared() -> None:
    text = clauses(1, 100)
    other = f"{text[:50]}们{text[51:]}"
    assert same_story(wording("查干湖冬捕", text), wording("查干湖冬捕", other))


LOCAL = """城北市场一处仓库昨天上午起火，三名搬运工受伤，已经送往市医院观察。
消防员用了四十分钟扑灭明火，起火的是堆放纸箱的东侧库房。
市场管理处说，其余摊位今天照常营业，东门暂时关闭，车辆改走南门。"""


@pytest.mark.parametrize(
    "page",
    [
        "请登录后阅读全文。",
        "本文为付费内容，订阅会员后可以查看。",
        "您访问的页面不存在，可能已经被删除。",
        "访问过于频繁，请稍后再试",
        "404 Not Found",
        f"{LOCAL[:33]}……",
        f"{LOCAL[:41]}\n展开全文",
        f"{LOCAL[:47]}\n下载客户端，查看剩余内容",
    ],
)
def test_walls_errors_and_teasers_say_less(page: str) -> None:
    assert says_less(wording("城北市场仓库起火", page), wording("城北市场仓库起火", LOCAL))


@pytest.mark.parametrize(
    "page",
    [
        LOCAL,
        f"{LOCAL}\n登录后可以评论。",
        "城北市场的火情已经处置完毕，没有人员伤亡，此前的说法有误，特此更正。",
        f"{LOCAL[:33]}，伤者已于当晚全部出院，市场管理处支付了医药费。",
        LOCAL.replace("三名", "两名"),
    ],
)
def test_what_was_edited_says_no_less(page: str) -> None:
    assert not says_less(wording("城北市场仓库起火", page), wording("城北市场仓库起火", LOCAL))
