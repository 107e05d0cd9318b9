"""What two versions of a file hold alike: comparing need not read it.

Entries that stand in both, byte for byte, are left out of both, so that a comparison reads what differs. This is done
only where no entry left out could have a bearing on what stays: each is in the plainest layout, so that it ends where
its block does and is no slip, and bears an id of its own.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence, Set

from negcli.source.cut import Cut, cut_up
from negcli.source.ends import ID, Rest, without_ends
from negcli.source.loader import NULLS
from negcli.source.plain import are_plain

#: So many blocks are looked at together, and each of them by itself where one is not plain.
_TOGETHER = 32
_ID = re.compile(ID)


def rest(old: bytes, new: bytes, kept: Set[str] = frozenset()) -> Rest:
    """``old`` and ``new`` (files) without the entries that both hold alike, less those whose id is in ``kept``."""
    middle = without_ends(old, new, kept)
    before, after = cut_up(middle.old), cut_up(middle.new)
    if not before or not after or before.marker != after.marker:
        return Rest(old, new)
    named = _named(_alike(before, after), kept)
    dropped = middle.dropped.union(named.values())
    is_unique = len(dropped) == len(middle.dropped) + len(named) and all(
        _once(cut.blocks, named) for cut in (before, after)
    )
    return Rest(_without(before, named), _without(after, named), dropped) if is_unique else Rest(old, new)


def _named(blocks: Iterable[bytes], kept: Container[str]) -> dict[bytes, str]:
    """Those of ``blocks`` whose id can be told, with it, less those of ``kept`` ids."""
    return {block: name for block in blocks if (name := _id_of(block)) and name not in kept}


def _alike(old: Cut, new: Cut) -> Iterator[bytes]:
    """The plain blocks of both that begin with an id."""
    both = list(set(old.blocks).intersection(new.blocks))
    for at in range(0, len(both), _TOGETHER):
        some = both[at : at + _TOGETHER]
        yield from some if _are_plain(some, old) else (block for block in some if _are_plain([block], old))


def _are_plain(blocks: Iterable[bytes], cut: Cut) -> bool:
    return are_plain(b"".join(map(cut.block_text, blocks)), cut.marker)


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
