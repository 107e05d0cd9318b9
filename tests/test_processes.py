"""Several processes find what one finds, in the same order."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date

import pytest
from county import work_tree

from negcli import processes
from negcli.check import check
from negcli.lists.loading import load_many
from negcli.lists.model import Register
from negcli.processes import Elsewhere, in_shares, processes_for
from negcli.rules import all_rules
from negcli.source.document import Source
from negcli.source.files import TextFile

#: Slips that are told when a file is decoded.
ENCODING = ("not-utf8", "byte-order-mark", "mixed-line-ends")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be forked here")


@pytest.fixture
def cores(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let so many processes be worth having."""

    def have(count: int) -> None:
        monkeypatch.setattr(processes, "_ENOUGH", 1)
        monkeypatch.setattr(processes, "_cores", lambda: count)

    return have


def files_of(register: Register) -> list[TextFile]:
    """The files that ``register`` was read from; slips of their encoding are found before they are read."""
    decoded = {source.file: [slip for slip in source.slips if slip.name in ENCODING] for source in register.sources}
    return [TextFile(source.file, source.text, tuple(decoded[source.file])) for source in register.sources]


def read(source: Source) -> tuple[object, ...]:
    """All that was read of a file, with what does not count when two are compared."""
    lines = [(document.item_lines, document.first_line, document.last_line) for document in source.documents]
    return (source, lines, source.mended, source.left_out, source.gaps)


def loaded(files: list[TextFile]) -> Register:
    return load_many(files, lambda mine: mine)


@pytest.mark.parametrize("count", [2, 3, 8])
def test_the_same_findings_in_the_same_order(count: int, cores: Callable[[int], None]) -> None:
    one = work_tree()
    files = files_of(one)
    expected = check(one, all_rules().values(), date(2025, 9, 1))
    cores(count)
    several = loaded(files)
    assert several == one
    assert list(map(read, several.sources)) == list(map(read, one.sources))
    assert check(several, all_rules().values(), date(2025, 9, 1)) == expected
    assert len(expected) > 40


def test_what_fails_elsewhere_is_done_here() -> None:
    here = os.getpid()

    def work() -> bytes:
        if os.getpid() != here:
            raise MemoryError
        return b"done here"

    assert Elsewhere(work).result() == b"done here"
    assert Elsewhere(lambda: b"%d" % os.getpid()).result() != b"%d" % here


def test_little_is_not_shared() -> None:
    assert processes_for(100_000) == 1


@pytest.mark.parametrize(("more", "first"), [(0, 10), (0.2, 11), (1, 14), (-0.5, 7), (-1, 0)])
def test_the_first_share_may_be_larger_or_smaller(more: float, first: int) -> None:
    shares = in_shares(range(20), [1] * 20, 2, more)
    assert [len(share) for share in shares] == [first, 20 - first]


@pytest.mark.parametrize(
    ("sizes", "count", "shares"),
    [
        ([1, 1, 1, 1], 2, ["ab", "cd"]),
        ([9, 1, 1, 1], 2, ["a", "bcd"]),
        ([1, 1, 9], 2, ["ab", "c"]),
        ([5], 3, ["", "a", ""]),
        ([], 2, ["", ""]),
        ([0, 0], 1, ["ab"]),
        ([1, 2], 0, []),
    ],
)
def test_shares(sizes: list[int], count: int, shares: list[str]) -> None:
    assert in_shares("abcd"[: len(sizes)], sizes, count) == [list(share) for share in shares]
