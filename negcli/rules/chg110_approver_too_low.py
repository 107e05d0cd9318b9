"""An edition approved by a body of a lower level than the agency's, or, of a power list, by the agency itself."""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.government import is_below, level_of
from negcli.lists.model import EntryList, Register
from negcli.record.drafts import draft_of
from negcli.rules import Context, Hit


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """The approver of an edition that changes something.

    A negative list may be approved by the agency's own leading group for openness; what powers an agency has is for the
    government, or whom it charges with that, to say.
    """
    draft, approver = draft_of(rows, context), rows.edition.text("approver")
    if approver and draft and draft.changes and not draft.is_kept:
        agency = context.register.agency_names.get(rows.agency, rows.agency)
        causes = {"lower": _is_lower(approver, rows, context.register), "own": _is_own(approver, agency, rows.kind)}
        for cause in list(filter(causes.get, causes))[:1]:
            yield Hit(("edition", "approver"), {"approver": approver, "agency": agency, "cause": cause})


def _is_lower(approver: str, rows: EntryList, register: Register) -> bool:
    """Whether the approver is of a lower level than the agency, by what the register says, else by its name."""
    written = {agency.id: agency.values.get("level") for agency in register.agencies}.get(rows.agency)
    return is_below(level_of(approver), written or level_of(register.agency_names.get(rows.agency, "")))


def _is_own(approver: str, agency: str, kind: str) -> bool:
    """Whether an agency, not being a government, says itself what its powers are."""
    return kind != "negative-list" and approver.startswith(agency) and not agency.endswith("人民政府")
