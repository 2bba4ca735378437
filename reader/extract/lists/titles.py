"""What the articles of a list are called, by the texts that lead to them and by attributes."""

import re
from collections.abc import Iterable

from reader.extract.html.furniture import is_notice, is_related, is_tool
from reader.extract.lists.times import undated

PHRASE = 6
"""Characters: the shortest title that makes an article of a link by itself."""
_WORD = 2
"""Characters: the shortest title of an article among others (夜读)."""
_SUMMARY = 40
"""Characters: what is longer and has a sentence in it sums an article up."""

_NONE = re.compile(
    # The foot of a page: its licences, whom to write to. News speaks of all of these too.
    r"许可证?(?:编?号|\W*\d|\W*$)|[备備]案?(?:编?号|序号|\W*\d|\W*$)|证书?(?:编?号|\W*$)"
    r"|公网安备|网审|网文|字\W*第?\d+号|\d{5,}号|同意书\W*$"
    r"|举报(?:电话|邮箱|信箱|中心|专区|平台|热线|入口|受理|方式|指南|网站)?(?:\W*\d|[:：]|\W*$)"
    r"|版权(?:所有|声明|信息|归属|\W*$)|联系我们|关于我们|客户端(?:下载|\W*$)"
    r"|^\W*(?:用户|会员|账号|立即|免费|快速|点击|请|未|已)?(?:登[录錄陆]|注册)(?:\W|/|账号|会员|用户|入口|$)"
    r"|新窗口打开|^\W*(?:更多|详细|详情|全文|(?:继续)?阅读|查看|进入|首页|返回|最后发表|最新回复)"
    r"|^[\d\s年月日共篇条\W]+$"  # a number, a date, an archive
    r"|^第[A-Z]?\d+版|^[A-Z]?\d+版\s*(?:[:：]|$)"  # a page of a newspaper
    r"|\d+\s*(?:阅读|评论|跟贴|回复|条|人)$"
)
_COUNTS = re.compile(r"\s+[\d.,]+\s?万?\s?(?:次?阅读|条?评论|次?浏览|播放|跟贴|回复)$")
_MARKS = " ·•▪■◆●►▶>-—　"
_CUT = re.compile(r"(?:…|\.{2,}|。。。)\s*$")
_PART = re.compile(r"[，。；：]$")
"""The end of a part of a text."""


def choose(headings: Iterable[str], texts: Iterable[str], attributes: Iterable[str]) -> str:
    """Return the title of an article; empty where there is none.

    It is the first phrase of the *headings* that lead to it, else of the other *texts*, else of the
    *attributes*, else the first word; where it is cut off, another of them makes it whole.
    """
    shown = [undated(_COUNTS.sub("", text)).strip(_MARKS) for text in (*headings, *texts)]
    known = list(filter(_may_be_title, (*shown, *attributes)))
    if not known:
        return ""
    phrases = [text for text in known if len(text) >= PHRASE and not _PART.search(text)]
    first = phrases[0] if phrases else known[0]
    beginning = _CUT.sub("", first)
    whole = (text for text in phrases if beginning in text and not _CUT.search(text))
    return max(whole, key=len, default=first)


def _may_be_title(text: str) -> bool:
    """Return whether *text* is neither a tool nor a notice nor a summary, and long enough."""
    if len(text) < _WORD or (len(text) > _SUMMARY and "。" in text) or _NONE.search(text):
        return False
    return not (is_tool(text) or is_related(text) or is_notice(text))
