"""What a list is of, by its titles: news, or what a city's page lists beside its news.

A government's page lists its notices, documents, data, services and letters as it lists its news:
dated, under one form of address. Their titles tell them: a notice ends in 公告, a document in 办法.
One such title may be of news too (我市出台供热办法); most of a list is not.
"""

import re
from collections.abc import Sequence

_PAPER = re.compile(
    r"(?:公告|公示|通告|通知|启事|公报|公开|告知书|公开信|名单|名录|目录|清单|指南|须知|流程|一览表"
    r"|办法|规定|条例|细则|章程|意见|决定|批复|[来复答]?函|要点|规划|预案|方案|规程|标准"
    r"|预算|决算|[年月季]报|年度?报告|统计(?:表|公报|数据)|数据集?|指标|价格表"
    r"|解读|问答|一图读懂|图解"
    r"|办理|申请|申报|申领|预约|查询|缴费|登记|备案|审批|核[发准]|认[定证]|许可|服务|补[办换]领?"
    r"|来信|咨询|投诉|问卷(?:调查)?|征集|留言)"
    r"(?:\s*[（(【\[〔][^）)】\]〕]*[）)】\]〕]|[\s\d第号一二三四五六七八九十]+)*\W*$"
)
"""How notices, documents, data, services and letters end; a number or a version may follow."""
_MOST = 0.6
"""The share of a list's titles that makes it one of such papers."""


def is_news(titles: Sequence[str]) -> bool:
    """Return whether a list with these *titles* is one of news."""
    papers = sum(_PAPER.search(title) is not None for title in titles)
    return papers < _MOST * len(titles)
