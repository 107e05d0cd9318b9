"""Several processes find what one finds, in the same order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from county import work_tree

from negcli import processes
from negcli.check import check, examine, work_of
from negcli.check.sharing import Loaded, Work, load_many
from negcli.finding import Finding
from negcli.lists.model import Register
from negcli.processes import Elsewhere, in_shares, processes_for
from negcli.rules import Context, all_rules
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
    data = [document.whole.data for document in source.documents]
    return (source.file, source.text, source.slips, data, lines, source.mended, source.left_out, source.gaps)


TODAY = date(2025, 9, 1)


def prepared(register: Register) -> Work:
    return work_of(all_rules().values(), Context(register, TODAY))


def found(loaded: Loaded) -> list[Finding]:
    context = Context(loaded.register, TODAY)
    return examine(loaded.register, all_rules().values(), context, list, loaded.within).findings


@pytest.mark.parametrize("count", [2, 3, 8])
def test_the_same_findings_in_the_same_order(count: int, cores: Callable[[int], None]) -> None:
    one = work_tree()
    files = files_of(one)
    expected = check(one, all_rules().values(), TODAY)
    cores(count)
    several = load_many(files, prepared, list)
    assert several.within
    assert several.register == one
    assert list(map(read, several.register.sources)) == list(map(read, one.sources))
    assert found(several) == expected
    assert len(expected) > 40


def test_what_fails_elsewhere_is_done_here() -> None:
    here = os.getpid()

    def work() -> Iterator[bytes]:
        yield b"%d" % os.getpid()
        if os.getpid() != here:
            raise MemoryError
        yield b"done here"
        yield b"and this"

    elsewhere = Elsewhere(work)
    assert elsewhere.result() != b"%d" % here
    assert [elsewhere.result(), elsewhere.result()] == [b"done here", b"and this"]


def test_little_is_not_shared() -> None:
    assert processes_for(100_000) == 1


@pytest.mark.parametrize(
    ("sizes", "parts", "shares"),
    [
        ([1, 1, 1, 1], [0.5, 0.5], ["ab", "cd"]),
        ([1, 1, 1, 1], [0.25, 0.75], ["a", "bcd"]),
        ([1, 1, 1, 1], [0, 1], ["", "abcd"]),
        ([9, 1, 1, 1], [0.5, 0.5], ["a", "bcd"]),
        ([1, 1, 9], [0.5, 0.5], ["ab", "c"]),
        ([5], [1 / 3, 1 / 3, 1 / 3], ["", "a", ""]),
        ([], [0.5, 0.5], ["", ""]),
        ([0, 0], [1], ["ab"]),
    ],
)
def test_shares(sizes: list[int], parts: list[float], shares: list[str]) -> None:
    assert in_shares("abcd"[: len(sizes)], sizes, parts) == [list(share) for share in shares]
