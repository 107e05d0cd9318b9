"""Documents → Register: kinds recognised, keys made canonical, agencies named by id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from negcli.lists.canonical import canonical
from negcli.lists.model import Agency, Edition, Entry, EntryList, Register, Values, Where, items, mapping, text
from negcli.lists.vocabulary import LIST_KINDS, kind_spellings
from negcli.source.document import Document, Source, documents_of
from negcli.source.files import TextFile, read_files
from negcli.source.loader import Slip
from negcli.source.quick import load_quickly

Part = tuple[str, Values, Where]


def load_register(root: Path) -> Register:
    """Read the register at ``root`` (a folder). Failure when a file cannot be read; slips are in its sources."""
    return build_register(load_files(read_files(root)))


#: What may spoil a key or a place and leave a text readable: invisible signs, odd spaces, separators before a part.
_SUSPECT = (*"\u200b\u200c\u200e\u200f\u2060\ufeff\xad\xa0\u2002\u2003\u2009\u202f", "\n---\n ", "｜")


def load_files(files: Iterable[TextFile]) -> tuple[Source, ...]:
    """Read every file's documents; of one that breaks off, what can be read all the same."""
    return tuple(map(load_file, files))


def load_file(file: TextFile) -> Source:
    """Read the documents of one."""
    if any(map(_leaves_nothing, file.slips)):
        return Source(file.name, file.text, (), file.slips)
    source = load_quickly(file)
    if len(source.slips) == len(file.slips) and not _is_suspect(file.text) and not _is_misplaced(source):
        return source
    from negcli.slips.recovery import recovered

    return recovered(source)


def _leaves_nothing(slip: Slip) -> bool:
    """Whether a file is too large, so that only its beginning was read; may not be read; or is gibberish for good."""
    return slip.name in ("unsafe-yaml", "unreadable") or (slip.breaks and ("encoding", "spoilt") in slip.args)


def _is_suspect(text: str) -> bool:
    """Whether a text that reads well may all the same be read otherwise than it is meant."""
    if any(map(text.__contains__, _SUSPECT)) or _BARE.search(text) or _is_damaged(text):
        return True
    from negcli.slips.misread import is_misread

    return is_misread(text)


def _is_damaged(text: str) -> bool:
    """Whether some bytes of a text were lost, and not so many that nothing can be made of it."""
    return 0 < 50 * text.count("\ufffd") < len(text)


#: A key alone, and below it a text that is no item, no field and no comment.
_BARE = re.compile(r":[ \t]*\r?\n +(?![-#\s])[^:\n]*(?:\n|$)")


def _is_misplaced(source: Source) -> bool:
    """Whether something in the data may stand elsewhere than it is meant."""
    from negcli.slips.suspicion import is_suspect

    return any(is_suspect(document.data) for document in source.documents)


def build_register(sources: tuple[Source, ...]) -> Register:
    """The register that ``sources`` make up; without a register document, one with defaults."""
    return register_of(list(filter(None, map(read_part, documents_of(sources)))), sources)


def register_of(parts: Sequence[Part], sources: tuple[Source, ...]) -> Register:
    """The register that the ``parts`` of ``sources`` make up: all documents of our kinds, in order."""
    head = next((part for part in parts if part[0] == "register"), None)
    _, values, where = head or ("register", {}, None)
    agencies = tuple(_agencies(values, where))
    lists = tuple(_lists(parts, Register(values, agencies, ()).agency_ids))
    others = tuple(part for part in parts if part[0] not in LIST_KINDS and part is not head)
    return Register(values, agencies, lists, others, sources, where)


def _lists(parts: Sequence[Part], agency_ids: Mapping[str, str]) -> Iterator[EntryList]:
    return (build_list(kind, values, agency_ids, where) for kind, values, where in parts if kind in LIST_KINDS)


def written_kind(data: Any) -> str | None:
    """The kind that a document's data names, as written; None when it names none."""
    kind = (data.get("kind") or data.get("种类")) if isinstance(data, dict) else None
    return kind if isinstance(kind, str) else None


def kind_of(document: Document) -> str | None:
    """A document's kind; None when it is not of a kind of ours."""
    return kind_spellings().get(written_kind(document.data) or "")


def read_part(document: Document) -> Part | None:
    """A document's kind and canonical values; None when it is not of a kind of ours."""
    kind = kind_of(document)
    if kind is None:
        return None
    values = canonical(kind, document.data)
    values["kind"] = kind
    return kind, values, Where(document, ())


def _agencies(values: Values, where: Where | None) -> Iterator[Agency]:
    for row, at in _rows(values, "agencies", where):
        yield Agency(text(row, "id"), text(row, "name"), row, at)


def _rows(values: Values, name: str, where: Where | None) -> Iterator[tuple[Values, Where | None]]:
    """The mappings in the list ``name``, and where they stand in the document of ``where``."""
    for position, row in enumerate(items(values, name)):
        if isinstance(row, dict):
            yield row, where and Where(where.document, (name, position))


def build_list(kind: str, values: Values, agency_ids: Mapping[str, str], where: Where | None = None) -> EntryList:
    """A list of ``kind`` from its canonical ``values``; its agency is named by id where ``agency_ids`` knows it."""
    written = text(values, "agency")
    agency = agency_ids.get(written, written)
    return EntryList(
        kind,
        agency,
        Edition(mapping(values, "edition")),
        tuple(_entries(kind, agency, values, where)),
        values,
        where,
    )


def _entries(kind: str, agency: str, values: Values, where: Where | None) -> Iterator[Entry]:
    for row, at in _rows(values, "entries", where):
        yield Entry(kind, agency, text(row, "id"), row, at)
