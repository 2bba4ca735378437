"""Invented news for the measurements of searching: as rich in pairs of signs as real news is.

800 characters of real Chinese news have some 510 different pairs of signs and deflate to 1,020
bytes; 36 such articles have 12,800 different pairs, four fifths of them once. These are close to
that: words by Zipf's law, of which common phrases are made too, about half and half.
"""

from itertools import accumulate

from reader.model import Block, Draft
from tests.bench.bench_store import TEXT, Writer

PARAGRAPHS = 8
COMMON, RARE = ("长春", "供暖季节"), ("辉南", "秋粮入库")
"""Words of two and of four characters that stand in a fifth and in a thousandth of all articles."""
SHARES = ((COMMON, 0.2), (RARE, 0.001))


class NewsWriter(Writer):
    """Invents articles of phrases and words."""

    def __init__(self, seed: int = 1) -> None:
        super().__init__(seed)
        draw = self.random
        han = [chr(0x4E00 + n) for n in range(0, 20_000, 5)]
        draw.shuffle(han)
        weights = list(accumulate(1 / (rank + 20) for rank in range(len(han))))
        self.words = [
            "".join(draw.choices(han, cum_weights=weights, k=draw.choice((1, 2, 2, 2, 3))))
            for _ in range(12_000)
        ]
        self.weights = list(accumulate(1 / (rank + 2) for rank in range(len(self.words))))
        phrases = [
            "".join(draw.choices(self.words, cum_weights=self.weights, k=draw.randrange(2, 6)))
            for _ in range(15_000)
        ]
        scale = self.weights[-1]
        self._pool = self.words + phrases
        self._sums = self.weights + [
            scale + scale * total for total in accumulate(_shares(len(phrases)))
        ]

    def text(self, length: int) -> str:
        """Return *length* characters, a comma here and there."""
        parts = self.random.choices(self._pool, cum_weights=self._sums, k=length // 3 + 4)
        text = "".join(part + ("，" if n % 4 == 3 else "") for n, part in enumerate(parts))
        return text[:length] if len(text) >= length else text + self.text(length - len(text))

    def draft(self, number: int) -> Draft:
        """Return the article of this number, with the words that are searched for."""
        text = self.text(TEXT)
        for words, share in SHARES:
            for word in words:
                if self.random.random() < share:
                    at = self.random.randrange(TEXT)
                    text = text[:at] + word + text[at + len(word) :]
        size = TEXT // PARAGRAPHS
        blocks = tuple(Block("paragraph", text[n : n + size]) for n in range(0, TEXT, size))
        return self.draft_of(number, blocks)


def _shares(count: int) -> list[float]:
    weights = [1 / (rank + 2) for rank in range(count)]
    return [weight / sum(weights) for weight in weights]
