"""What somebody may have meant by a word that is not one of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from negcli.errors import Failure

#: So many names are proposed.
_MANY = 5
#: What is left out before words are compared: people's quotation marks, spaces, hyphens and underscores.
_IGNORED = str.maketrans("", "", " \t\u3000\xa0-_－—“”‘’\"'「」『』《》:：*")


def is_chinese(text: str) -> bool:
    """Whether ``text`` is written with Chinese characters, at least in part."""
    return any("\u3400" <= character <= "\u9fff" for character in text)


def closest(word: str, candidates: Iterable[str], preferred: Iterable[str] = ()) -> str | None:
    """The candidate that ``word`` may have been meant for; among equals a ``preferred`` one. None: all are far.

    Only candidates in the script of ``word`` count.
    """
    return _closest(word, tuple(candidates), frozenset(preferred))


def agency_called(name: str, known: Mapping[str, str]) -> str:
    """The id of the agency called ``name``, where ``known`` leads from ids and names to ids.

    Failure ``no-such-agency``, or ``no-such-agency-near`` with those whose names hold ``name``, or with the nearest.
    """
    if name in known:
        return known[name]
    near = _holding(name, known) or list(filter(None, [closest(name, known)]))
    raise Failure("no-such-agency-near", agency=name, near=near) if near else Failure("no-such-agency", agency=name)


def _holding(name: str, known: Iterable[str]) -> list[str]:
    """The first names that hold ``name``, which must be more than one character."""
    return [each for each in known if name[1:] and name in each][:_MANY]


@lru_cache(1000)  # what is wrong in one entry is often wrong in all
def _closest(word: str, candidates: tuple[str, ...], preferred: frozenset[str]) -> str | None:
    plain = _plain(word)
    script = is_chinese(word)
    near = [
        (distance, candidate not in preferred, position, candidate)
        for position, candidate in enumerate(candidates)
        if is_chinese(candidate) == script and (distance := _distance(plain, _plain(candidate))) is not None
    ]
    return min(near)[3] if near else None


def _plain(word: str) -> str:
    return word.translate(_IGNORED).casefold()


def _distance(word: str, other: str) -> float | None:
    """How far apart two words are; None when too far for a slip of the pen."""
    if not word:
        return None
    if _is_part(word, other) or _is_part(other, word):
        return 0 if word == other else 0.9 + abs(len(word) - len(other)) / 100
    return _few_edits(word, other)


def _few_edits(word: str, other: str) -> int | None:
    """The number of edits from ``word`` to ``other``; None when there are too many."""
    most = _most_edits(other)
    if abs(len(word) - len(other)) > most:
        return None
    edits = _edits(word, other)
    return edits if edits <= most else None


def _is_part(word: str, other: str) -> bool:
    """Whether ``word`` is a telling part of ``other``: its beginning, or half of it or more."""
    long_enough = len(word) >= (2 if is_chinese(word) else 4)
    return long_enough and word in other and (2 * len(word) >= len(other) or other.startswith(word))


def _most_edits(word: str) -> int:
    """How many characters of ``word`` may be wrong: Chinese words are short and every character tells more."""
    return max(1, len(word) // 3) if is_chinese(word) else 1 + (len(word) > 5) + (len(word) > 10)


def _edits(word: str, other: str) -> int:
    """The number of characters added, left out, replaced or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(word, 1):
        above, before, row = before, row, [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and word[i - 2] == right:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
