"""What `rules` and `explain` show: all rules, one card, the judgement of an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from string import Formatter
from typing import Any

from negcli.check.stages import OFF, STAGES, UNSAID, depends_on_stage, weight_at
from negcli.evidence.judgement import Judgement, mean_score
from negcli.lists.vocabulary import Type, spell_value
from negcli.report.spell import field_name, field_type, value_text
from negcli.report.value import Block, Bullets, Heading, Paragraph, Report, Table, Term, Terms, plain
from negcli.rules import Card, Rule, card
from negcli.words import Words


def rules_report(rules: Sequence[Rule], words: Words) -> Report:
    """A table of all ``rules``, and of those that weigh differently at some stage."""
    return Report(words("explain.rules-title"), (_rules_table(rules, words), _stages_table(rules, words)))


def pages_report(rules: Sequence[Rule], words: Words) -> Report:
    """The same, and then what the card of each says."""
    pages = chain.from_iterable(_page(rule, words) for rule in rules)
    return Report(words("explain.rules-title"), (*rules_report(rules, words).blocks, *pages))


def _page(rule: Rule, words: Words) -> Iterator[Block]:
    """What the card of ``rule`` says, one level below the title."""
    yield Heading(2, f"{rule.code} {rule.name}")
    for block in card_report(rule, words).blocks:
        yield Heading(block.level + 1, block.text) if isinstance(block, Heading) else block


def _rules_table(rules: Sequence[Rule], words: Words) -> Table:
    columns = tuple(words(f"explain.{name}") for name in ("code", "name", "category", "severity", "title"))
    rows = tuple(tuple(plain(cell) for cell in _row(rule, words)) for rule in rules)
    return Table(words("explain.rules-count", count=len(rules)), columns, rows)


def _stages_table(rules: Sequence[Rule], words: Words) -> Table:
    stages = (*STAGES, UNSAID)
    columns = words("explain.name"), *(words(f"explain.stage-{stage}") for stage in stages)
    rows = tuple(
        tuple(map(plain, (rule.name, *(_weight(rule, stage, words) for stage in stages))))
        for rule in filter(depends_on_stage, rules)
    )
    return Table(words("explain.stages-title"), columns, rows)


def _weight(rule: Rule, stage: str, words: Words) -> str:
    weight = weight_at(rule.name, stage)
    return words("explain.off") if weight == OFF else str(spell_value("severity", weight, words.lang))


def _row(rule: Rule, words: Words) -> tuple[str, ...]:
    told = card(rule.name)
    weight = str(spell_value("severity", told.severity.name, words.lang))
    return rule.code, rule.name, _category(rule, words), weight, told.texts["title"][words.lang]


def _category(rule: Rule, words: Words) -> str:
    """The category of ``rule`` by its name in English, in words in Chinese."""
    return words(f"explain.category.{rule.category}") if words.lang == "zh" else rule.category


def card_report(rule: Rule, words: Words) -> Report:
    """What the card of ``rule`` says."""
    told = card(rule.name)
    _, _, _, weight, title = _row(rule, words)
    about = words(f"explain.category.{rule.category}")
    named = words("explain.category-named", name=rule.category, about=about)
    facts = {"title": title, "category": named, "severity": weight, "since": told.since}
    terms = [Term(words(f"explain.{name}"), plain(value)) for name, value in facts.items()]
    stages = _stages(rule, words) if depends_on_stage(rule) else ()
    parts = [_part(told, part, words) for part in ("message", "why", "instead", "source")]
    cases = [_cases(told, kind, words) for kind in ("bad", "good")]
    blocks = chain.from_iterable((*parts, *cases))
    return Report(f"{rule.code} {rule.name}", (Terms((*terms, *stages)), *blocks))


def _stages(rule: Rule, words: Words) -> Iterator[Term]:
    """What holds at each stage, in one line."""
    weights = [
        words("explain.stage-weight", stage=words(f"explain.stage-{stage}"), weight=_weight(rule, stage, words))
        for stage in (*STAGES, UNSAID)
    ]
    yield Term(words("explain.stages"), plain(words.join(weights)))


def _part(told: Card, part: str, words: Words) -> tuple[Block, ...]:
    said = told.say(part, words.lang, _open_blanks(told, part, words.lang))
    return Heading(2, words(f"explain.{part}")), Paragraph(plain(said))


def _open_blanks(told: Card, part: str, lang: str) -> dict[str, str]:
    """Arguments for the blanks of what a card says in a ``part`` where nothing was found.

    They are what holds in general; in advice, which should help by itself, what comes first; else an ellipsis.
    """
    within = chain.from_iterable(said.values() for said in told.terms.values())
    blanks = dict.fromkeys(chain.from_iterable(_blanks(said[lang]) for said in within), "…")
    return blanks | {name: _typical(told, part, name) for name in _blanks(told.texts[part][lang])}


def _blanks(sentence: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(sentence) if name]


def _typical(told: Card, part: str, name: str) -> str:
    codes = told.terms.get(name, {})
    first = next(iter(codes), "…") if part == "instead" else "…"
    return "any" if "any" in codes else first


def _cases(told: Card, kind: str, words: Words) -> tuple[Block, ...]:
    shown = [text for case in told.cases.get(kind, ()) if (text := _case(case, words))]
    if not shown:
        return ()
    return Heading(2, words(f"explain.{kind}")), Bullets(tuple(map(plain, shown)))


def _case(case: Mapping[str, Any], words: Words) -> str:
    """The fields that a case lays over a faultless entry, and what is found there; files as they are written."""
    found = [f"  → {row['words']}" for row in case.get("found", ()) if row.get("words")]
    return " · ".join(_written(case, words)) + "".join(found)


def _written(case: Mapping[str, Any], words: Words) -> list[str]:
    fields = {**(case.get("entry") or {}), **(case.get("edition") or {})}
    texts = [_field(name, value, words) for name, value in fields.items()]
    return texts or [str(text).strip() for text in (case.get("files") or {}).values()]


def _field(name: str, value: Any, words: Words) -> str:
    """A field by its key in the reader's language, and what stands there; said to be left out where nothing does."""
    key = field_name("negative-list", name, words.lang) if words.lang == "zh" else name
    kind = field_type("negative-list", name) if words.lang == "zh" else Type("text")
    return f"{key}{words('report.colon')}{value_text(kind, value, words.lang) or words('report.absent')}"


