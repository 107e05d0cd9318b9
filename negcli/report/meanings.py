"""What `explain` shows of a word of the vocabulary: a kind of document, a field or a value; of a ground its article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negcli.effect import FORCE
from negcli.lists.meanings import Meaning, Place, home_of
from negcli.lists.vocabulary import LIST_KINDS, entry_map, fields, kinds, values
from negcli.report.spell import value_label
from negcli.report.value import Block, Heading, Report, Term, Terms, plain
from negcli.rules import card
from negcli.words import Words

#: How strongly the law withholds, by the numbers of `effect.FORCE`: in the words of the card of force-mismatch.
_FORCES = {3: "must", 2: "conditional", 1: "may"}


def meanings_report(word: str, found: Sequence[Meaning], words: Words) -> Report:
    """What ``word`` means, one section for each that was ``found``."""
    blocks: list[Block] = []
    for meaning in found:
        rows = [Term(words(f"explain.{name}"), plain(text)) for name, text in facts(meaning, words)]
        blocks += [Heading(2, _title(meaning, words)), Terms(tuple(rows))]
    return Report(words("explain.word-title", word=word), tuple(blocks))


def name_of(meaning: Meaning, lang: str) -> str:
    """What is meant, as it is written in files in the key language ``lang``."""
    spelt = {
        "kind": lambda: kinds()[meaning.name]["zh"],
        "value": lambda: values(meaning.enum)[meaning.name],
        "field": lambda: meaning.places[0].field.zh,
    }
    return spelt[meaning.what]() if lang == "zh" else meaning.name


def _title(meaning: Meaning, words: Words) -> str:
    other = name_of(meaning, "en" if words.lang == "zh" else "zh")
    return words(f"explain.is-{meaning.what}", name=name_of(meaning, words.lang), other=other)


def facts(meaning: Meaning, words: Words) -> Iterator[tuple[str, str]]:
    """What is to be said of ``meaning``: (what about, the text)."""
    if meaning.what == "kind":
        described = entry_map(meaning.name) if meaning.name in LIST_KINDS else meaning.name
        yield "its-fields", words.join([each.spelling(words.lang) for each in fields(described).by_key.values()])
        return
    yield "stands-in", words.join(list(dict.fromkeys(_stands(place, meaning, words) for place in meaning.places)))
    yield from _of_field(meaning.places[0], words) if meaning.what == "field" else _of_value(meaning, words)


def _stands(place: Place, meaning: Meaning, words: Words) -> str:
    """Where a field stands, or which field takes a value."""
    home = _home(place.map, words)
    field = place.field.spelling(words.lang)
    return home if meaning.what == "field" else words("explain.field-in", field=field, home=home)


def _home(map_name: str, words: Words) -> str:
    """What the fields of a map belong to: a document, the entries of a list, or a field that holds them."""
    if map_name in kinds():
        return kinds()[map_name][words.lang]
    home = home_of(map_name)
    if home is None:
        return words(f"explain.any-{map_name}")
    above, key = home
    return fields(above).by_key[key].spelling(words.lang) if key else _entries(above, words)


def _entries(kind: str, words: Words) -> str:
    return words("explain.entries-of", kind=kinds()[kind][words.lang])


def _of_field(place: Place, words: Words) -> Iterator[tuple[str, str]]:
    field = place.field
    yield "means", field.about.get(words.lang, "")
    notes = [words(f"explain.{mark}") for mark in ("need", "private") if getattr(field, mark)]
    yield from [("notes", words.join(notes))] * bool(notes)
    if field.type.name in ("enum", "enum-list"):
        yield "can-be", _listed(field.type.of, words)


def _listed(enum: str, words: Words) -> str:
    return words("report.citations-separator").join(value_label(enum, each, words.lang) for each in values(enum))


def _of_value(meaning: Meaning, words: Words) -> Iterator[tuple[str, str]]:
    if meaning.enum == "ground":
        yield from _of_ground(meaning.name, words)
    if meaning.enum == "change":
        yield "means", words(f"changes.{meaning.name}.about")
    yield "all-values", _listed(meaning.enum, words)


def _of_ground(ground: str, words: Words) -> Iterator[tuple[str, str]]:
    """The article on which a ground rests, how strongly it withholds, and a pattern by which information is written."""
    yield "article", card("no-basis").terms["example"][ground][words.lang]
    yield "force", card("force-mismatch").terms["force"][_FORCES[FORCE[ground]]][words.lang]
    yield "pattern", words(f"patterns.ground.{ground}")
