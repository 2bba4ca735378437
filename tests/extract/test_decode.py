"""GB18030 and Big5, held to the decoders and indexes of the Encoding Standard (WHATWG)."""

import codecs
from encodings.aliases import aliases
from hashlib import sha256
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import NotText
from reader.extract.decode import Kind, big5, decode, decoded, gb18030, repair
from reader.extract.feed import parse_clean_feed
from reader.text import names

SIMPLIFIED = "云州市的新公交线路昨天开通，记者来到现场，这里有很多人。"
TRADITIONAL = "雲州市的新公車路線昨天開通，記者來到現場，這裡有很多人。"


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, charset: str) -> None:
    data = mark + SIMPLIFIED.encode(charset)
    assert decode(data, declared="gbk", kind="text") == SIMPLIFIED


def test_utf_8_wins_over_a_wrong_declaration() -> None:
    html = f"<meta charset=gb2312>{SIMPLIFIED}"
    assert decode(html.encode(), declared="gbk", kind="html") == html


@pytest.mark.parametrize("kind", ["html", "xml", "text"])
def test_one_bad_byte_does_not_spoil_utf_8(kind: Kind) -> None:
    data = SIMPLIFIED.encode()
    assert decode(data[:9] + b"\xff" + data[9:], kind=kind).replace("\ufffd", "") == SIMPLIFIED


@pytest.mark.parametrize("label", ["gb2312", "GBK", "x-gbk", "gb_2312-80", "gb18030"])
def test_every_name_of_gb_means_gb18030(label: str) -> None:
    html = f"<meta http-equiv=Content-Type content='text/html; charset={label}'>镕㐂€{SIMPLIFIED}"
    assert decode(html.encode("gb18030"), kind="html") == html


def test_xml_declares_in_its_first_line() -> None:
    xml = f"<?xml version='1.0' encoding='big5'?><a>{TRADITIONAL}</a>"
    assert decode(xml.encode("big5"), kind="xml") == xml


def test_what_http_declares_comes_before_what_the_page_declares() -> None:
    html = f"<meta charset=gbk>{TRADITIONAL}"
    assert decode(html.encode("big5"), declared="Big5", kind="html") == html


def test_a_declaration_that_does_not_fit_is_dropped() -> None:
    html = f"<meta charset=big5>{SIMPLIFIED}镕"
    assert decode(html.encode("gb18030"), kind="html") == html


@pytest.mark.parametrize("label", ["iso-8859-1", "us-ascii", "nonsense", "hex"])
def test_a_declaration_that_proves_nothing_is_dropped(label: str) -> None:
    assert decode(SIMPLIFIED.encode("gbk"), declared=label, kind="text") == SIMPLIFIED


def test_other_multibyte_charsets_are_believed() -> None:
    japanese = "こんにちは、世界の皆さん"
    assert decode(japanese.encode("euc-jp"), declared="EUC-JP", kind="html") == japanese


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Résumé à la carte", "iso-8859-1"),
        ("L’été “à” Paris", "windows-1252"),
        ("東京で開催される記者会見", "Shift_JIS"),
        ("서울에서 열린 회의", "EUC-KR"),
    ],
)
def test_the_charsets_of_other_scripts_are_believed_where_they_fit(text: str, charset: str) -> None:
    assert decode(text.encode(charset), declared=charset, kind="html") == text


@pytest.mark.parametrize("label", ["big5", "shift_jis", "iso-8859-1", "windows-1252", "utf-16"])
def test_a_declaration_that_happens_to_decode_is_no_proof(label: str) -> None:
    text = "长春举行冬季马拉松，新闻正文第一段。"
    assert decode(text.encode("gbk"), declared=label, kind="html") == text


