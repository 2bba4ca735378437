import pytest

from reader.errors import EmptyInput, InputError, NotText
from reader.extract import decode
from reader.extract.document import READABLE_SUFFIXES, read_document
from reader.news.refresh.folders import SUFFIXES
from tests.extract.samples import FIRST, HEADLINE, page, paragraphs

HTML = page(f"<h1>{HEADLINE}</h1><div>{paragraphs()}</div>")
MARKDOWN = f"# {HEADLINE}\n\n**{FIRST}**\n".encode()
TEXT = f"{HEADLINE}\n\n**{FIRST}**\n".encode()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (HTML, "a.html"),
        (HTML, "A.HTM"),
        (HTML, "标准输入"),
        (MARKDOWN, "a.md"),
        (MARKDOWN, "a.markdown"),
        (MARKDOWN, "-"),
        (TEXT, "a.txt"),
        (TEXT, "无后缀"),
    ],
)
def test_a_document_is_read_by_its_suffix_else_by_its_content(data: bytes, name: str) -> None:
    draft = read_document(data, name)
    assert draft.headline == HEADLINE
    assert draft.body


def test_the_suffix_decides_where_there_is_one() -> None:
    assert read_document(MARKDOWN, "a.txt").body == (f"**{FIRST}**",)
    assert read_document(MARKDOWN, "a.md").body == (FIRST,)


def test_the_address_is_that_of_the_article() -> None:
    assert read_document(TEXT, "a.txt", "http://a.example/1").url == "http://a.example/1"


def test_markdown_with_front_matter_is_known() -> None:
    draft = read_document(f"---\ntitle: {HEADLINE}\n---\n{FIRST}\n".encode(), "-")
    assert (draft.headline, draft.body) == (HEADLINE, (FIRST,))


@pytest.mark.parametrize("data", [b"", b" \n", b"\xef\xbb\xbf"])
def test_an_empty_document_is_said_by_name(data: bytes) -> None:
    with pytest.raises(EmptyInput, match=r"空\.txt"):
        read_document(data, "空.txt")


def test_a_binary_is_said_by_name() -> None:
    for name in ("图.txt", "图.html", "图.md", "图"):
        with pytest.raises(NotText, match="图"):
            read_document(b"\x89PNG\r\n\x1a\n", name)


def test_a_feed_is_no_article() -> None:
    with pytest.raises(InputError, match="源"):
        read_document(b"<?xml version='1.0'?>\n<rss version='2.0'><channel/></rss>", "源")


def test_a_folder_is_searched_for_the_files_that_can_be_read() -> None:
    assert set(READABLE_SUFFIXES) == SUFFIXES


@pytest.mark.parametrize("name", ["a.txt", "a.md", "-"])
def test_a_long_text_is_cut_and_says_so(name: str) -> None:
    long = f"{HEADLINE}\n\n".encode() + b"xy\n\n" * decode.LINES
    broad = f"{HEADLINE}\n\n{'江' * decode.TEXT}".encode()
    for data in (long, broad):
        draft = read_document(data, name)
        assert (draft.headline, draft.cut) == (HEADLINE, True)
        assert sum(map(len, draft.body)) < decode.TEXT / 2
        assert "\ufffd" not in "".join(draft.body)
    assert not read_document(TEXT, name).cut


def test_a_page_that_is_too_long_is_refused() -> None:
    with pytest.raises(InputError, match=r"a.html 太大了，超过 32 MB。"):
        read_document(HTML + b" " * (decode.PAGE_MB << 20), "a.html")
