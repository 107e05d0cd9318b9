"""What `history` and `blame` show: an entry's life, and where its fields come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from negcli.editions.blame import Origin
from negcli.editions.life import Fate, Step
from negcli.report.matter import Manner, change_blocks
from negcli.report.spell import field_label, field_type, value_label, value_text
from negcli.report.value import Block, Heading, Paragraph, Report, Table, Term, Terms, Text, plain
from negcli.words import Words


def life_report(entry: str, steps: Sequence[Step], fate: Fate | None, manner: Manner) -> Report:
    """The life of the entry called ``entry``, a section for each step; ``fate`` is what became of one that is gone."""
    words = manner.words
    said = words("entries.steps", count=len(steps)) + (_end(fate, words) if fate else "")
    blocks: list[Block] = [Paragraph(plain(said))]
    for step in steps:
        blocks += [Heading(2, when(step, words)), *_particulars(step, words)]
        blocks += change_blocks(step.change, manner, 3)
    return Report(words("entries.history", entry=entry, title=_title(entry, steps)), tuple(blocks))


def _title(entry: str, steps: Sequence[Step]) -> str:
    """What the entry was last called while it had this id; else what came of it, or it came of."""
    titled = [step.change for step in reversed(steps) if step.change.title]
    own = (change.title for change in titled if f"{change.agency}/{change.entry}" == entry)
    return next(own, titled[0].title if titled else "")


def _end(fate: Fate, words: Words) -> str:
    return words("entries.became" if fate.now else "entries.gone", now=fate.now)


def blame_report(entry: str, kind: str, origins: Iterable[Origin], words: Words) -> Report:
    """Where each field of the entry called ``entry``, in a list of ``kind``, comes from."""
    columns = tuple(words(f"entries.{name}") for name in ("field", "value", "edition", "notice", "change"))
    found = list(origins)
    rows = tuple(_row(kind, origin, words) for origin in found)
    title = next((str(origin.value) for origin in found if origin.field == "title"), "")
    return Report(
        words("entries.blame", entry=entry, title=title), (Table(words("entries.blame-table"), columns, rows),)
    )


def when(step: Step, words: Words) -> str:
    """By which notice a step was published, and when."""
    if step.notice is None:
        return words("entries.unpublished")
    return words("entries.step", date=step.notice.published, document=step.notice.document).strip()


def _particulars(step: Step, words: Words) -> Iterator[Block]:
    effective = step.notice.effective if step.notice else ""
    rows = {"edition": step.edition, "effective": effective}
    terms = tuple(Term(words(f"entries.{name}"), plain(text)) for name, text in rows.items() if text)
    if terms:
        yield Terms(terms)


def _row(kind: str, origin: Origin, words: Words) -> tuple[Text, ...]:
    change = value_label("change", origin.step.change.kind, words.lang)
    value = value_text(field_type(kind, origin.field), origin.value, words.lang)
    texts = (field_label(kind, origin.field, words.lang), value, origin.step.edition, when(origin.step, words), change)
    return tuple(map(plain, texts))