def test_characters_that_are_rare_are_read_as_declared() -> None:
    assert decode("朱镕基喆㐀".encode("gb18030"), declared="gb2312", kind="html") == "朱镕基喆㐀"


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("start", ["<?xml version='1.0'?>", '{"version": ', "\n<html>"])
def test_utf_16_is_known_without_its_mark(charset: str, start: str) -> None:
    assert decode((start + SIMPLIFIED).encode(charset), kind="xml") == start + SIMPLIFIED


def test_it_is_told_what_was_declared_and_what_was_used() -> None:
    data = f"<?xml version='1.0' encoding='Big5'?>{SIMPLIFIED}".encode("gbk")
    found = decoded(data, kind="xml")
    assert (found.used, found.declared) == ("gb18030", "big5")
    assert decoded(data, declared="GBK", kind="xml").declared == "gbk"
    assert decoded(SIMPLIFIED.encode(), kind="text").used == "utf-8"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("¡CORAZÓN ÁÉÍÓÚ ÑANDÚ!", "windows-1252"),
        ("ÆØÅ ÆØÅ: BLÅBÆRGRØD, ØØØ", "iso-8859-1"),
        ("Žluťoučký kůň pěl ďábelské ódy", "iso-8859-2"),
        ("В Москве сегодня открылась выставка", "windows-1251"),
        ("Η έκθεση άνοιξε σήμερα", "iso-8859-7"),
    ],
)
def test_a_declared_charset_that_fits_is_not_overruled_by_one_that_does_not(
    text: str, charset: str
) -> None:
    assert decode(text.encode(charset), declared=charset, kind="html") == text


def test_a_server_that_takes_a_chinese_page_for_latin_is_not_believed_for_one_bad_byte() -> None:
    data = SIMPLIFIED.encode("gbk")
    text = decode(data + b"\xb3\n", declared="iso-8859-1", kind="html")
    assert text == f"{SIMPLIFIED}\ufffd\n"


def test_a_declaration_in_a_comment_declares_nothing() -> None:
    comment = "<!--[if IE]><meta charset=euc-kr><![endif]-->"
    html = f"{comment}<meta charset=gbk>{SIMPLIFIED}".encode("gbk")
    assert decoded(html, kind="html").declared == "gbk"
    assert decoded(f"<!-- <meta charset=gbk> {SIMPLIFIED}".encode(), kind="html").declared == ""
    assert decoded(b"<!--><meta charset=gbk>", kind="html").declared == "gbk"


def test_a_label_that_is_unknown_leaves_it_to_the_next() -> None:
    html = f"<meta charset=idna><meta charset=gbk>{SIMPLIFIED}".encode("gbk")
    assert decoded(html, declared="undefined", kind="html").declared == "gbk"


def test_the_euro_of_gbk_and_the_signs_of_big5_are_read_as_browsers_read_them() -> None:
    assert decode("价格".encode("gbk") + b"\x8095", declared="gbk", kind="html") == "价格€95"
    name = "約翰".encode("big5") + b"\xa1\x45" + "史密斯".encode("big5")
    assert decode(name, declared="big5", kind="html") == "約翰‧史密斯"


LABELS = names.DATA.read_text("utf-8").split()
NAMES = sorted({*aliases, *aliases.values(), *LABELS, "idna", "punycode", "undefined"})


@pytest.mark.parametrize("kind", ["html", "xml", "text"])
def test_no_name_of_a_codec_breaks_anything(kind: Kind) -> None:
    for name in NAMES:
        heads = {
            "html": f"<meta charset={name}>",
            "xml": f"<?xml version='1.0' encoding='{name}'?>",
        }
        declared = name.upper() if kind == "text" else None
        data = f"{heads.get(kind, '')}<rss><item><title>{SIMPLIFIED}</title></item></rss>".encode(
            "gbk"
        )
        assert decode(b"\x80\xff" + data, declared=declared, kind=kind)
        assert parse_clean_feed(data, charset=declared)


