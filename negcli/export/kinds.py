"""The card of a kind of change, as JSON (`schemas/kind-output.schema.json`)."""

from __future__ import annotations

from typing import Any

from negcli.compare.kinds import Kind
from negcli.words import Words

VERSION = 1


def kind_json(kind: Kind, lang: str) -> dict[str, Any]:
    """What is known of ``kind``, said in ``lang``; what does not apply is null."""
    words = Words(lang)
    return {
        "version": VERSION,
        "kind": kind.name,
        "title": words(f"changes.{kind.name}"),
        "about": words(f"changes.{kind.name}.about"),
        "how": words(f"changes.{kind.name}.how"),
        "decided_by": "data" if kind.decides else "people",
        "without_trace": kind.silent,
        "mirror": kind.mirror,
        "waiver": None if kind.mirror else words(f"changes.{kind.name}.waiver"),
    }
