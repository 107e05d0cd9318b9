"""An approval by one body, under the number of another body's document."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.government import issuer_of, level_of, organs_of
from negcli.evidence.scan import mappings
from negcli.lists.model import EntryList, text
from negcli.record.drafts import draft_of
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """The documents of an edition that changes something, and of its adjustments, that its approver did not issue."""
    draft, edition = draft_of(rows, context), rows.edition.values
    approver = rows.edition.text("approver")
    if approver and draft and draft.changes and not draft.is_kept:
        parts = (("edition", "adjustments", position) for position, _ in mappings(edition, "adjustments"))
        said = zip(
            (("edition",), *parts), (edition, *(row for _, row in mappings(edition, "adjustments"))), strict=True
        )
        for path, values in said:
            document = text(values, "document")
            for issuer in _others(document, approver)[:1]:
                args = {"document": document, "issuer": issuer, "approver": approver}
                yield Hit((*path, "document"), args, (0, len(document)))


def _others(document: str, approver: str) -> list[str]:
    """In what the issuer of ``document`` is not the ``approver``: its organ, or its level."""
    organ, level = issuer_of(document)
    organs, own = organs_of(approver), level_of(approver)
    is_other = organ == "review" or (organ and organs and organ not in organs)
    is_elsewhere = level and own and level != own
    return [organ] * bool(is_other) + [level] * bool(is_elsewhere)