def test_undeclared_text_is_told_apart_by_its_commonest_characters() -> None:
    assert decode(SIMPLIFIED.encode("gbk"), kind="text") == SIMPLIFIED
    assert decode(TRADITIONAL.encode("big5"), kind="text") == TRADITIONAL


def test_bad_bytes_in_gb18030_are_replaced() -> None:
    data = SIMPLIFIED.encode("gbk")
    assert "现场，这里有很多人" in decode(b"\xff\x20" + data, declared="gbk", kind="html")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 and more",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0JFIF",
        b"GIF89a",
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        b"text with a \x00 byte",
    ],
)
def test_binaries_are_no_text(data: bytes) -> None:
    with pytest.raises(NotText, match="照片"):
        decode(data, kind="text", name="照片")


def test_a_stray_nul_in_a_long_page_is_forgiven() -> None:
    assert decode(SIMPLIFIED.encode() * 20 + b"\x00", kind="html").startswith(SIMPLIFIED)


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"", kind="text") == ""


# What the standard's decoders make of every pair of bytes from 8000 on, each before a line's end.
PAIRS = [
    b"".join(bytes((lead, trail, 10)) for trail in range(0x100)) for lead in range(0x80, 0x100)
]
GB18030 = "6ca032ac22b5921c68ee078fd8ff8efd8f94e0e67991fca8bd321318cecd2255"
BIG5 = "0a6ca50e9b5d4c9a1b63e49ba87c28d1f60f08b40ab46b161ca877cc2b7dd38c"


def test_every_pair_of_bytes_is_read_as_the_standard_reads_it() -> None:
    assert sha256("".join(map(gb18030, PAIRS)).encode()).hexdigest() == GB18030
    assert sha256("".join(map(big5, PAIRS)).encode()).hexdigest() == BIG5


@pytest.mark.parametrize("data", [b"\xff", b"\x81 ", b"\x80", b"\x81\x39\xee\x39", b"\xa2\x41\xff"])
def test_what_is_no_text_is_left_to_pythons_codecs(data: bytes) -> None:
    data *= 5_000
    assert gb18030(data) == data.decode("gb18030", "replace")
    assert big5(data) == data.decode("big5hkscs", "replace")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (b"9\x80", "9€"),
        (b"\xa2\xe3", "€"),
        (b"\xa6\xd9\xa6\xf3", "︐︙"),
        (b"\xa8\xbc", "ḿ"),
        (b"\xfe\x59", "龴"),
        (b"\xa3\xa0", "\u3000"),
        (b"\x81\x39\xee\x39", "㐀"),
        (b"\x95\x32\x82\x36", "𠀀"),
        (b"<\xb3\xa4>\xb3<", "<长>\ufffd<"),
        (b"\xff\xb3\xff\xb3\xa4", "\ufffd\ufffd长"),
    ],
)
def test_codes_of_gb18030(code: bytes, text: str) -> None:
    assert gb18030(code) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (b"\xa1\x45\xa1\xe3", "‧～"),
        (b"\xa1\xfe\xa2\x41\xa2\x40\xa2\x42", "／∕＼﹨"),
        (b"\xa2\x44\xa2\x46\xa2\x47\xa3\xe1", "￥￠￡€"),
        (b"\xc6\xe7\xc7\xf3", "ぁА"),
        (b"\x87\x7a\x8e\x69", "㡵箸"),
        (b"\x88\x62\xa2\x41", "Ê\u0304∕"),
        (b"<\xb4\xfa>\xb4<", "<測>\ufffd<"),
        (b"\x80\xb4\xff\xb4\xfa", "\ufffd\ufffd測"),
    ],
)
def test_codes_of_big5(code: bytes, text: str) -> None:
    assert big5(code) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Co"], exclude_characters="ḿ")))
def test_whatever_text_python_writes_in_gb18030_comes_out_of_it(text: str) -> None:
    assert (
        gb18030(text.encode("gb18030")) == text
    )  # Python has ḿ and some private characters elsewhere


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
