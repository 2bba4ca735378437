"""Pictures as they are shown: scaled, turned, on their ground; and what is refused."""

import struct
import sys
import zlib
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from reader.errors import InputError, NoPictureLibrary, PictureTooLarge
from reader.pictures.pixels import ORIENTATION, Pixels, is_picture, scale
from tests.picturing import BLUE, GREEN, RED, WHITE, halves, saved


def at(pixels: Pixels, x: int, y: int) -> tuple[int, ...]:
    start = 3 * (y * pixels.width + x)
    return tuple(pixels.data[start : start + 3])


def is_near(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 16 for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_each_kind_is_scaled_into_its_room(kind: str) -> None:
    data = saved(halves(600, 400), kind)
    pixels = scale(data, 40, 40, WHITE)
    assert is_picture(data)
    assert (pixels.width, pixels.height, len(pixels.data)) == (40, 27, 40 * 27 * 3)
    assert is_near(at(pixels, 5, 13), RED) and is_near(at(pixels, 34, 13), BLUE)


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (2000, 3), (17, 5)])
def test_a_picture_of_any_shape_fits(size: tuple[int, int]) -> None:
    pixels = scale(saved(halves(*size)), 24, 12, WHITE)
    assert 1 <= pixels.width <= 24 and 1 <= pixels.height <= 12
    assert len(pixels.data) == 3 * pixels.width * pixels.height


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_a_picture_of_any_mode_is_shown(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert scale(saved(halves().convert("L").convert(mode), kind), 8, 8, WHITE).width == 8


def test_a_photograph_is_turned_as_its_camera_was() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # the first row is the right side
    pixels = scale(saved(halves(600, 400), "JPEG", exif=exif), 40, 60, WHITE)
    assert (pixels.width, pixels.height) == (40, 60)
    assert is_near(at(pixels, 20, 5), RED) and is_near(at(pixels, 20, 55), BLUE)


def test_what_is_transparent_lies_on_the_ground() -> None:
    picture = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    picture.paste((*RED, 255), (0, 0, 10, 20))
    pixels = scale(saved(picture), 20, 20, GREEN)
    assert at(pixels, 15, 10) == GREEN and at(pixels, 5, 10) == RED


def test_of_a_moving_picture_it_is_the_first_frame() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in (RED, BLUE)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert at(scale(data, 4, 4, WHITE), 2, 2) == RED


def bomb(width: int, height: int) -> bytes:
    """A PNG that states a size and holds nearly nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 4096)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    with pytest.raises(PictureTooLarge) as caught:
        scale(bomb(20_000, 20_000), 40, 40, WHITE)
    assert caught.value.params == {"width": 20_000, "height": 20_000}


@pytest.mark.parametrize(
    "data",
    [b"", b"<html>", b"GIF89a", b"\xff\xd8\xff", bomb(100, 100), saved(halves(), "BMP")],
    ids=["nothing", "page", "head of a GIF", "head of a JPEG", "cut off", "another kind"],
)
def test_what_is_no_picture_is_said(data: bytes) -> None:
    with pytest.raises(InputError, match="这不是能显示的图片，或者它坏了。"):
        scale(data, 40, 40, WHITE)


@pytest.mark.parametrize("data", [b"", b"<html>", b"RIFF\0\0\0\0WAVE", saved(halves(), "BMP")])
def test_what_is_no_picture_is_told_by_its_first_bytes(data: bytes) -> None:
    assert not is_picture(data)


@given(
    kind=st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"]),
    place=st.floats(0, 1),
    junk=st.binary(max_size=40),
)
@settings(max_examples=60)
def test_a_damaged_picture_is_shown_or_refused(kind: str, place: float, junk: bytes) -> None:
    data = saved(halves(), kind)
    start = int(place * len(data))
    try:
        pixels = scale(data[:start] + junk + data[start + len(junk) :], 8, 8, WHITE)
    except InputError:
        return
    assert len(pixels.data) == 3 * pixels.width * pixels.height


def test_whatever_pillow_raises_it_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_options: object) -> NoReturn:
        raise ZeroDivisionError

    monkeypatch.setattr(Image.Image, "resize", fail)
    with pytest.raises(InputError, match="这不是能显示的图片，或者它坏了。"):
        scale(saved(halves()), 8, 8, WHITE)


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(halves())
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(NoPictureLibrary):
        scale(data, 8, 8, WHITE)
