"""One change as blocks of a report: what became of an entry, which way, from what to what, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

from negcli.change import Change, FieldChange, Revision
from negcli.effect import Effect
from negcli.lists.vocabulary import Type, values
from negcli.public import known_fields
from negcli.report.inline import difference, sides
from negcli.report.spell import field_label, field_type, kind_label, parts, value_label, value_text
from negcli.report.value import Block, Heading, Span, Table, Term, Terms, Text, joined, plain
from negcli.words import Words

#: What a change's heading already says.
_IN_HEADING = frozenset({"id", "title"})
#: Kinds whose fields are all that the entry says.
_WHOLE = ("added", "removed")


class Manner(NamedTuple):
    """How changes are told: in these words, agencies (by id) by these names, old and new texts side by side or not."""

    words: Words
    names: Mapping[str, str]
    beside: bool = False


def change_blocks(change: Change, manner: Manner, level: int, anchor: str = "") -> Iterator[Block]:
    """A heading of ``level``, which may be an ``anchor``, and the terms of ``change``."""
    words = manner.words
    yield Heading(level, change_title(change, words), _tags(change, words), anchor, _facets(change))
    is_beside = manner.beside and change.kind not in _WHOLE and not change.came and bool(known_fields(change))
    if is_beside:
        yield _table(change, words)
    fields = () if is_beside else _fields(change, words)
    rows = (*_ways(change, manner), *fields, *_grounds(change, words))
    if rows:
        yield Terms(rows)


def change_title(change: Change, words: Words) -> str:
    """By what a change is called: the entry's id and title, or how many were renumbered together."""
    if change.count > 1:
        return words("report.entries-together", count=change.count)
    return f"{change.entry}  {change.title}".strip()


def _facets(change: Change) -> tuple[str, ...]:
    """By what readers of a page choose what to look at."""
    return (f"effect-{change.effect.value}", f"kind-{change.kind}")


def list_title(change: Change, agency_names: Mapping[str, str], words: Words) -> str:
    """The heading for the changes of one list: the agency's name and the kind of list."""
    agency = agency_names.get(change.agency, change.agency)
    return f"{agency} · {kind_label(change.list, words.lang)}"


def effect_span(effect: Effect, lang: str) -> Span:
    """An effect in words."""
    return Span(value_label("effect", effect.value, lang), effect.value)


def balance_text(balance: Mapping[str, int], words: Words) -> Text:
    """How many changes restrict, open and so on; those that do not occur are left out."""
    return joined(list(balance_tags(balance, words)), words("report.separator"))


def balance_tags(balance: Mapping[str, int], words: Words) -> Text:
    """The same, to stand beside a heading."""
    told = ((effect_span(effect, words.lang).text, effect.value) for effect in Effect if balance.get(effect.value))
    return tuple(Span(words("report.counted", name=name, count=balance[mark]), mark) for name, mark in told)


def kinds_text(totals: Mapping[str, int], words: Words) -> Text:
    """How many changes there are of each kind, in the vocabulary's order."""
    order = [*values("change"), *totals]
    spans = [
        Span(words("report.counted", name=value_label("change", kind, words.lang), count=totals[kind]))
        for kind in dict.fromkeys(order)
        if totals.get(kind)
    ]
    return joined(spans, words("report.separator"))


def _tags(change: Change, words: Words) -> Text:
    return (Span(value_label("change", change.kind, words.lang)), effect_span(change.effect, words.lang))


def _ways(change: Change, manner: Manner) -> Iterator[Term]:
    """Where the entry came from and went to, beside itself; of entries renumbered together, each with its new id."""
    words = manner.words
    if change.count > 1:
        yield Term(words("report.renumbered"), plain(words.join(_steps(change))))
        return
    own = f"{change.agency}/{change.entry}"
    for key, entries in (("from", change.from_), ("to", change.to)):
        if entries not in ((), (own,)):
            yield Term(words(f"report.{key}"), plain(words.join([_called(entry, own, manner) for entry in entries])))
    for way, entry, *notice in change.elsewhere:
        other = _called(entry, own, manner)
        there = words(f"report.{way}-elsewhere", entry=other, notice=" ".join(filter(None, notice)))
        yield Term(words(f"report.{way}"), plain(there))


def _called(entry: str, own: str, manner: Manner) -> str:
    """How ``entry`` (``AGENCY/ID``) is called beside ``own``: by its id, another agency's with the agency's name."""
    agency, _, name = entry.rpartition("/")
    if own.startswith(f"{agency}/"):
        return name
    known = manner.names.get(agency)
    return manner.words("report.of-agency", agency=known, entry=name) if known else entry


