"""Two texts of one file as a unified diff.

Comparing tens of thousands of lines with one another takes minutes where most of them differ. So the entries of both
texts are set against each other one by one, where there are as many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain, groupby, pairwise
from typing import Any

from negcli.source.document import documents_of, load_source
from negcli.source.loader import lines_of

#: Lines shown around what differs.
_AROUND = 3

#: What becomes of some lines: a word for it, from and to in both texts (from 0, the end exclusive), as difflib has it.
_Step = tuple[Any, int, int, int, int]
_Anchors = Sequence[tuple[int, int]]


class _Matcher(SequenceMatcher[str]):
    """difflib's matcher with the steps worked out beforehand."""

    def __init__(self, steps: list[_Step]) -> None:
        super().__init__()
        self._steps = steps

    def get_opcodes(self) -> list[_Step]:
        """The steps."""
        return self._steps


def difference(name: str, before: str, after: str) -> Iterator[str]:
    """The lines of a unified diff between two texts of the file ``name``, without line ends; none where they agree."""
    old, new = _lines_in(before), _lines_in(after)
    steps = [_joined(list(group)) for _, group in groupby(_steps(old, new, _anchors(before, after)), key=_is_same)]
    hunks = [] if old == new else list(_Matcher(steps).get_grouped_opcodes(_AROUND))
    yield from (f"--- {name}", f"+++ {name}")[: 2 * len(hunks)]
    for hunk in hunks:
        (_, a, _, b, _), (_, _, a_end, _, b_end) = hunk[0], hunk[-1]
        yield f"@@ -{_range(a, a_end)} +{_range(b, b_end)} @@"
        yield from chain.from_iterable(_shown(step, old, new) for step in hunk)


def _lines_in(text: str) -> list[str]:
    """The lines of ``text``; the last one says so when it does not end."""
    *lines, last = lines_of(text)
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines


def _anchors(before: str, after: str) -> _Anchors:
    """The lines on which the same entry begins in both texts; none where there are not as many entries."""
    old, new = _item_lines(before), _item_lines(after)
    return list(zip(old, new, strict=True)) if len(old) == len(new) else []


def _item_lines(text: str) -> list[int]:
    documents = documents_of([load_source("", text)])
    return sorted(chain.from_iterable(document.item_lines.values() for document in documents))


def _steps(old: Sequence[str], new: Sequence[str], anchors: _Anchors) -> Iterator[_Step]:
    for (a, b), (a_end, b_end) in pairwise([(0, 0), *anchors, (len(old), len(new))]):
        if old[a:a_end] == new[b:b_end]:
            yield "equal", a, a_end, b, b_end
            continue
        matcher = SequenceMatcher(None, old[a:a_end], new[b:b_end], autojunk=not anchors)
        yield from ((what, a + i, a + i_end, b + j, b + j_end) for what, i, i_end, j, j_end in matcher.get_opcodes())


def _is_same(step: _Step) -> bool:
    return bool(step[0] == "equal")


def _joined(steps: Sequence[_Step]) -> _Step:
    """Neighbouring steps of one sort as one."""
    (what, a, _, b, _), (_, _, a_end, _, b_end) = steps[0], steps[-1]
    return ("equal" if what == "equal" else "replace", a, a_end, b, b_end)


def _range(start: int, end: int) -> str:
    """A stretch of lines as a hunk's head names it."""
    count = end - start
    return str(end) if count == 1 else f"{start + bool(count)},{count}"


def _shown(step: _Step, old: Sequence[str], new: Sequence[str]) -> list[str]:
    what, a, a_end, b, b_end = step
    if what == "equal":
        return [" " + line for line in old[a:a_end]]
    return ["-" + line for line in old[a:a_end]] + ["+" + line for line in new[b:b_end]]
