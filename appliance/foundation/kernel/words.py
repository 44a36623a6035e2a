"""Six words that stand for a fingerprint, to be read over a telephone or compared by eye.

Each word is 16 bits as consonant, vowel, consonant, vowel, consonant: the proquint encoding (arXiv:0901.4016). Six of them are the
first 96 bits of the SHA-256 that they stand for.
"""

from __future__ import annotations

_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"
WORDS = 6


def six_words(sha256: str) -> str:
    """The first 96 bits of a SHA-256 in hexadecimal as six words with hyphens between them."""
    numbers = (int(sha256[4 * i : 4 * i + 4], 16) for i in range(WORDS))
    return "-".join(_word(number) for number in numbers)


def _word(number: int) -> str:
    return "".join(
        (_CONSONANTS if width == 4 else _VOWELS)[number >> shift & (1 << width) - 1]
        for shift, width in ((12, 4), (10, 2), (6, 4), (4, 2), (0, 4))
    )
