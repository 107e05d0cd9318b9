"""What a word of the vocabulary means, as JSON (`schemas/meanings-output.schema.json`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from negcli.lists.meanings import Meaning
from negcli.report.meanings import facts, name_of
from negcli.words import Words

VERSION = 1


def meanings_json(word: str, found: Sequence[Meaning], lang: str) -> dict[str, Any]:
    """All that ``word`` means, said in ``lang``."""
    return {"version": VERSION, "word": word, "meanings": [_meaning(each, Words(lang)) for each in found]}


def _meaning(meaning: Meaning, words: Words) -> dict[str, Any]:
    return {
        "what": meaning.what,
        "en": meaning.name,
        "zh": name_of(meaning, "zh"),
        "values_of": meaning.enum or None,
        "told": [{"about": name, "text": text} for name, text in facts(meaning, words)],
    }
