"""The labels of credits, and what a line that has them states.

A label stands before its value with a colon, a bar, a slash or a blank, or glued to it; a value
ends where the next label begins: ``来源:甲报作者:乙  字号 大``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from reader.extract.article.person_names import (
    is_person,
    is_press,
    may_be_name,
    names,
    without_standing,
)
from reader.extract.html.flow import Flow
from reader.extract.html.furniture import is_tool
from reader.extract.html.tree import label_of
from reader.model import Draft

Field = Literal[
    "responsible",
    "editor",
    "source",
    "author",
    "photographer",
    "both",
    "publisher",
    "updated",
    "time",
    "other",
]

_WORDS: dict[Field, str] = {
    "other": (
        "(?:流程|美术|视觉|图片|视频|音频|技术|数据|校对|英文|版式|排版|海报|地图|总|副总)编辑"
        "|副?主编|总编|总?监制|(?:值班)?(?:主任|总编辑)|审核|审校|审稿|审读|校对|校审|[终复初一二三]审|签发|策划|统筹"
        "|制作|设计|排版|版式|美编|视频|剪辑|后期|导演|出品|编译|翻译|(?:编辑|編輯)(?:部|室|推荐|推薦)|编辑器"
        "|(?:浏览|瀏覽|阅读|点击|访问|评论)(?:次数|量|数|人数)?|人气|热度|字号|字体(?:大小)?|字體|标签|关键[词字]"
        "|(?:图片|图像|影像|照片|数据|资料|视频|素材|题图|头图|封面)(?:来源|來源|来自)|图源|所属分类|分类|栏目"
        "|字数|阅读(?:时间|时长)|发[布文](?:者|人)|索引号|文号|发文字号|主题词|打印|分享(?:到)?|收藏|责任人|作者简介|我要"
    ),
    "responsible": (
        "责[ \u3000]{1,2}编|(?:本版|版面|本期)?(?:责任(?:编辑|编缉|編輯)|責任編輯|责编|責編)"
    ),
    "editor": (
        "(?:本文|网络|网站|网页|值班|实习|见习|新媒体|文字|执行|内容|本期|图文|微信|版面|稿件)?(?:编辑|編輯)"
        "|编[ \u3000]{1,2}辑|网编|编审|編審"
    ),
    "source": (
        "(?:本文|稿件|信息|文章|新闻|内容|文稿|消息|资讯)?"
        "(?:来源|來源|来[ \u3000]{1,2}源)(?:于|自)?"
        "|出处|出處|稿源|来自|转自|本文来自(?:微信公众号)?|(?:原文)?转载自"
    ),
    "both": "文字?[/／、&和并]?(?:图片?|片|摄影?)|图片?[/／、&和并]?文字?",
    "author": (
        "(?:本文|文章|原文|原)?(?:作者|作[ \u3000]{1,2}者)|主笔|执笔|撰写|采写|采访|撰文|投稿|撰稿"
        "|(?:通讯员)?供稿"
        "|(?:本报|本网|本站|本刊|特约|见习|实习|首席|(?:全|融|新)媒体)*(?:记者|記者|通讯员|通訊員|特派员)"
        "|文字|文"
    ),
    "photographer": "摄影(?:记者|报道)?|攝影|供图|图片|摄|攝|图",
    "updated": "最后更新(?:时间)?|更新(?:时间|日期|于)?|修改时间",
    "publisher": "(?:发布|发文|供稿|公开)(?:机构|机关|单位|部门)",
    "time": (
        "(?:发布|發布|发表|发稿|上传|成文|创建|录入|公开|信息)?"
        "(?:时间|時間|日期|日[ \u3000]{1,2}期)"
        "|发[布表]于|发布|發佈|出版"
    ),
}
_LETTERS = "".join(sorted(set(re.findall(r"[\u4e00-\u9fff]", "".join(_WORDS.values())))))
_LABEL = re.compile(
    f"(?=[{_LETTERS}])(?:" + "|".join(f"(?P<{field}>{w})" for field, w in _WORDS.items()) + ")"
)
"""A label; that it must begin with a letter of one makes the search quick."""
_SEPARATOR = re.compile(r"\s*[】\]]?\s*[:：]\s*|\s*[|｜丨/／】\]]\s*")
_LAST_BLANK = re.compile(r"\s(?=\S*$)")
_BOUNDARY = "|｜丨,，。;；、()（）[]【】〔〕<>《》—-·•"
_COLON_ONLY = ("图片", "供稿", "发布", "采访", "来自", "转自", "投稿")
"""Words that are labels before a colon only, and elsewhere words of a navigation or a sentence."""
_GLUED: frozenset[Field] = frozenset(("responsible", "editor", "source", "author"))
_PEOPLE: frozenset[Field] = frozenset(("responsible", "editor", "author", "both", "photographer"))
_STRIPPED = " \t\u3000|｜丨/／·•—-–,，;；:：【】[]()（）〔〕<>"
ROLE = re.compile(
    r"[^\s、，,/／|｜]*?(?:记者|記者|作者|通讯员|通訊員|评论员|特派员|撰稿人|实习生|编辑|編輯)[\s:：/／|｜丨]*"
)
"""Who somebody is, before the name: ``甲报记者``."""
_PHOTOGRAPHED = re.compile(r"(?:摄影|攝影|摄|图)[/／:：]\s*")
_NO_AUTHOR = re.compile("编辑|編輯|摄影|攝影")
_PHOTOGRAPHER = re.compile(r"\s+(?:摄影|攝影)\s?(?=[\u4e00-\u9fff]{2,4}$)[\u4e00-\u9fff]+")
"""Who took the pictures, behind the reporters: 记者王一 摄影李二."""
_ROLE_APART = re.compile(r"(?:记者|記者|通讯员|通訊員)[\s:：]+(?=[\u4e00-\u9fff·]{2,5}(?:\s|$))")
_NO_SOURCE = re.compile(
    r"(?:网络(?:整理|综合)?|互联网|网上|综合|未知|不详|其他|其它|原创|转载|本站|本网|匿名|佚名|无|点击|查看"
    r"|(?:资料|資料)(?:图片?|照片|圖片?)|\d+)$"
)
TAKEN_FROM = re.compile(r"(?:摘(?:编)?自|转(?:载)?自|来自)\s*[:：]?\s*")
_GLUED_TOOL = re.compile(
    r"(?:(?:我要)?(?:举报|评论|纠错|分享)|参与互动|浏览|打印(?:本页)?|播放|作者|编辑)$"
)
"""What a page has right behind the name of its source, without a blank."""
_TITLE_MARKS = re.compile(r"^《([^《》]+)》$")
"""GB/T 15834, 4.15: a paper's name may stand in the marks of a title; they are not part of it."""
_SENTENCE = re.compile(r"[。！？!?；]")
_CLOSING = re.compile(r"([^（(【\[]*?\w\s*)[)）】\]]")
_LONGEST_NAME = 16
"""Characters: a longer line in an element that is named for a name says more than one."""
_FITS = {"作者": is_person, "来源": is_press}


