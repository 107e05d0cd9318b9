"""What two versions of a file hold alike: comparing need not read it.

Entries that stand in both, byte for byte, are left out of both, so that a comparison reads what differs. This is done
only where no entry left out could have a bearing on what stays: each is in the plainest layout, so that it ends where
its block does and is no slip, and bears an id of its own.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from negcli.source.cut import Cut, cut_up
from negcli.source.loader import NULLS
from negcli.source.plain import is_plain

#: How a block begins whose id can be told without reading it.
_ID = re.compile(rb"(?:id|\xe7\xbc\x96\xe5\x8f\xb7): *([^\n]*)\n")


class Rest(NamedTuple):
    """What two versions do not hold alike, each still a file of its own; ``dropped`` are the ids of what they do."""

    old: bytes
    new: bytes
    dropped: frozenset[str] = frozenset()


def rest(old: bytes, new: bytes, kept: Container[str] = ()) -> Rest:
    """``old`` and ``new`` (files) without the entries that both hold alike, less those whose id is in ``kept``."""
    before, after = cut_up(old), cut_up(new)
    if not before or not after or before.marker != after.marker:
        return Rest(old, new)
    named = _named(_alike(before, after), kept)
    dropped = frozenset(named.values())
    is_unique = len(dropped) == len(named) and all(_once(cut.blocks, named) for cut in (before, after))
    return Rest(_without(before, named), _without(after, named), dropped) if is_unique else Rest(old, new)


def _named(blocks: Iterable[bytes], kept: Container[str]) -> dict[bytes, str]:
    """Those of ``blocks`` whose id can be told, with it, less those of ``kept`` ids."""
    return {block: name for block in blocks if (name := _id_of(block)) and name not in kept}


def _alike(old: Cut, new: Cut) -> Iterable[bytes]:
    """The plain blocks of both."""
    both = set(old.blocks).intersection(new.blocks)
    return (
        both if _are_plain(both, len(old.marker)) else {block for block in both if _are_plain([block], len(old.marker))}
    )


def _are_plain(blocks: Iterable[bytes], column: int) -> bool:
    return is_plain(_fields(blocks, column), column)


def _fields(blocks: Iterable[bytes], column: int) -> bytes:
    """The lines of ``blocks``, the first field of each in the column of the others."""
    margin = b" " * column
    return b"".join(margin + block + b"\n" for block in blocks)


def _id_of(block: bytes) -> str:
    """The id that ``block`` bears; empty where it does not begin with one."""
    found = _ID.match(block)
    name = found[1].decode() if found else ""
    return "" if name in NULLS else name


def _once(blocks: Sequence[bytes], named: Container[bytes]) -> bool:
    """Whether no block of ``named`` stands twice among ``blocks``."""
    here = [block for block in blocks if block in named]
    return len(set(here)) == len(here)


def _without(cut: Cut, dropped: Container[bytes]) -> bytes:
    texts = (cut.block_text(block) for block in cut.blocks if block not in dropped)
    return cut.before + b"".join(texts) + cut.after
