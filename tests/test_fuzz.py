"""Fuzzing by bytes: whatever stands in a file, `validate` ends in time, its places lie within the file, and the same
bytes get the same answer.

Seeds are the good files, also in other encodings, the slips of `cases/broken/slips.yaml`, and the files in
`cases/broken/seeds/`, where an input that ever did harm is put. `make fuzz` goes on for a minute, `make fuzz FROM=123`
from another beginning; the ordinary tests take a few seconds. Another duration: NEGCLI_FUZZ_SECONDS.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negcli.check import check, choose_rules
from negcli.errors import Failure
from negcli.export.findings import findings_json
from negcli.finding import Finding
from negcli.lists.blocks import Parser
from negcli.lists.register import build_register, load_files
from negcli.report.findings import render_findings
from negcli.report.look import Look
from negcli.source.document import load_plain
from negcli.source.encoding import decode
from negcli.source.files import TextFile
from negcli.words import Words

FOLDER = Path(__file__).parent / "cases" / "broken"
GOOD: dict[str, str] = load_plain((FOLDER / "good.yaml").read_text(encoding="utf-8"))
SEEDS = [*(text.encode() for text in GOOD.values()), *(path.read_bytes() for path in sorted(FOLDER.glob("seeds/*")))]
SLIPS: list[dict[str, str]] = load_plain((FOLDER / "slips.yaml").read_text(encoding="utf-8"))
SEEDS += [slip["write"].join(("种类: 负面清单\n机构: edu\n事项:\n  - 编号: A\n", "\n")).encode() for slip in SLIPS[::8]]
SEEDS += [GOOD["list.yaml"].encode(encoding) for encoding in ("gb18030", "utf-16", "utf-16-le", "utf-8-sig")]
#: What is thrown in: signs of YAML, what looks like them, keys, and bytes that break encodings.
SNIPPETS = [
    *(b": ", b"- ", b"\n", b"\n  ", b"\n    ", b"\n  - ", b"\t", b"'", b'"', b"[", b"]", b"{", b"}", b"|", b">", b"#"),
    *(b"&a ", b"*a", b"!!str ", b"<<: *a", b"---\n", b"...\n", b"%YAML 9\n", b"? ", b"\r\n", b"\r", b"\0", b"\x1b["),
    *(b"\xff", b"\xc2\x85", b"\xb1\xe0\xba\xc5", b"\xe7\xbc", b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> x\n"),
    *(
        sign.encode()
        for sign in ("：", "－", "“", "”", "，", "【", "】", "\u3000", "\xa0", "\u200b", "\ufeff", "\u2028")
    ),
    *(
        word.encode()
        for word in ("种类: 负面清单\n", "事项:\n", "  - 编号: EDU-N-001\n", "    情形: ", "entries:\n", "版次: ")
    ),
]
#: Seconds in all, and that a single input may take.
SECONDS = float(os.environ.get("NEGCLI_FUZZ_SECONDS", "4"))
PATIENCE = 20
#: The number of the first batch: the same number, the same inputs.
FROM = int(os.environ.get("NEGCLI_FUZZ_FROM", "0"))
IS_LONG = "NEGCLI_FUZZ_SECONDS" in os.environ

Edit = tuple[float, float, int, bytes]
edits: st.SearchStrategy[list[Edit]] = st.lists(
    st.tuples(st.floats(0, 1), st.floats(0, 0.1), st.integers(0, 3), st.sampled_from(SNIPPETS) | st.binary(max_size=6)),
    max_size=6,
)


def edited(data: bytes, changes: list[Edit]) -> bytes:
    """``data`` with stretches lost, replaced, doubled, or something thrown in."""
    for where, length, how, snippet in changes:
        start = int(where * len(data))
        stretch = data[start : start + int(length * len(data))]
        middle = (snippet, snippet + stretch, stretch + stretch, b"")[how]
        data = data[:start] + middle + data[start + len(stretch) :]
    return data


@contextmanager
def patience() -> Iterator[None]:
    """Whatever takes longer than `PATIENCE` is a hang."""

    def give_up(*_: Any) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def answer(data: bytes) -> tuple[list[Finding], list[str], str]:
    """What `validate` finds in a register with a list of this content, the list's lines, and all that it would say."""
    others = [TextFile(name, GOOD[name]) for name in ("register.yaml", "powers.yaml")]
    text, slips = decode(data)
    register = build_register(load_files([*others, TextFile("list.yaml", text, slips)]))
    found = check(register, choose_rules(register), date(2025, 8, 1))
    said = ["".join(render_findings(found, register, Words(lang), Look(80))) for lang in ("zh", "en")]
    said.append(json.dumps(findings_json(found, "zh", register), ensure_ascii=False))
    lines = next(source.lines for source in register.sources if source.file == "list.yaml")
    return found, lines, "".join(said)


def holds(data: bytes) -> None:
    """What must hold for any bytes."""
    with patience():
        try:
            found, lines, said = answer(data)
        except Failure:
            return  # one line of words, and code 2
        for finding in found:
            place = finding.place
            if finding.file != "list.yaml" or place is None:
                continue
            assert 1 <= place.line <= place.end_line <= len(lines) + 1, finding
            assert place.column <= len(lines[place.line - 1]) + 1, finding
            assert (place.line, place.column) <= (place.end_line, place.end_column), finding
        said.encode()
        assert answer(data)[2] == said
        Parser().parse(data)


def batch(number: int, count: int) -> Callable[[], None]:
    """A number of random inputs, the same ones for the same ``number``; what fails is made as small as can be."""

    @hypothesis.seed(number)
    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, len(SEEDS) - 1), edits)
    def run(seed: int, changes: list[Edit]) -> None:
        holds(edited(SEEDS[seed], changes))

    return run


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarms on this system")
def test_any_bytes_get_an_answer() -> None:
    start = time.monotonic()
    number = FROM
    while time.monotonic() - start < SECONDS:
        print(f"batch {number}")
        batch(number, 100 if IS_LONG else 30)()
        number += 1


@pytest.mark.parametrize("data", SEEDS, ids=range(len(SEEDS)))
def test_every_seed_gets_an_answer(data: bytes) -> None:
    holds(data)
