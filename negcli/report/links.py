"""Addresses that open a file at a place, for terminals where text can be clicked."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from negcli.place import Place
from negcli.report.look import Address


def addresses(form: str, host: str, root: Path) -> Address:
    """Addresses of ``form`` (blanks ``{host}``, ``{path}``, ``{line}``, ``{column}``) for files below ``root``.

    ``host`` is the name of this computer, by which a terminal elsewhere knows that a file is not its own.
    """

    def address(file: str, place: Place | None) -> str:
        path = quote((root.absolute() / file).as_posix(), safe="/:")
        line, column = (place.line, place.column) if place else (1, 1)
        return form.format(host=quote(host), path="/" + path.removeprefix("/"), line=line, column=column)

    return address