def judgement_report(judgement: Judgement, rows: Sequence[Judgement], words: Words) -> Report:
    """How an entry was judged; ``rows`` are the judgements of its whole list."""
    entry = judgement.entry
    title = words("explain.entry-title", entry=entry.key, title=entry.title)
    blocks = [
        Terms(tuple(_scores(judgement, rows, words))),
        Heading(2, words("explain.recognised")),
        Terms(tuple(_recognised(judgement, words))),
        *_missing(judgement, words),
        *_faults(judgement, words),
        Heading(2, words("explain.pattern")),
        Paragraph(plain(_pattern(judgement, words))),
    ]
    return Report(title, tuple(blocks))


def _scores(judgement: Judgement, rows: Sequence[Judgement], words: Words) -> Iterator[Term]:
    yield Term(words("explain.information"), plain(judgement.entry.text("information") or words("report.absent")))
    yield Term(words("explain.score"), plain(words("explain.of-hundred", score=judgement.score)))
    mean = words("explain.of-entries", score=mean_score(rows), count=len(rows))
    yield Term(words("explain.list-score"), plain(mean))


def _recognised(judgement: Judgement, words: Words) -> Iterator[Term]:
    grounds = [str(spell_value("ground", ground, words.lang)) for ground in judgement.grounds]
    parts: Iterable[tuple[str, Sequence[str]]] = (
        ("record", judgement.records),
        ("owner", judgement.owners),
        ("bound", judgement.bounds),
        ("reason", [*grounds, *([judgement.harm] if judgement.harm else [])]),
    )
    for name, found in parts:
        text = words("report.citations-separator").join(found) or words("explain.nothing")
        yield Term(words(f"explain.part-{name}"), plain(text))


def _missing(judgement: Judgement, words: Words) -> Iterator[Block]:
    if judgement.missing:
        yield Heading(2, words("explain.missing"))
        yield Bullets(tuple(plain(words(f"explain.missing-{name}")) for name in judgement.missing))


def _faults(judgement: Judgement, words: Words) -> Iterator[Block]:
    if judgement.faults:
        yield Heading(2, words("explain.findings"))
        said = [(fault.rule, card(fault.rule).say("message", words.lang, fault.args)) for fault in judgement.faults]
        yield Bullets(tuple(plain(f"{name}{words('report.colon')}{message}") for name, message in said))


def _pattern(judgement: Judgement, words: Words) -> str:
    ground, body = (words(f"patterns.{name}.{judgement.pattern[name]}") for name in ("ground", "body"))
    return words("explain.pattern-text", ground=ground, body=body)
