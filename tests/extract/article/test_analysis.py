import pytest

from reader.extract.article.analysis import Finding, explain
from reader.extract.article.zones import BELOW, BETWEEN
from reader.extract.decode import Input
from reader.extract.document import analyse_document
from reader.extract.page import analyse_page
from reader.i18n import render
from tests.extract.samples import FIRST, HEADLINE, SECOND, THIRD, URL, page, paragraphs

MIDDLE = (
    f"<div class='main wide'><h1>{HEADLINE}</h1><div>2024-05-06 08:00 来源：云州日报</div>"
    f"<div id=text>{paragraphs()}<p>责任编辑：李一</p></div></div>"
)


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    return list(explain(analyse_page(Input(page(MIDDLE), url=URL))))


def test_the_element_of_the_body_is_named_with_those_that_came_after_it(
    findings: list[Finding],
) -> None:
    chosen, *others = (finding for finding in findings if finding.name == "body")
    assert chosen.value == "div.main.wide > div#text"
    assert f"{len(FIRST + SECOND + THIRD)} 字正文占" in render(chosen.why)
    assert others[0].value == "body > div.main.wide"
    assert "得分是它的" in render(others[0].why)


def test_each_field_is_shown_with_the_line_that_states_it(findings: list[Finding]) -> None:
    credits = "2024-05-06 08:00 来源：云州日报"
    fields = {finding.name: finding for finding in findings}
    assert fields["headline"].line == HEADLINE
    stated = [(fields[name].value, render(fields[name].why), fields[name].line) for name in FIELDS]
    assert stated == [
        ("2024-05-06T08:00+08:00", BETWEEN, credits),
        ("云州日报", BETWEEN, credits),
        ("李一", BELOW, "责任编辑：李一"),
    ]
    assert "author" not in fields


FIELDS = ("published", "source", "responsible_editor")


def test_lines_left_out_of_the_body_are_shown(findings: list[Finding]) -> None:
    [dropped] = [finding for finding in findings if finding.name == "dropped"]
    assert (dropped.line, render(dropped.why)) == ("责任编辑：李一", "署名")


@pytest.mark.parametrize(("name", "mark"), [("a.txt", ""), ("a.md", "# ")])
def test_a_text_has_no_elements_but_lines(name: str, mark: str) -> None:
    lines = [mark + HEADLINE, "2024-05-06 08:00 来源：云州日报", FIRST, SECOND]
    reading = analyse_document("\n\n".join(lines).encode(), name)
    body, *_, source = (found for found in explain(reading) if found.name in ("body", "source"))
    assert (body.value, render(body.why)) == ("", "第 3–4 行")
    assert source.line == lines[1]


def test_a_page_without_prose_has_no_body_to_explain() -> None:
    reading = analyse_page(Input(f"<title>{HEADLINE}</title>".encode(), url=URL))
    assert [finding.name for finding in explain(reading)] == ["headline"]
