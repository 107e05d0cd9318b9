"""An approval by one body, under the number of another body's document."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.government import is_of_province, issuer_of, level_of, organs_of
from negcli.evidence.scan import mappings
from negcli.lists.model import EntryList, text
from negcli.place import Path
from negcli.record.drafts import draft_of
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """The documents of an edition that changes something, and of its adjustments, that its approver did not issue."""
    draft, edition = draft_of(rows, context), rows.edition.values
    if draft and draft.changes and not draft.is_kept:
        adjustments = ((("edition", "adjustments", at), row) for at, row in mappings(edition, "adjustments"))
        for path, values in ((("edition",), edition), *adjustments):
            yield from _judge(text(values, "document"), text(edition, "approver"), (*path, "document"))


def _judge(document: str, approver: str, path: Path) -> Iterator[Hit]:
    organ, level = issuer_of(document)
    level = "province" if organ and is_of_province(document, approver) else level
    others = [organ] * _is_another(organ, approver) + [level] * _is_elsewhere(level, approver)
    for issuer in others[:1]:
        yield Hit(path, {"document": document, "issuer": issuer, "approver": approver}, (0, len(document)))


def _is_another(organ: str, approver: str) -> bool:
    """Whether the approver is of another kind than the issuer, as far as both are told; no review is an approval."""
    organs = organs_of(approver)
    return bool(approver and organ == "review") or bool(organ and organs and organ not in organs)


def _is_elsewhere(level: str, approver: str) -> bool:
    return bool(level) and level_of(approver) not in (None, level)
