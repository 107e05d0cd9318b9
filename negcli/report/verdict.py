"""What `verify` shows: whether, where and what published history was rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from negcli.commits.trail import Commit
from negcli.editions.rewrites import Rewrite
from negcli.editions.saved import Departure
from negcli.editions.tags import FALSE, Tag
from negcli.editions.verify import Verdict
from negcli.lists.vocabulary import LIST_KINDS
from negcli.public import public_changes
from negcli.report.editions import COMMIT_DIGITS
from negcli.report.matter import Manner, change_blocks
from negcli.report.spell import field_name, kind_label
from negcli.report.value import Block, Bullets, Heading, Paragraph, Report, Span, Table, Term, Terms, Text, plain
from negcli.words import Words

#: What a departure is called in the words, where that is not its kind.
_SENTENCES = {"rewritten": "changed"}


def verdict_report(verdict: Verdict, compared: bool, words: Words) -> Report:
    """``verdict``; ``compared`` says whether there was a saved chain to compare with."""
    manner = Manner(words, verdict.chronicle.agency_names)
    sentence = words(f"editions.{_headline(verdict)}", editions=len(verdict.links))
    blocks: list[Block] = [Paragraph((Span(sentence, "opens" if verdict.holds else "restricts"),))]
    blocks += [] if compared or not verdict.links else [Paragraph((Span(words("editions.not-saved"), "muted"),))]
    blocks += _section("rewritten", chain.from_iterable(_rewrite(row, manner) for row in verdict.rewrites), words)
    blocks += _section("departures", chain.from_iterable(_departure(row, words) for row in verdict.departures), words)
    blocks += _section("tags", _tags(verdict, words), words)
    blocks += _section("unread", _unread(verdict, words), words)
    return Report(words("editions.verified"), tuple(blocks))


def _headline(verdict: Verdict) -> str:
    """The code of the sentence that says it all."""
    facts = {
        "broken": verdict.is_rewritten,
        "false-tags": not verdict.holds,
        "corrected": verdict.rewrites,
        "holds": verdict.links,
        "nothing-published": True,
    }
    return next(filter(facts.get, facts))


def edition_name(address: str, words: Words) -> str:
    """``AGENCY/KIND@NUMBER`` with the kind in the reader's language."""
    owner, _, number = address.partition("@")
    agency, _, kind = owner.rpartition("/")
    return f"{agency} · {kind_label(kind, words.lang)} · {number}"


def _section(name: str, blocks: Iterable[Block], words: Words) -> list[Block]:
    """``blocks`` under a heading; nothing where there are none."""
    inner = list(blocks)
    return [Heading(2, words(f"editions.{name}")), *inner] if inner else []


def _rewrite(row: Rewrite, manner: Manner) -> Iterator[Block]:
    words = manner.words
    yield Heading(3, edition_name(row.edition.address, words))
    yield Paragraph(plain(_when(row.commit, row.ended, words)))
    code = "rewritten-corrected" if row.corrected else "how-to-correct"
    yield Paragraph(plain(words(f"editions.{code}", number=row.corrected or row.edition.number)))
    shown = public_changes(row.changes)
    if row.fields:
        yield Terms((Term(words("editions.rewritten-fields"), plain(_names(row.fields, words))),))
    if shown.counted:
        yield Paragraph(plain(words("editions.rewritten-hidden", count=shown.counted)))
    yield from chain.from_iterable(change_blocks(change, manner, 4) for change in shown.changes)


def _when(commit: Commit, ended: Commit | None, words: Words) -> str:
    began = {"commit": commit.id[:COMMIT_DIGITS], "day": commit.day}
    if ended is None:
        return words("editions.rewritten-since", **began)
    return words("editions.rewritten-until", **began, end=ended.id[:COMMIT_DIGITS], ended=ended.day)


def _names(fields: Iterable[str], words: Words) -> str:
    """Fields of an edition in the reader's language."""
    return words.join([field_name(LIST_KINDS[0], name, words.lang) for name in fields])


def _departure(row: Departure, words: Words) -> Iterator[Block]:
    yield Heading(3, edition_name(row.address, words))
    yield Paragraph(plain(words(f"editions.{_SENTENCES.get(row.kind, row.kind)}")))
    parts = {"entries": words.join(row.entries), "fields": _names(row.fields, words)}
    terms = tuple(Term(words(f"editions.{name}"), plain(text)) for name, text in parts.items() if text)
    if terms:
        yield Terms(terms)


def _tags(verdict: Verdict, words: Words) -> Iterator[Block]:
    if verdict.tags:
        columns = tuple(words(f"editions.{name}") for name in ("tag", "signature", "said"))
        rows = tuple(_tag(tag, verdict, words) for tag in verdict.tags)
        yield Table(words("editions.tags-checked", count=len(rows)), columns, rows)


def _tag(tag: Tag, verdict: Verdict, words: Words) -> tuple[Text, ...]:
    denied = [edition_name(row.address, words) for row in verdict.contradictions if row.tag == tag.name]
    return plain(tag.name), plain(words(f"editions.signature-{tag.signature}")), plain(_agreement(tag, denied, words))


def _agreement(tag: Tag, denied: Sequence[str], words: Words) -> str:
    if tag.signature in FALSE:
        return words("editions.not-counted")
    if denied:
        return words("editions.contradicts", editions=words.join(list(denied)))
    return words("editions.agrees" if tag.hashes else "editions.says-nothing")


def _unread(verdict: Verdict, words: Words) -> Iterator[Block]:
    if verdict.chronicle.bridged:
        yield Bullets(tuple(
            plain(words("editions.unread-row", file=gap.file, day=gap.commit.day, commit=gap.commit.id[:COMMIT_DIGITS]))
            for gap in verdict.chronicle.bridged
        ))  # fmt: skip
