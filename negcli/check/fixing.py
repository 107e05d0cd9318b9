"""Findings cured: their fixes put into the files, by rounds, until nothing is left that a fix cures.

After every round a file is read again. Where anything but the intended values has changed, its fixes are tried one by
one, and those to blame are left out for good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain, filterfalse, groupby, takewhile
from typing import Any

from negcli.finding import Finding, Fix
from negcli.lists.model import Register
from negcli.lists.register import build_register, load_files
from negcli.source.document import Document, Source, load_source
from negcli.source.edits import ENCODING, edited
from negcli.source.files import TextFile

#: More rounds than this only a fix would need that undoes another.
_ROUNDS = 60

Judge = Callable[[Register], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of fixing: the files that are to be written, by name, and the findings that were cured."""

    texts: Mapping[str, str]
    cured: Sequence[Finding]


def mend(files: Iterable[TextFile], judge: Judge, unsafe: bool = False) -> Mended:
    """Cure what ``judge`` finds in the register that ``files`` make up; unsafe fixes only where ``unsafe``."""
    now = {file.name: file for file in files}
    before, cured, refused = dict(now), list[Finding](), set[Finding]()
    for _ in range(_ROUNDS):
        sources = load_files(now.values())
        found = sorted(judge(build_register(sources)), key=_by_file)
        done = dict(_round(sources, _wanted(found, unsafe, refused), refused))
        if not done:
            break
        now |= {name: TextFile(name, text) for name, (text, _) in done.items()}
        cured += chain.from_iterable(fixes for _, fixes in done.values())
    return Mended(_rewritten(before, now), cured)


def _rewritten(before: Mapping[str, TextFile], now: Mapping[str, TextFile]) -> dict[str, str]:
    """The files that are others ``now``."""
    return {name: file.text for name, file in now.items() if file is not before[name]}


def _by_file(finding: Finding) -> tuple[Any, ...]:
    return finding.order


def _wanted(findings: Iterable[Finding], unsafe: bool, refused: set[Finding]) -> list[Finding]:
    """Those of ``findings`` that are to be cured."""
    fixable = [finding for finding in findings if finding.fix and finding not in refused]
    return fixable if unsafe else [finding for finding in fixable if _fix(finding).safe]


def _round(
    sources: Iterable[Source], findings: Iterable[Finding], refused: set[Finding]
) -> Iterator[tuple[str, tuple[str, list[Finding]]]]:
    """File → its new text and what was cured in it, for every file in which anything was."""
    by_name = {source.file: source for source in sources}
    for name, group in groupby(findings, key=lambda finding: finding.file):
        text, done, failed = _mend_file(by_name[name], list(group))
        refused.update(failed)
        if done:
            yield name, (text, done)


def _mend_file(source: Source, findings: list[Finding]) -> tuple[str, list[Finding], list[Finding]]:
    """The text of a file with the fixes of ``findings``; which were put in, and which would change something else.

    A file in another encoding is written in UTF-8 before anything else is done to it, or left alone.
    """
    if _is_elsewise(source):
        return source.text, list(filter(_is_of_file, findings)), []
    wanted = list(_apart(findings))
    good = _good(source, wanted)
    done = good if _can(source, good) else good[:1]
    return _with(source, done) or source.text, done, list(filterfalse(good.__contains__, wanted))


def _is_elsewise(source: Source) -> bool:
    """Whether a file is in another encoding, or has a mark."""
    return any(slip.name in ENCODING for slip in source.slips)


def _is_of_file(finding: Finding) -> bool:
    return _fix(finding).at == "file"


def _good(source: Source, findings: list[Finding]) -> list[Finding]:
    """Those of ``findings`` whose fixes change nothing else."""
    return findings if _can(source, findings) else [finding for finding in findings if _can(source, [finding])]


def _can(source: Source, findings: Sequence[Finding]) -> bool:
    return _with(source, findings) is not None


def _fix(finding: Finding) -> Fix:
    assert finding.fix is not None
    return finding.fix


def _apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Those of ``findings``, from top to bottom, whose edits do not touch those before them."""
    end = (0, 0)
    for finding in sorted(findings, key=_start):
        if _start(finding) >= end:
            end = max((edit.place.end_line, edit.place.end_column) for edit in _fix(finding).edits)
            yield finding


def _start(finding: Finding) -> tuple[int, int]:
    return min((edit.place.line, edit.place.column) for edit in _fix(finding).edits)


def _with(source: Source, findings: Sequence[Finding]) -> str | None:
    """The text of ``source`` with the fixes of ``findings``; None when something else would change by them."""
    text = edited(source.text, [edit for finding in findings for edit in _fix(finding).edits])
    return text if _is_as_meant(source, load_source(source.file, text), findings) else None


def _is_as_meant(old: Source, new: Source, findings: Sequence[Finding]) -> bool:
    """Whether nothing but what ``findings`` are about differs between two readings of a file."""
    kept = list(takewhile(lambda document: _ends_before(document, old), old.documents))
    is_sure = _is_further(old, new) or all((finding.document or 0) in range(1, len(kept) + 1) for finding in findings)
    if len(new.slips) > len(old.slips) or len(new.documents) < len(kept) or not is_sure:
        return False
    same = all(_changed(one, other, findings) for one, other in zip(kept, new.documents, strict=False))
    return same and (old.breach is not None or len(old.documents) == len(new.documents))


def _is_further(old: Source, new: Source) -> bool:
    """Whether ``new`` can be read further than ``old``, or to its end."""
    return new.breach is None or (old.breach is not None and new.breach.place > old.breach.place)


def _ends_before(document: Document, source: Source) -> bool:
    """Whether all of ``document`` stands before what kept its file from being read."""
    return source.breach is None or 0 < document.last_line < source.breach.place.line


def _changed(old: Document, new: Document, findings: Iterable[Finding]) -> bool:
    """Whether ``new`` is ``old`` with what the fixes of ``findings`` make of it."""
    mine = [finding for finding in findings if finding.document == old.number and finding.pointer is not None]
    wanted, got = deepcopy(old.data), deepcopy(new.data)
    for finding in sorted(mine, key=lambda finding: -str(finding.pointer).count("/")):
        wanted, got = _CHANGES[_fix(finding).at](wanted, got, _path(str(finding.pointer)), _fix(finding).becomes)
    return bool(wanted == got)


def _path(pointer: str) -> list[str]:
    """The parts of a JSON Pointer."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def _inside(data: Any, path: Sequence[str]) -> Any:
    for part in path:
        data = data[int(part) if isinstance(data, list) else part]
    return data


def _set_value(wanted: Any, got: Any, path: Sequence[str], text: str) -> tuple[Any, Any]:
    around = _inside(wanted, path[:-1])
    around[int(path[-1]) if isinstance(around, list) else path[-1]] = text
    return wanted, got


def _set_key(wanted: Any, got: Any, path: Sequence[str], text: str) -> tuple[Any, Any]:
    around = _inside(wanted, path[:-1])
    around[text] = around.pop(path[-1])
    return wanted, got


def _leave_out(wanted: Any, got: Any, path: Sequence[str], text: str) -> tuple[Any, Any]:
    """A line that was misread means something else now: what it stands in is not compared."""
    for data in (wanted, got):
        around = _inside(data, path[:-2]) if len(path) > 1 else data
        around.pop(int(path[-2]) if isinstance(around, list) else path[-2]) if len(path) > 1 else around.clear()
    return wanted, got


_CHANGES = {"value": _set_value, "key": _set_key, "line": _leave_out, "file": lambda wanted, got, *_: (wanted, got)}
