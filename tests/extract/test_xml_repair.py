from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract.decode import repair


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("A & B", "A & B"),
        ("AT&T; &amp; &lt;b&gt;", "AT&T; & <b>"),
        ("a&b=1&c=2", "a&b=1&c=2"),
        ("江&nbsp;城&hellip;&#27;&#x4e00;", "江\xa0城…一"),
        ("&LT;b&GT;", "<b>"),
        ("<![CDATA[a&b &nbsp; &#27;]]> &", "a&b &nbsp; &#27; &"),
        ("江\0\x1b城", "江城"),
        ("&#xD800;&#99999999999;&#;", ""),
        ("&#x4e00 &#65&#X42;", "一 AB"),
    ],
)
def test_a_parser_of_xml_reads_what_was_meant(text: str, meant: str) -> None:
    assert ElementTree.fromstring(f"<a>{repair(text)}</a>").text == (meant or None)


@given(st.text("&#;x1! [CDAT\0nbsp\x1b江"))
def test_what_has_no_tags_can_be_parsed_after_it_was_mended(text: str) -> None:
    ElementTree.fromstring(f"<a>{repair(text)}</a>")
