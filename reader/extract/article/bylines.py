"""Names that no label vouches for: bylines, datelines, signatures, what stands beside a date.

A reporter signs ``某报记者 张三``, ``（记者 张三）`` or ``□张三``, a photographer ``张三/图``; a
press and an author stand bare beside the time on 38% of the pages that name them.
"""

import re

from reader.extract.article.field_labels import ROLE, TAKEN_FROM, Credits, cut, people
from reader.extract.article.person_names import is_person, is_press, may_be_name, names
from reader.extract.html.furniture import is_tool

_REPORTER = re.compile(
    r"[\W_]*(?P<who>[\w《》·\s]{0,20}?(?:[记記]者|作者|通[讯訊][员員]|评论员|特派员)"
    r"[\s:：/／|｜丨]*.{2,40}?)[\W_]*"
)
_TURNED = re.compile(
    r"[\W_]*(?P<names>[\w·、\s]{2,24}?)\s*(?P<slash>[/／])?\s*(?P<role>文图|图文|文/图|文|摄影|摄|图|供图)[\W_]*"
)
_BOTH = re.compile(r"文字?[/／、\s]*(?:图|圖|摄|攝|片)|[图圖]文|摄影报道|攝影報導|并摄")
_PICTURES = re.compile(r"(?:摄影?|攝影?|供?[图圖])[\W_]*$")
_PAIRED = re.compile(
    r"文字?[\s:：/／]+([\w·、 ]{2,16}?)[\s，,、;；|｜]+"
    r"(?:[图圖]片?|摄影?)[\s:：/／]+([\w·、 ]{2,16})"
)
"""``文 张三 图 李四``."""
_MARKED = re.compile(r"[□■○●◎◆◇▲△※▍丨]\s*([\w·、\s]{2,24})")
_CABLE = re.compile(r"[^。，]{0,24}?(?:讯|電|电|消息|报道|報道)\s*[（(]([^（）()]{2,40})[)）]")
_REPORT = re.compile(
    r"(?:[^。，（）()]{0,24}?(?:讯|电|消息)[:：\s]+)?"
    r"((?:[\w、 ]{2,10}、)?\w{0,8}(?:记者|通讯员)[\w、 ]{2,24}?)\s*报道"
)
_OFFICE = re.compile(
    r"[（(]\s*[\u4e00-\u9fff]{1,16}[局委办院所科室处队站会校部社区镇乡村中心]\s+([\u4e00-\u9fff]{2,4})\s*[)）]"
)
"""``（某院办公室 张三）``, how offices sign their articles."""
_REPORTED_FROM = re.compile(
    r"(?:[^。，！？]{2,40}[\s）)》])?([\u4e00-\u9fff·]{2,5})"
    r"(?:\s+[\u4e00-\u9fff]{2,6}(?:报道|報道|報導)|\s*发自[\u4e00-\u9fff]{2,8})"
)
"""``《某报》（中文版）张三 某地报道``."""
_TWO_PRESSES = re.compile(r"[^\s、]*[/／](?=[^\s、]{0,12}(?:记者|通讯员))")
"""``甲报/乙报记者``."""
_TURNED_PAIR = re.compile(r"([\w·]{2,12})[/／](文|[图圖]|摄影?)")
_DATELINE = re.compile(r"[^。，！？]{2,30}(?:讯|电|消息|訊|電|報道)[\s（(:：】]")
_PRESS_OF = re.compile(
    r"[\W_]*(?!本[报网台刊])([\u4e00-\u9fff]{2,10}?)(?:首席|见习|实习|特约|[全融新]媒体)*[记記]者[\s:：|｜]"
)
_BRACKETS = re.compile(r"[（(【\[〔]([^（）()【】\[\]〔〕]{2,60})[)）】\]〕]")
_SLASHED = re.compile(r"\s*([\w·]+)\s*[/／]\s*([\w·《》]+)\s*")
_ACCOUNT = re.compile(r"(?:企鹅|百家|头条|搜狐|网易|大鱼|一点|公众|澎湃|微信公众)号")
"""What platforms call the account that an article appeared in."""
_NOISE = re.compile(
    r"(?:19|20)\d\d[-/年.]\d{1,2}[-/月.]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?|IP属地[:：]?\s*\S+|"
    r"https?://\S+|www\.\S+|[\w.]+\.(?:com|cn|net|org)(?:\.cn)?\b"
    r"|\d+\s*(?:次|人|条|万)?\S{0,3}(?:阅读|评论|参与|浏览|点击)|[>»›]+|原创|转载"
    r"|(?<!\w)[A-Za-z][+\-]?(?=\s|$)"
)
_ORIGINAL = re.compile(r"原创[:：\s]+(\S+)\s+([^\d\s]\S*)(?:\s+[\d今昨前].*)?")
"""``原创 张三 某号 昨天``."""
_BY = re.compile(r"(?:^|[\s)）])由\s+([\u4e00-\u9fff\w]{2,12}?)(?=\s|\d|$)")
"""``2022年6月18日 由 张三``."""
_LATIN_NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")
_PLACES = re.compile(
    r"北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南"
    "|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|台湾"
    "|首页|正文|新闻|要闻|国内|国际|社会|时政|财经|频道|(?:当前|您的)?位置|头条|综合|本站|[今昨前]天|星期."
)
"""Words of a page's navigation and calendar, and where an author is, which name nobody."""
_NO_PRESS = re.compile(
    r"记者|作者|编辑|评论员|通讯员|楼主|员$|[账帐]号|有效期|人参与|摘要|提要|提示|导读|^[A-Za-z]{1,3}$"
)
"""Words that no press is called."""
_PAPER_PAGE = re.compile(r"第?[A-Za-z]{0,3}\d{1,3}\s?版")
"""The number of a newspaper's page, beside which that page's name stands."""
_SHORT = 48
_TAIWAN = re.compile(
    r"[（(〔【]\s*(?:(?P<press>[\u4e00-\u9fff]{2,8}?[報社網刊])(?:特派員|(?:特派)?記者)?|(?:特派)?記者)"
    r"(?P<names>[\u4e00-\u9fff]{3}(?:、[\u4e00-\u9fff]{3})*)[\u4e00-\u9fff／/]{2,8}?"
    r"(?:\d{1,2}日)?(?:專?電|綜合報導|報導|外電報導)[)）〕】]"
)
"""``（甲社記者乙某某台北14日電）``: in Taiwan a name has three characters."""
_HOUSE = re.compile(r"[【〔]\s*(?!本[報报])([\u4e00-\u9fff]{2,8}?)(?:專|专|特)?[訊讯]\s*[】〕]")
"""``【甲報專訊】``, how papers of Hong Kong open."""
_FILED = re.compile(
    r"[\w·、 ]{2,24}(?:\s*[/／]\s*[\w·、 ]{2,24})?\s*[/／]"
    r"\s*[\u4e00-\u9fff、]{2,12}?(?:[報报][導道导]|專電)"
)
"""``甲報／記者乙某某／台北報導``: who, and from where."""
_AROUND = "【】〔〕（）()[] \u3000"
_OUTLET = re.compile(r".*(?:[報报社網网台臺刊]|新[聞闻])")


