"""How an article was read out of a document: ``zhnews extract --why``."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader import i18n
from reader.cli.output import write_json, write_table
from reader.i18n import N_, _

if TYPE_CHECKING:
    from reader.extract.article.analysis import Analysis, Finding

_LABELS = {
    "body": N_("正文"),
    "headline": N_("标题"),
    "kicker": N_("引题"),
    "subtitle": N_("副题"),
    "published": N_("时间"),
    "source": N_("来源"),
    "author": N_("作者"),
    "editor": N_("编辑"),
    "responsible_editor": N_("责编"),
    "photographer": N_("摄影"),
    "original_title": N_("原题"),
    "dropped": N_("去掉"),
}


def write_findings(analysis: "Analysis", *, as_json: bool) -> None:
    """Print why *analysis* came out as it did."""
    from reader.extract.article.analysis import explain

    findings = list(explain(analysis))
    if as_json:
        write_json({"findings": [_as_dict(finding) for finding in findings]})
    else:
        write_table(list(_rows(findings)))


def _as_dict(finding: "Finding") -> dict[str, str]:
    return {
        "name": finding.name,
        "value": finding.value,
        "why": i18n.render(finding.why),
        "line": finding.line,
    }


def _rows(findings: "list[Finding]") -> Iterator[tuple[str, str, str]]:
    """The label where it changes, why, and what: the value, or the line that says it."""
    last = ""
    for finding in findings:
        label = _(_LABELS[finding.name]) if finding.name != last else ""
        last = finding.name
        what = finding.value
        if finding.line and finding.line != what:
            what = f"{what}  ← {finding.line}" if what else finding.line
        yield label, i18n.render(finding.why), what
