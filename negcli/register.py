"""Documents → Register: kinds recognised, keys made canonical, agencies named by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from negcli.canonical import canonical
from negcli.document import Document, Source, load_source
from negcli.files import TextFile, read_files
from negcli.model import Agency, Edition, Entry, EntryList, Register, Values, Where, text
from negcli.vocabulary import LIST_KINDS, kind_spellings

Part = tuple[str, Values, Where]


def load_register(root: Path) -> Register:
    """Read the register at ``root`` (a folder). Failure when a file cannot be read; slips are in its sources."""
    return build_register(load_files(read_files(root)))


def load_files(files: Iterable[TextFile]) -> tuple[Source, ...]:
    """Read every file's documents."""
    return tuple(load_source(file.name, file.text, file.slips) for file in files)


def build_register(sources: tuple[Source, ...]) -> Register:
    """The register that ``sources`` make up; without a register document, one with defaults."""
    parts = list(_parts(sources))
    head = next((part for part in parts if part[0] == "register"), None)
    _, values, where = head or ("register", {}, None)
    agencies = tuple(_agencies(values, where))
    ids = Register(values, agencies, ()).agency_ids
    lists = tuple(build_list(kind, rows, ids, at) for kind, rows, at in parts if kind in LIST_KINDS)
    others = tuple(part for part in parts if part[0] not in LIST_KINDS and part is not head)
    return Register(values, agencies, lists, others, sources, where)


def _parts(sources: Iterable[Source]) -> Iterable[Part]:
    for source in sources:
        for document in source.documents:
            if part := read_part(document):
                yield part


def written_kind(data: Any) -> str | None:
    """The kind that a document's data names, as written; None when it names none."""
    kind = (data.get("kind") or data.get("种类")) if isinstance(data, dict) else None
    return kind if isinstance(kind, str) else None


def read_part(document: Document) -> Part | None:
    """A document's kind and canonical values; None when it is not of a kind of ours."""
    kind = kind_spellings().get(written_kind(document.data) or "")
    if not kind:
        return None
    values = canonical(kind, document.data)
    values["kind"] = kind
    return kind, values, Where(document, ())


def _agencies(values: Values, where: Where | None) -> Iterable[Agency]:
    rows = values.get("agencies")
    for position, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            at = Where(where.document, ("agencies", position)) if where else None
            yield Agency(text(row, "id"), text(row, "name"), row, at)


def build_list(kind: str, values: Values, agency_ids: Mapping[str, str], where: Where | None = None) -> EntryList:
    """A list of ``kind`` from its canonical ``values``; its agency is named by id where ``agency_ids`` knows it."""
    written = text(values, "agency")
    agency = agency_ids.get(written, written)
    edition = values.get("edition")
    return EntryList(
        kind,
        agency,
        Edition(edition if isinstance(edition, dict) else {}),
        tuple(_entries(kind, agency, values, where)),
        values,
        where,
    )


def _entries(kind: str, agency: str, values: Values, where: Where | None) -> Iterable[Entry]:
    rows = values.get("entries")
    for position, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            at = Where(where.document, ("entries", position)) if where else None
            yield Entry(kind, agency, text(row, "id"), row, at)
