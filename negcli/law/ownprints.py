"""Quotation fingerprints in a register's own law: a short text for each article."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import accumulate
from typing import Any

from negcli.law.quotation import WIDTH, PrintedVersion, Prints, read_prints, winnow
from negcli.law.quotation import plain as letters


def print_of(text: str) -> str:
    """The fingerprint of an article's ``text`` as a register writes it (base64)."""
    return b64encode(b"".join(number.to_bytes(WIDTH, "little") for number in sorted(winnow(letters(text))))).decode()


def read_own_prints(
    rows: Sequence[Mapping[str, Any]], base: Prints | int | None, ids: Sequence[str]
) -> Prints | int | None:
    """The fingerprints of versions (``rows``, with their ``ids``), beside those that the catalogue has of the law."""
    found = zip(ids, map(_numbers, rows), strict=True)
    own = [(version, numbers) for version, numbers in found if numbers]
    return reduce(_with, own, _start(base)) if own else base


def _start(base: Prints | int | None) -> Prints:
    return read_prints(base) if isinstance(base, int) else base or Prints((), (), b"")


def _numbers(version: Mapping[str, Any]) -> dict[str, bytes]:
    written = version.get("fingerprints")
    rows = written.items() if isinstance(written, dict) else ()
    return {article: data for article, text in rows if (data := _decoded(text))}


def _decoded(text: Any) -> bytes:
    try:
        data = b64decode(text, validate=True) if isinstance(text, str) else b""
    except binascii.Error:
        return b""
    return data if len(data) % WIDTH == 0 else b""


def _with(prints: Prints, more: tuple[str, Mapping[str, bytes]]) -> Prints:
    """``prints`` with those of one more version; an older one of its id gives way."""
    version, numbers = more
    added = PrintedVersion(version, {article: entry for entry, article in enumerate(numbers, len(prints.ends))})
    lengths = (len(data) // WIDTH for data in numbers.values())
    ends = accumulate(lengths, initial=len(prints.numbers) // WIDTH)
    kept = tuple(other for other in prints.versions if other.id != version)
    return Prints((*kept, added), (*prints.ends, *list(ends)[1:]), prints.numbers + b"".join(numbers.values()))