def byline(text: str) -> Credits:
    """Return what a line says that is nothing but the names of reporters or photographers."""
    if len(text) > _SHORT:
        return Credits()
    if is_filed(text):
        return _filed(text)
    if (found := _OFFICE.fullmatch(text)) and is_person(found[1]):
        return Credits(author=found[1])
    if (found := _REPORTED_FROM.fullmatch(text)) and may_be_name(found[1]):
        return Credits(author=found[1])
    if (found := _REPORTER.fullmatch(text)) and (reporters := people(found["who"])):
        return _signed(reporters, found["who"])
    if found := _MARKED.fullmatch(text):
        return Credits(author=people(found[1]) or _only_names(found[1]))
    if found := _PAIRED.fullmatch(text.strip("（）()【】[] ")):
        return Credits(author=_only_names(found[1]), photographer=_only_names(found[2]))
    bare = ROLE.sub("", text)
    pairs = _TURNED_PAIR.findall(bare)
    if len(pairs) > 1 and not _TURNED_PAIR.sub("", bare).strip(" \u3000，,、；;|（）()【】[]"):
        credits = Credits()
        for name, role in pairs:
            credits.fill(_signed(name, role) if _only_names(name) else Credits())
        return credits
    if found := _TURNED.fullmatch(text):
        vouched = found["slash"] is not None and not is_press(found["names"].strip())
        if turned := names(found["names"], vouched=vouched, whole=True):
            return _signed(turned, found["role"])
    return Credits()


def _signed(people: str, role: str) -> Credits:
    """Return who wrote and who photographed, by what follows the names: 文, 摄, 文/图."""
    if _BOTH.search(role):
        return Credits(author=people, photographer=people)
    return Credits(photographer=people) if _PICTURES.search(role) else Credits(author=people)


def is_filed(text: str) -> bool:
    """Return whether a line says who filed a report and whence: ``體育中心／綜合報導``."""
    return len(text) <= _SHORT and _FILED.fullmatch(text.strip(_AROUND)) is not None


