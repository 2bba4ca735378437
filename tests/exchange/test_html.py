"""EPUB: the files that it must have, each of them XML, and all of them listed."""

import re
from datetime import datetime
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

from hypothesis import given
from hypothesis import strategies as st

from reader.exchange.blocks import BookEntry, BookPart
from reader.exchange.html import ARTICLE, write_epub, write_html
from reader.model import Block, Draft, Image
from reader.text.clean import clean
from reader.text.dates import CST
from tests.exchange.drafts import drafts
from tests.hostile import POISON

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=CST)
OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
PNG = b"\x89PNG\r\n\x1a\n-"
PICTURES = {
    "https://pic.example/1": PNG,
    "https://pic.example/2": b"RIFF----WEBP",
    "https://pic.example/3": b"\xff\xd8\xff-",
}


def opened(book: BookPart) -> ZipFile:
    file = BytesIO()
    write_epub(book, file, now=NOW, pictures=PICTURES.get)
    return ZipFile(file)


def entry(draft: Draft) -> BookEntry:
    return BookEntry(draft.headline, lambda: draft)


def check(archive: ZipFile) -> ElementTree.Element:
    """Return the package of a book, in which everything is and is listed."""
    first, *others = archive.infolist()
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    assert archive.read(first) == b"application/epub+zip" and not first.extra
    names = [info.filename for info in others]
    assert len(set(names)) == len(names)
    for name in names:
        if name.endswith(("xml", "opf", "xhtml")):
            ElementTree.fromstring(archive.read(name))
    package = ElementTree.fromstring(archive.read("book/package.opf"))
    items = {item.attrib["id"]: item.attrib["href"] for item in package.iter(f"{OPF}item")}
    listed = {f"book/{name}" for name in items.values()}
    assert listed == set(names) - {"META-INF/container.xml", "book/package.opf"}
    for name in filter(lambda name: name.endswith("xhtml"), names):
        page = ElementTree.fromstring(archive.read(name))
        assert all(f"book/{image.attrib['src']}" in names for image in page.iter(f"{XHTML}img"))
        inside = (a.attrib["href"] for a in page.iter(f"{XHTML}a"))
        assert all(f"book/{to}" in names for to in inside if not to.startswith("http"))
    assert {ref.attrib["idref"] for ref in package.iter(f"{OPF}itemref")} <= set(items)
    return package


@given(st.lists(drafts, min_size=1, max_size=3))
def test_any_articles_make_a_whole_book(drafts: list[Draft]) -> None:
    check(opened(BookPart("书", parts=[BookPart("长春", list(map(entry, drafts)))])))


def test_the_contents_are_by_place_and_day() -> None:
    articles = [entry(Draft(headline=name)) for name in "甲乙丙"]
    changchun = BookPart(
        "长春", parts=[BookPart("今天", articles[:1]), BookPart("昨天", articles[1:2])]
    )
    archive = opened(BookPart("十一月", parts=[changchun, BookPart("杭州", articles[2:])]))
    package = check(archive)
    assert [title.text for title in package.iter("{http://purl.org/dc/elements/1.1/}title")] == [
        "十一月"
    ]
    nav = ElementTree.fromstring(archive.read("book/contents.xhtml")).find(f".//{XHTML}nav")
    assert nav is not None
    assert "".join(nav.itertext()).split() == [
        *("十一月", "长春", "今天", "甲"),
        *("昨天", "乙", "杭州", "丙"),
    ]
    order = [ref.attrib["idref"] for ref in package.iter(f"{OPF}itemref")]
    assert order == ["contents", "a0.xhtml", "a1.xhtml", "a2.xhtml"]
    assert "<h1>乙</h1>" in archive.read("book/a1.xhtml").decode()


def test_pictures_are_in_it_once_and_of_kinds_that_all_readers_know() -> None:
    blocks = [Block("figure", image=Image(url)) for url in (*PICTURES, "https://pic.example/4")]
    archive = opened(BookPart("", [entry(Draft(headline="题", blocks=(*blocks, blocks[0])))] * 2))
    check(archive)
    pictures = [
        name for name in archive.namelist() if name.startswith("book/p") and name[-3:] != "opf"
    ]
    assert pictures == ["book/p0.png", "book/p1.webp", "book/p2.jpg"]
    assert b'href="p1.webp" media-type="image/webp"' in archive.read("book/package.opf")
    page = archive.read("book/a0.xhtml").decode()
    assert page.count('<img src="p0.png"') == 2 and page.count("〔图〕</a>") == 1


def test_the_language_tells_the_script() -> None:
    traditional = entry(Draft(headline="圖書館延長開放時間", blocks=(Block("paragraph", "讀書"),)))
    simplified = entry(Draft(headline="图书馆延长开放时间"))
    for articles, whole, pages in (
        ([traditional], "zh-Hant", ["zh-Hant"]),
        ([simplified, traditional, simplified], "zh-CN", ["zh-CN", "zh-Hant", "zh-CN"]),
    ):
        book = BookPart("书", articles)
        archive = opened(book)
        package = archive.read("book/package.opf").decode()
        assert f"<dc:language>{whole}</dc:language>" in package
        for number, language in enumerate(pages):
            page = archive.read(f"book/a{number}.xhtml").decode()
            assert f' lang="{language}" xml:lang="{language}"' in page
        page = "".join(write_html(book))
        assert f'<html lang="{whole}">' in page
        assert re.findall('<article lang="(.*?)"', page) == pages


def test_long_lines_of_code_are_wrapped_on_paper() -> None:
    *_, last = "".join(write_html(BookPart("", [entry(Draft(headline="题"))]))).split(".body pre {")
    assert last.startswith(" white-space: pre-wrap; overflow-wrap: anywhere;")
    assert ARTICLE.rindex("@media print") < ARTICLE.rindex(".body pre {")


def test_a_hostile_article_makes_a_whole_book() -> None:
    evil = Draft(headline=f"<{POISON}&]]>", url=POISON, author=POISON, notes=(f"--{POISON}>",))
    archive = opened(BookPart(POISON, [entry(evil), entry(Draft(headline=""))]))
    check(archive)
    nav = ElementTree.fromstring(archive.read("book/contents.xhtml"))
    assert [link.text for link in nav.iter(f"{XHTML}a")] == [clean(evil.headline), "—"]
