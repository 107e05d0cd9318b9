"""What `list` and `show` show: entries as they stand at some time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from negcli.editions.view import Shown, View
from negcli.lists.vocabulary import entry_map, fields
from negcli.public import publicity
from negcli.report.matter import value_term
from negcli.report.notice import TELLING
from negcli.report.spell import field_label, field_type, kind_label, value_text
from negcli.report.value import Block, Heading, Paragraph, Report, Span, Table, Term, Terms, Text, plain
from negcli.words import Words

#: What the heading of an entry already says.
_IN_HEADING = ("id", "title")


def list_report(view: View, found: Sequence[Shown], words: Words) -> Report:
    """The entries that were ``found`` in ``view``, a table for each list."""
    title = words("entries.found", label=label_of(view, words), count=len(found))
    blocks: list[Block] = [] if found else [Paragraph(plain(words("entries.nothing")))]
    for _, group in groupby(found, key=lambda shown: (shown.entry.agency, shown.entry.kind)):
        rows = list(group)
        blocks += [Heading(2, list_name(view, rows[0], words)), _table(rows, words)]
    return Report(title, (*blocks, *_missing(view, words)))


def show_report(view: View, shown: Shown, words: Words) -> Report:
    """One entry with all that may be shown of it."""
    entry = shown.entry
    head = Terms(tuple(_head(view, shown, words)))
    known = (name for name in fields(entry_map(entry.kind)).by_key if name in shown.values)
    terms = tuple(value_term(entry.kind, name, shown.values[name], words) for name in known if name not in _IN_HEADING)
    blocks = (head, *((Terms(terms),) if terms else ()), *_title_only(view, shown, words))
    return Report(f"{entry.id}  {entry.title}".strip(), blocks)


def label_of(view: View, words: Words) -> str:
    """What is shown, in words."""
    times = view.times
    if not any(times):
        return words("entries.worktree") if view.version.label == "worktree" else view.version.label
    key = "both" if all(times) else "known" if times.known else "in-force"
    return words(f"entries.{key}", day=times.in_force or times.known, known=times.known)


def list_name(view: View, shown: Shown, words: Words) -> str:
    """The agency's name and the kind of list."""
    entry = shown.entry
    return f"{view.version.agency_names.get(entry.agency, entry.agency)} · {kind_label(entry.kind, words.lang)}"


def _missing(view: View, words: Words) -> Iterator[Block]:
    """What is not shown, and why."""
    if view.counted:
        yield Paragraph((Span(words("entries.counted", count=view.counted), "muted"),))
    if view.unreadable:
        yield Paragraph(plain(words("entries.unread", files=view.unreadable)))


def _table(rows: Sequence[Shown], words: Words) -> Table:
    kind = rows[0].entry.kind
    known = fields(entry_map(kind)).by_key
    columns = tuple(filter(known.__contains__, ("id", "title", TELLING[kind], "unit")))
    names = tuple(field_label(kind, column, words.lang) for column in columns)
    return Table(words("entries.rows", count=len(rows)), names, tuple(_row(row, columns, words) for row in rows))


def _row(shown: Shown, columns: Sequence[str], words: Words) -> tuple[Text, ...]:
    kind, values = shown.entry.kind, shown.values
    return tuple(plain(value_text(field_type(kind, name), values.get(name), words.lang)) for name in columns)


def _head(view: View, shown: Shown, words: Words) -> Iterator[Term]:
    key = (shown.entry.agency, shown.entry.kind)
    edition = view.lists[key].edition
    said = (edition.number, edition.text("document"), edition.published)
    files = [name for name, keys in view.version.files.items() if key in keys]
    rows = {"list": list_name(view, shown, words), "edition": "  ".join(filter(None, said)), "file": words.join(files)}
    yield Term(words("entries.list"), plain(rows.pop("list")), (Span(label_of(view, words), "muted"),))
    yield from (Term(words(f"entries.{name}"), plain(text)) for name, text in rows.items() if text)


def _title_only(view: View, shown: Shown, words: Words) -> Iterator[Block]:
    if view.is_public and publicity(shown.entry) == "title":
        yield Paragraph((Span(words("entries.title-only"), "muted"),))