@dataclass(slots=True)
class Credits:
    """The people and the press behind an article; names are joined by blanks."""

    source: str | None = None
    author: str | None = None
    editor: str | None = None
    responsible_editor: str | None = None
    photographer: str | None = None
    original_title: str | None = None

    @classmethod
    def of(cls, draft: Draft) -> "Credits":
        """Return the credits of *draft*."""
        return cls(*(getattr(draft, field) for field in cls.__slots__))

    def fill(self, other: "Credits") -> None:
        """Take from *other* what is still missing here."""
        for field in self.__slots__:
            if getattr(self, field) is None:
                setattr(self, field, getattr(other, field))

    @classmethod
    def merged(cls, statements: Iterable["Statement"]) -> "Credits":
        """Return each field as the first of *statements* that has it states it."""
        credits = cls()
        for _where, stated in statements:
            credits.fill(stated)
        return credits

    def sign(self, draft: Draft) -> Draft:
        """Return *draft* with these credits."""
        return replace(
            draft,
            source=_TITLE_MARKS.sub(r"\1", self.source) if self.source else None,
            author=self.author,
            editor=self.editor,
            responsible_editor=self.responsible_editor,
            photographer=self.photographer,
            original_title=self.original_title,
        )


Found = tuple[Field, int, int, bool]
"""A label in a line: field, start and end (its separator included), and whether it is glued."""
Statement = tuple[str, Credits]
"""Where something is stated, as a message, and what."""


class Label(Struct, frozen=True):
    """One label of a line and its value; ``start`` is where the label begins."""

    field: Field
    value: str
    start: int
    glued: bool = False
    """Nothing parts the value from its label: only a value that looks right makes it one."""

    @property
    def states(self) -> Credits:
        """What it says; nothing where the value does not fit the label."""
        if self.field == "source":
            return Credits(source=source(self.value, vouched=not self.glued))
        if self.field in ("other", "time", "updated", "publisher"):
            return Credits()
        value = ROLE.sub(" ", without_standing(self.value))
        people = names(value, vouched=not self.glued)
        match self.field:
            case "author" if _PHOTOGRAPHED.match(value):
                return Credits(photographer=names(_PHOTOGRAPHED.sub("", value)))
            case "author":
                return Credits(author=people)
            case "editor":
                return Credits(editor=people)
            case "responsible":
                return Credits(responsible_editor=people)
            case "photographer":
                return Credits(photographer=people)
            case _:
                return Credits(author=people, photographer=people)


