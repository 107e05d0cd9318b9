"""What is written where a console's encoding has no character for one: its nearest in ASCII, as wide as it was."""

from __future__ import annotations

_ERRORS = "negcli-stand-in"
#: Signs that ASCII has something like, beside those that Unicode itself takes apart.
_SIGNS = str.maketrans(
    "“”„‘’「」『』–—―−·•…→←、。《》〈〉〔〕【】×÷－＿",
    '"""\'\'""""----**.><,.<><>[][]x/-_',
)
_UNKNOWN = "?"


def settle_stand_ins() -> str:
    """The name of the error handler that puts stand-ins in place; of no cost to text that can be written."""
    import codecs

    codecs.register_error(_ERRORS, _replace)
    return _ERRORS


def lost() -> frozenset[str]:
    """The characters that nothing could stand in for so far."""
    return frozenset(_lost)


_lost: set[str] = set()


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(stand_in, error.object[error.start : error.end])), error.end


def stand_in(character: str) -> str:
    """What stands for ``character`` in ASCII: as many cells wide, so that columns and carets stay in place."""
    import unicodedata

    from negcli.report.cells import columns

    width = columns(character)
    plain = unicodedata.normalize("NFKD", character.translate(_SIGNS)).translate(_SIGNS)
    near = "".join(sign for sign in plain if sign.isascii() and sign.isprintable())
    if not near and width:
        _lost.add(character)
    near = (near or _UNKNOWN * width)[:width]
    return near.rjust(width) if unicodedata.category(character) in ("Ps", "Pi") else near.ljust(width)
