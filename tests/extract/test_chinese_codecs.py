"""GB18030 and Big5, held to the decoders and indexes of the Encoding Standard (WHATWG)."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract.decode import big5, gb18030

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