def cut(text: str) -> Iterator[Label]:
    """Yield the labels of a line with their values, in order.

    A role right behind a label belongs to the value: ``文/图 记者 张三``.
    """
    found = list(_labels(text))
    found[1:] = [
        after
        for before, after in pairwise(found)
        if after[0] != "author" or before[0] not in _PEOPLE or not _is_role(text, before, after)
    ]
    for index, (field, start, end, glued) in enumerate(found):
        stop = found[index + 1][1] if index + 1 < len(found) else len(text)
        yield Label(field, _within(text[end:stop]).strip(_STRIPPED), start, glued)


def _within(value: str) -> str:
    """Return *value* up to the bracket that closes before any opens: （编辑：张三）1130506."""
    closing = _CLOSING.match(value)
    return closing[1] if closing else value


def _is_role(text: str, before: Found, after: Found) -> bool:
    """Return whether a label *after* another says who somebody is: 文/图 记者, 文/甲报记者：."""
    between = text[before[2] : after[1]]
    glued = not between[-1:].isspace() and between[-1:] not in _BOUNDARY
    return not between.strip() or (glued and not is_person(between.split()[-1]))


def source(value: str, *, vouched: bool = True) -> str | None:
    """Return the name of a press that *value* begins with, without a city in brackets.

    What is *vouched* for by a label need not look like one.
    """
    name = re.split(r"[|｜丨【\[（(>]|\s{2,}|\u3000|[，,](?=\s*\S*[作编])", value, maxsplit=1)[0]
    name = TAKEN_FROM.sub("", name.strip(' ：:-—·“”"'))
    first, _, rest = name.partition(" ")
    if not first.isascii() or not (rest.isascii() or is_press(rest)):
        name = first
    name = _GLUED_TOOL.sub("", name)
    if not 2 <= len(name) <= 40 or _NO_SOURCE.match(name) or _SENTENCE.search(name):
        return None
    if not vouched and not (is_press(name) or name.isascii()):
        return None
    return None if is_tool(name) else name


def people(text: str) -> str | None:
    """Return the names behind the roles in ``甲报记者 张三 李四 通讯员 王五``.

    None where there is no role, or anything else but names. Behind a role that stands apart any
    short words are names: 记者 古丽夏提.
    """
    text = _PHOTOGRAPHER.sub("", text)
    roles = [*ROLE.finditer(text), None]
    stated = " ".join(
        text[role.end() : following.start() if following else None]
        for role, following in pairwise(roles)
        if role and not _NO_AUTHOR.search(role[0])
    )
    words = re.split(r"[\s、]+", stated.strip())
    listed = len(words) > 1 and any(map(is_person, words))
    if (listed or _ROLE_APART.search(text)) and all(map(may_be_name, words)):
        return " ".join(words)
    return names(stated, vouched=False, whole=True)


def _labels(text: str) -> Iterator[Found]:
    """Yield field, start and end (its separator included) of each label, and if it is glued."""
    position = search = 0
    while match := _LABEL.search(text, search):
        field: Field = match.lastgroup  # type: ignore[assignment]
        start, end = match.span()
        search = end
        bounded = start == 0 or text[start - 1].isspace() or text[start - 1] in _BOUNDARY
        separator = _SEPARATOR.match(text, end)
        if separator and (bounded or (end - start > 1 and separator[0].strip() in ":：")):
            # A press may stand before the label without a blank: 甲报记者：乙 甲报编辑：丙.
            blank = None if bounded else _LAST_BLANK.search(text[position:start])
            if blank and not is_person(text[position + blank.end() : start]):
                start = position + blank.end()
            position = search = separator.end()
            yield field, start, position, False
        elif match[0] in _COLON_ONLY:
            continue
        elif bounded and end - start > 1 and (end == len(text) or text[end].isspace()):
            yield field, start, end, False
        elif bounded and end - start > 1 and field in _GLUED:
            yield field, start, end, True


def label_by_class(flow: Flow) -> Flow:
    """Return *flow*, in which a name in an element that is named for it has its label before it.

    ``<div class="author">张三</div>`` is read as ``作者：张三``.
    """
    for line in flow.lines:
        if 1 < len(line.text) <= _LONGEST_NAME and not line.is_link:
            label = label_of(flow.boxes[line.box].names)
            if label and _FITS[label](line.text):
                line.runs = ((f"{label}：", ()), (line.text, ()))
    return flow