def _filed(text: str) -> Credits:
    *press, who, _ = [part.strip() for part in re.split("[/／]", text.strip(_AROUND))]
    outlet = next(filter(_OUTLET.fullmatch, [*press, who]), None)
    return Credits(source=outlet, author=None if who == outlet else people(who) or _only_names(who))


def beside(before: str, after: str, *, guess: bool = False) -> Credits:
    """Return what stands without a label before and behind a date: a press, an author, or both.

    With *guess* a word that looks like neither is taken for a press.
    """
    if any(label.field == "source" for label in cut(f"{before} {after}")):
        return Credits()
    if by := _BY.search(after):
        return Credits(author=by[1])
    guess = guess and not _PAPER_PAGE.search(f"{before} {after}")
    credits = Credits()
    if latin := _LATIN_NAME.search(after):
        credits.author = latin[0]
        after = after.replace(latin[0], " ")
    for word in [*_words(after), *reversed(_words(before))][:2]:
        for part in re.split(r"[/／]", word):
            taken = TAKEN_FROM.sub("", part)
            if is_press(taken):
                credits.fill(Credits(source=taken))
            elif taken != part or is_tool(part):
                continue  # 来自北京 is where the page was opened
            elif is_person(part) or re.fullmatch(r"[a-z][\w.]{2,20}", part):
                credits.fill(Credits(author=part))
            elif (
                guess
                and credits == Credits()
                and not _NO_PRESS.search(part)
                and re.fullmatch(r"(?!\d+$)[\w《》·+]{2,12}", part)
            ):
                credits.fill(Credits(source=part))
    return credits


def alone(text: str, following: str) -> Credits:
    """Return what a line says by its form: ``张三/某报``, ``原创 张三 某号``, a platform's account.

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
    for one, two in ((text, following), _pair(text)):
        if is_person(one) and is_press(two):
            return Credits(source=two, author=one)
        if is_press(one) and is_person(two) and not is_tool(one):
            return Credits(source=one, author=two)
    original = _ORIGINAL.fullmatch(text)
    if original and not is_press(original[1]):
        return Credits(source=original[2], author=original[1])
    if _ACCOUNT.fullmatch(following) and not is_tool(text) and re.fullmatch(r"[\w·]{2,16}", text):
        return Credits(source=text)
    return Credits()


def _pair(text: str) -> tuple[str, str]:
    """Return the two words of a line that has no more."""
    words = text.split()
    return (words[0], words[1]) if len(words) == 2 else ("", "")


def is_dateline(text: str) -> bool:
    """Return whether a paragraph opens as a report does: 某报讯, 新华社某地5月6日电, 某网消息."""
    return _DATELINE.match(text) is not None


def press_of(line: str) -> Credits:
    """Return the press that a byline names: ``甲报记者 张三``."""
    found = _PRESS_OF.match(line) if len(line) <= _SHORT else None
    return Credits(source=found[1] if found and is_press(found[1]) else None)


def dateline(opening: str) -> Credits:
    """Return the reporters that a paragraph's opening names: ``某报讯（记者 张三）``.

    They may stand in brackets, right behind 讯 or 电 even without a role, or before 报道.
    """
    if found := _TAIWAN.match(opening):
        press = None if found["press"] in ("本報", "本刊") else found["press"]
        return Credits(source=press, author=found["names"].replace("、", " "))
    if (house := _HOUSE.match(opening)) and is_press(house[1]):
        return Credits(source=house[1])
    for form in (_CABLE, _REPORT):
        found = form.match(opening)
        stated = ROLE.sub(" ", _TWO_PRESSES.sub("", found[1])) if found else ""
        if found and (named := _only_names(stated)):
            return _signed(named, found[1])
    for found in _BRACKETS.finditer(opening):
        if is_filed(found[1]):
            return _filed(found[1])
        written = re.fullmatch(r"文[/／](.+)|(.+)[/／]文", found[1])
        reporters = people(found[1])
        if written and not reporters:
            reporters = _only_names(written[1] or written[2])
        if reporters:
            return _signed(reporters, found[1])
    return Credits()


def signature(paragraph: str) -> Credits:
    """Return the names in the brackets that end an article."""
    found = re.search(r"[（(【\[]([^（）()【】\[\]]{2,40})[)）】\]][\W\d]{0,8}$", paragraph)
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
    """Return the words beside a date that may name somebody."""
    labels = list(cut(text))
    text = _NOISE.sub(" ", text[: labels[0].start] if labels else text)
    words = [word.strip("()（）[]【】<>·—-:：,，") for word in re.split(r"[\s|｜丨]+", text)]
    return [
        word
        for word in words
        if len(word) > 1 and not word.isdigit() and not (_PLACES.fullmatch(word) or is_tool(word))
    ]
