"""What `publish` is going to do, before it does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from negcli.change import balance
from negcli.editions.gitwrite import Act
from negcli.lists.model import EntryList
from negcli.lists.moment import Key
from negcli.record.drafts import Draft
from negcli.report.matter import balance_text, kinds_text
from negcli.report.spell import kind_label
from negcli.report.value import Report, Table, Term, Terms, Text, plain
from negcli.words import Words

_SAID = ("number", "approved", "published", "effective", "document")


def plan_report(
    lists: Mapping[Key, EntryList], drafts: Iterable[Draft], act: Act, agency_names: Mapping[str, str], words: Words
) -> Report:
    """The editions of ``lists`` as they are to be published, and what is to be committed."""
    columns = tuple(words(f"adjust.{name}") for name in ("list", *_SAID, "totals"))
    rows = tuple(_row(each, agency_names, words) for each in lists.values())
    changes = [change for draft in drafts for change in draft.changes]
    terms = (
        Term(words("adjust.effects"), balance_text(balance(changes), words)),
        Term(words("adjust.files"), plain("\n".join(act.files))),
        Term(words("adjust.message"), plain(act.message)),
        Term(words("adjust.tag"), plain(act.tag)),
    )
    shown = terms if changes else terms[1:]
    return Report(
        words("adjust.plan"), (Table(words("adjust.plan-lists", count=len(rows)), columns, rows), Terms(shown))
    )


def _row(rows: EntryList, agency_names: Mapping[str, str], words: Words) -> tuple[Text, ...]:
    name = f"{agency_names.get(rows.agency, rows.agency)} · {kind_label(rows.kind, words.lang)}"
    totals = rows.edition.values.get("totals")
    said = (plain(rows.edition.text(field)) for field in _SAID)
    return (plain(name), *said, kinds_text(totals if isinstance(totals, dict) else {}, words))
