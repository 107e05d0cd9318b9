"""Reading many files at once: several processes each read some of them, where there is much to read."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from typing import Any

from negcli.lists.model import Register, Where
from negcli.lists.register import Part, load_file, read_part, register_of
from negcli.processes import Elsewhere, in_shares, processes_for
from negcli.source.document import Document, Source
from negcli.source.files import TextFile

#: By how much this process reads more than each other, which has to hand over what it read.
_MORE = 0.2
#: A document as another process gives it: number, data, lines of items, first and last line; its kind and canonical
#: values, or None.
_Told = tuple[int, Any, dict[Any, int], int, int, tuple[str, Any] | None]
#: A file as read here: with its documents of our kinds.
_Read = tuple[Source, list[Part]]


def load_many(files: Sequence[TextFile], watch: Callable[[Sequence[TextFile]], Iterable[TextFile]]) -> Register:
    """The register of ``files``, as `load_files` and `build_register` make it.

    ``watch`` passes on the files that are read here, and sees how it goes.
    """
    sizes = [len(file.text) for file in files]
    mine, *others = in_shares(files, sizes, processes_for(sum(sizes)), _MORE)
    begun = [Elsewhere(partial(_dumped, share)) for share in others if share]
    read = list(map(_read, watch(mine)))
    for work, share in zip(begun, filter(None, others), strict=True):
        read += map(_retold, share, marshal.loads(work.result()))
    return register_of(list(chain.from_iterable(parts for _, parts in read)), tuple(source for source, _ in read))


def _read(file: TextFile) -> _Read:
    source = load_file(file)
    return source, list(filter(None, map(read_part, source.documents)))


def _dumped(files: Sequence[TextFile]) -> bytes:
    return marshal.dumps(list(map(_told, map(load_file, files))))


def _told(source: Source) -> list[_Told] | None:
    """The documents of a file; None where there is more to tell of it, and it is to be read again."""
    if source.slips or source.mended or source.left_out or source.gaps:
        return None
    return [
        (each.number, each.data, each.item_lines, each.first_line, each.last_line, part and part[:2])
        for each, part in zip(source.documents, map(read_part, source.documents), strict=True)
    ]


def _retold(file: TextFile, told: list[_Told] | None) -> _Read:
    if told is None:
        return _read(file)
    source = Source(file.name, file.text)
    documents = [
        Document(file.name, number, data, source, lines, first, last) for number, data, lines, first, last, _ in told
    ]
    object.__setattr__(source, "documents", tuple(documents))
    parts = zip(documents, (part for *_, part in told), strict=True)
    return source, [(*part, Where(document, ())) for document, part in parts if part]
