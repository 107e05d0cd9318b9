"""Files that travel with the package: data, schemas and examples."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def data_path(name: str) -> Path:
    """The path of a file in the package's ``data`` folder."""
    return _PACKAGE / "data" / name


def read_data(name: str) -> str:
    """The text of a file in the package's ``data`` folder."""
    return data_path(name).read_text(encoding="utf-8")


def shared_folder(name: str) -> Path:
    """``schemas`` or ``examples``: inside an installed package, beside it in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
