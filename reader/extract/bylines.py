"""Names that no label vouches for: bylines, datelines, signatures, what stands beside a date.

A reporter signs ``某报记者 张三``, ``（记者 张三）`` or ``□张三``, a photographer ``张三/图``; a
press and an author stand bare beside the time on 38% of the pages that name them.
"""

import re

from reader.extract.furniture import is_tool
from reader.extract.labels import Credits, cut, people
from reader.extract.names import is_person, is_press, names

_REPORTER = re.compile(
    r"[\W_]*(?P<who>[\w《》·\s]{0,20}?(?:[记記]者|作者|通[讯訊][员員]|评论员|特派员)"
    r"[\s:：/／|｜丨]*.{2,40}?)[\W_]*"
)
_TURNED = re.compile(
    r"[\W_]*(?P<names>[\w·、\s]{2,24}?)\s*[/／]?\s*(?P<role>文图|图文|文/图|文|摄影|摄|图|供图)[\W_]*"
)
_MARKED = re.compile(r"[□■○●◎◆◇▲△※▍丨]\s*([\w·、\s]{2,24})")
_BRACKETS = re.compile(r"[（(【\[〔]([^（）()【】\[\]〔〕]{2,60})[)）】\]〕]")
_SLASHED = re.compile(r"\s*([\w·]+)\s*[/／]\s*([\w·《》]+)\s*")
_ACCOUNT = re.compile(r"(?:企鹅|百家|头条|搜狐|网易|大鱼|一点|公众|澎湃|微信公众)号")
"""What platforms call the account that an article appeared in."""
_NOISE = re.compile(
    r"https?://\S+|www\.\S+|[\w.]+\.(?:com|cn|net|org)(?:\.cn)?\b"
    r"|\d+\s*(?:次|人|条|万)?\S{0,3}(?:阅读|评论|参与|浏览|点击)|[>»›]+|原创|转载"
    r"|(?<!\w)[A-Za-z][+\-]?(?=\s|$)"
)
_PLACES = re.compile(
    "首页|正文|新闻|要闻|国内|国际|社会|时政|财经|频道|(?:当前|您的)?位置|头条|综合|本站|[今昨前]天|星期."
)
"""Words of a page's navigation and calendar, which name nobody."""
_SHORT = 48


def byline(text: str) -> Credits:
    """Give what a line says that is nothing but the names of reporters or photographers."""
    if len(text) > _SHORT:
        return Credits()
    if (found := _REPORTER.fullmatch(text)) and (reporters := people(found["who"])):
        return Credits(author=reporters)
    if found := _MARKED.fullmatch(text):
        return Credits(author=people(found[1]) or _only_names(found[1]))
    if (found := _TURNED.fullmatch(text)) and (turned := _only_names(found["names"])):
        words, pictures = "文" in found["role"], found["role"] != "文"
        return Credits(author=turned if words else None, photographer=turned if pictures else None)
    return Credits()


def beside(before: str, after: str) -> Credits:
    """Give what stands without a label before and behind a date: a press, an author, or both."""
    if any(label.field == "source" for label in cut(f"{before} {after}")):
        return Credits()
    credits = Credits()
    for word in [*_words(after), *reversed(_words(before))][:2]:
        for part in re.split(r"[/／]", word):
            if is_press(part):
                credits.fill(Credits(source=part))
            elif is_person(part) or re.fullmatch(r"[a-z][\w.]{2,20}", part):
                credits.fill(Credits(author=part))
            elif credits == Credits() and re.fullmatch(r"[\w《》·+]{2,12}", part):
                credits.fill(Credits(source=part))
    return credits


def alone(text: str, following: str) -> Credits:
    """Give what a line says by its form: ``张三/某报``, ``原创 张三 某号``, a platform's account.

    *following* is the next line, where a platform says that this one names an account.
    """
    if len(text) > _SHORT:
        return Credits()
    if slashed := _SLASHED.fullmatch(text):
        one, two = slashed.groups()
        if is_person(one) and is_press(two):
            return Credits(source=two, author=one)
        if is_press(one) and is_person(two):
            return Credits(source=one, author=two)
    if original := re.fullmatch(r"原创[:：\s]+(\S+)\s+(\S+)", text):
        return Credits(source=original[2], author=original[1])
    if _ACCOUNT.fullmatch(following) and not is_tool(text) and re.fullmatch(r"[\w·]{2,16}", text):
        return Credits(source=text)
    return Credits()


def dateline(opening: str) -> Credits:
    """Give the reporters in the brackets of a paragraph's opening: ``某报讯（记者 张三）``."""
    for found in _BRACKETS.finditer(opening):
        written = re.fullmatch(r"文[/／](.+)|(.+)[/／]文", found[1])
        reporters = people(found[1])
        if written and not reporters:
            reporters = _only_names(written[1] or written[2])
        if reporters:
            return Credits(author=reporters)
    return Credits()


def signature(paragraph: str) -> Credits:
    """Give the names in the brackets that end an article."""
    found = re.search(r"[（(]([^（）()]{2,40})[)）]\W{0,2}$", paragraph)
    if not found:
        return Credits()
    credits = byline(found[1])
    for label in cut(found[1]):
        credits.fill(label.states)
    if credits == Credits():
        credits.author = _only_names(found[1])
    return credits


def _only_names(text: str) -> str | None:
    return names(text, vouched=False, whole=True)


def _words(text: str) -> list[str]:
    """The words beside a date that may name somebody."""
    labels = list(cut(text))
    text = _NOISE.sub(" ", text[: labels[0].start] if labels else text)
    words = [word.strip("()（）[]【】<>·—-:：,，") for word in re.split(r"[\s|｜丨]+", text)]
    return [
        word
        for word in words
        if len(word) > 1 and not word.isdigit() and not (_PLACES.fullmatch(word) or is_tool(word))
    ]
