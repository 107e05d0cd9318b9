"""How alike texts are letter by letter, as rapidfuzz tells it and where it is not there: the same, in more time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def near(text: str, others: Sequence[str], least: int) -> Iterator[int]:
    """The positions of those of ``others`` that are alike to ``text`` by ``least`` of 100 at least.

    Two texts are alike by the share of their letters that stand in both in the same order: 200 times the length of the
    longest common subsequence, divided by the length of both.
    """
    letters, places = set(text), _places(text)
    for position, other in enumerate(others):
        strange = (len(text) + len(other)) * (100 - least)
        if len(letters.symmetric_difference(other)) * 100 <= strange:  # each such letter stands in one of them alone
            common = _common(places, len(text), other)
            if (len(text) + len(other) - 2 * common) * 100 <= strange:
                yield position


def _places(text: str) -> Mapping[str, int]:
    """Each letter of ``text``, and a number whose bits are set where it stands."""
    places: dict[str, int] = {}
    for position, letter in enumerate(text):
        places[letter] = places.get(letter, 0) | 1 << position
    return places


def _common(places: Mapping[str, int], length: int, other: str) -> int:
    """The length of the longest common subsequence, all its rows at once as the bits of a number (Hyyrö 2004)."""
    full = row = (1 << length) - 1
    for letter in other:
        matching = row & places.get(letter, 0)
        row = (row + matching) | (row - matching)
    return length - (row & full).bit_count()
