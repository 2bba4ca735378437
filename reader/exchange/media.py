"""The kinds of pictures that documents hold."""

_SIGNATURES = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF8": "image/gif",
}


def media_type(data: bytes) -> str:
    """Return the media type of a picture, empty for a kind that is not known."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return next((name for sign, name in _SIGNATURES.items() if data.startswith(sign)), "")