def _steps(change: Change) -> list[str]:
    ids = ((old.rpartition("/")[2], new.rpartition("/")[2]) for old, new in zip(change.from_, change.to, strict=False))
    return [" → ".join(step) for step in ids]


def _fields(change: Change, words: Words) -> list[Term]:
    """The fields of a change: what they were and are, or what they say where the entry itself came or went.

    Private fields are left out of every report, not of public ones alone: what is on a screen is passed on.
    """
    shown = known_fields(change)
    if change.kind in _WHOLE or change.came:
        return [_value(change.list, part, words) for part in shown if part.field not in _IN_HEADING]
    terms = (_differences(change.list, part, part in _tagged(shown), words) for part in shown)
    return list(chain.from_iterable(terms))


def _tagged(parts: Iterable[FieldChange]) -> list[FieldChange]:
    """Those of ``parts`` whose own effect has to be said: the change's says it where only one has any."""
    weighty = [part for part in parts if part.effect is not Effect.NEUTRAL]
    return weighty if len(weighty) > 1 else []


def _table(change: Change, words: Words) -> Table:
    """The fields that differ, old beside new."""
    columns = tuple(words(f"report.column-{name}") for name in ("field", "old", "new"))
    rows = chain.from_iterable(_beside(change.list, part, words) for part in known_fields(change))
    return Table(words("report.side-by-side"), columns, tuple(rows))


def _beside(kind: str, part: FieldChange, words: Words) -> Iterator[tuple[Text, Text, Text]]:
    label, of = field_label(kind, part.field, words.lang), field_type(kind, part.field)
    for name, old, new in parts(of, label, (part.old, part.new), words.lang):
        yield plain(name), *sides(old, new, words("report.absent"))


def _differences(kind: str, part: FieldChange, tagged: bool, words: Words) -> Iterator[Term]:
    """Old and new of a field, or of every part of it that differs; with its effect where ``tagged``."""
    tags = (effect_span(part.effect, words.lang),) if tagged else ()
    label, of = field_label(kind, part.field, words.lang), field_type(kind, part.field)
    for name, old, new in parts(of, label, (part.old, part.new), words.lang):
        yield Term(name, difference(old, new, words("report.absent")), tags)


def revision_text(revision: Revision, words: Words) -> str:
    """Which revision of which law gave the articles other numbers, or by which outdated numbers were corrected."""
    key = _SAID_AS[revision.corrected]
    moved = [_moved(f"{key}-article", old, new, words) for old, new in revision.articles]
    text = words("report.revised-by" if revision.document else "report.revised", **revision._asdict())
    return words(key, law=revision.law, text=text, articles=moved)


#: Whether a revision is told of as a correction → the sentence.
_SAID_AS = {False: "report.renumbered-by", True: "report.corrected-by"}


def _moved(key: str, old: str, new: Iterable[str], words: Words) -> str:
    return words(key, old=_article(old), new=list(map(_article, new)))


def _article(number: str) -> str:
    """第九条 for ``9``, 第一百二十条之一 for ``120-1``: articles are called so in every language."""
    from negcli.law.citation import Spot, written_spot

    article, _, sub = number.partition("-")
    return written_spot(Spot(int(article), int(sub or 0)))


def _value(kind: str, part: FieldChange, words: Words) -> Term:
    return value_term(kind, part.field, part.old if part.new is None else part.new, words)


def value_term(kind: str, field: str, value: Any, words: Words) -> Term:
    """A field of an entry of a list of ``kind`` and what it says."""
    text = value_text(field_type(kind, field), value, words.lang)
    return Term(field_label(kind, field, words.lang), plain(text))


def _grounds(change: Change, words: Words) -> Iterator[Term]:
    """Why: the law that was revised, the reason, its basis and its document."""
    revised = [revision_text(one, words) for part in change.fields for one in part.revisions]
    if revised:
        yield Term(words("report.because"), plain("\n".join(revised)))
    if change.reason:
        yield Term(words("report.reason"), plain(change.reason))
    if change.basis:
        yield Term(words("report.basis"), plain(value_text(Type("citations"), change.basis, words.lang)))
    if change.document:
        yield Term(words("report.document"), plain(change.document))


def change_terms(change: Change, manner: Manner) -> tuple[Text, Text]:
    """What became of an entry, and why, each as one text of several lines: for the cells of a table."""
    words = manner.words
    effect = Term(words("report.effects"), (effect_span(change.effect, words.lang),))
    content = (effect, *_ways(change, manner), *_fields(change, words))
    return as_lines(content, words), as_lines(_grounds(change, words), words)


def as_lines(terms: Iterable[Term], words: Words) -> Text:
    """``terms`` below each other."""
    rows = ((Span(term.name + words("report.colon")), *term.text, Span("\n")) for term in terms)
    return tuple(chain.from_iterable(rows))[:-1]
