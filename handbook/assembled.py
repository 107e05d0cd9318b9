"""What Sphinx builds from: the chapters of a language and the reference, in one folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from shutil import copytree, rmtree

from handbook import changes, commands, examples, fields, formats, glossary, messages, rules
from handbook.markdown import contents, page, say
from negcli.cli.spoken import settle_language

CHAPTERS = Path(__file__).parent.parent / "docs"
_HERE = Path(__file__).parent
_PARTS = (examples, glossary, fields, rules, changes, commands, formats, messages)
_REFERENCE = ("files/index", "rules/index", "changes", "commands/index", "formats/index", "messages")


def made_pages(lang: str) -> Mapping[str, str]:
    """Every page that is made from sources, by its name without an ending."""
    overview = page(say("reference.title", lang), say("reference.intro", lang), contents(_REFERENCE))
    made = {name: text for part in _PARTS for name, text in part.pages(lang).items()}
    return {"reference/index": overview, **made}


def assemble(lang: str, folder: Path) -> None:
    """Put the chapters and the reference of ``lang`` into ``folder``, which is made anew.

    Nothing of the command line may have been imported in another language: commands take that of their help then.
    """
    settle_language(["--lang", lang])
    rmtree(folder, ignore_errors=True)
    copytree(CHAPTERS / lang, folder)
    copytree(_HERE / "locale", folder / "locale")
    for name, text in made_pages(lang).items():
        path = folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
