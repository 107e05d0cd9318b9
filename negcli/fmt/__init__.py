"""One canonical layout: a file's text put into it, or the reason why not.

Nothing but the layout and the spellings that `spelling.py` knows may change: what was written is read again, and a text
whose data differ in anything else is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from negcli.errors import Failure
from negcli.fmt.emitter import laid_out
from negcli.fmt.spelling import Speller, prevailing, root_type
from negcli.lists.canonical import repeated_spellings
from negcli.lists.register import kind_of
from negcli.source.document import Slip, Source, load_source
from negcli.source.loader import collector_off
from negcli.source.places import key_place

__all__ = ["formatted"]


def formatted(file: str, text: str, agencies: Mapping[str, str], keys: str | None = None) -> str:
    """``text``, the content of ``file``, in canonical layout.

    ``agencies`` are the ids by every name of an agency; ``keys`` the language of keys and of the values that the
    vocabulary lists, ``zh`` or ``en``; without, the one that prevails in the text. Failure ``not-formatted`` (``why``
    is the slip) where the text cannot be read whole, ``would-change`` where values would come to be others.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = _read(file, text)
    speller = Speller(keys or prevailing(source.documents), agencies)
    roots = [root_type(document) for document in source.documents]
    with collector_off():
        result = laid_out(text, roots, speller)
        wanted = [speller.respelt(root, document.data) for root, document in zip(roots, source.documents, strict=True)]
    got = load_source(file, result)
    if got.slips or [document.data for document in got.documents] != wanted:
        raise Failure("would-change", path=file)
    return result


def _read(file: str, text: str) -> Source:
    """``text`` as data. Failure ``not-formatted`` where it has a slip, or says a thing twice in two spellings."""
    source = load_source(file, text)
    slip = next(iter(source.slips), None) or _second_spelling(source)
    if slip:
        raise Failure("not-formatted", path=file, line=slip.place.line, why=slip)
    return source


def _second_spelling(source: Source) -> Slip | None:
    """The first key that repeats one before it in another spelling, as a slip."""
    for document in source.documents:
        kind = kind_of(document)
        for path, first in repeated_spellings(kind, document.data) if kind else ():
            return Slip("repeated-key", key_place(document, path), (("key", path[-1]), ("first", first)))
    return None
