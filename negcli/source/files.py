"""Which files make up a register, and where its root is (conventions: found by their `kind`, not by name or place)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import filterfalse
from pathlib import Path
from typing import NamedTuple

from negcli.errors import Failure
from negcli.place import Place
from negcli.source.document import Slip
from negcli.source.encoding import decode

#: The line that makes a YAML file ours: a key at the left margin, in either spelling.
KIND_LINE = re.compile(r"""(?:^|(?<=\r))["'“”‘]?(?:kind|种类)["'“”’]?[ \t]*[:：]""", re.MULTILINE)
_REGISTER_LINE = re.compile(
    rf"""{KIND_LINE.pattern}+[ \t]*["'“”]?(?:register|名录)["'“”]?[ \t]*(?:#.*)?(?:$|(?=\r))""", re.MULTILINE
)
#: Fields at the left margin of which a file that has two is ours, though it names no kind.
_OUR_LINES = re.compile(r"^(机构|版次|事项|agency|agencies|edition|entries)[ \t]*[:：]", re.MULTILINE)
#: What is neither blank nor a comment.
_SAYS = re.compile(r"^[ \t\ufeff]*[^#\s]", re.MULTILINE)
#: The rule that tells of files without a kind.
_NO_KIND = "unknown-kind"
SUFFIXES = (".yaml", ".yml")
#: File → its text and slips.
Reader = Callable[[Path], tuple[str, tuple[Slip, ...]]]
#: Written (nanoseconds), size, number on the disk.
Stamp = tuple[int, int, int]
#: The size (bytes) up to which a file is read: some hundred times that of the longest list known, and little enough to
#: be held in memory as a whole.
LARGEST = 64 << 20
_HAS_JUNCTIONS = os.name == "nt"
#: IO_REPARSE_TAG_MOUNT_POINT
_MOUNT_POINT = 0xA0000003
#: How much is looked at of a larger one.
_GLANCE = 1 << 16


class TextFile(NamedTuple):
    """A file of the register as text: its name relative to the root, with forward slashes."""

    name: str
    text: str
    slips: tuple[Slip, ...] = ()

    @property
    def has_register(self) -> bool:
        """Whether a register document stands in it."""
        return _is_register(self.text)

    @property
    def lacks_kind(self) -> bool:
        """Whether it is ours and names no kind."""
        return any(slip.name == _NO_KIND for slip in self.slips)

    @property
    def folder(self) -> str:
        """What its name begins with up to its last slash, that included; empty in the root."""
        return self.name[: self.name.rfind("/") + 1]


def find_root(start: Path) -> Path:
    """The nearest folder from ``start`` upward that holds a register document; ``start``'s own folder if none does.

    Failure ``no-such-path`` when ``start`` does not exist.
    """
    if not start.exists():
        raise Failure("no-such-path", path=str(start))
    folder = start if start.is_dir() else start.parent
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - Path.resolve would follow links out of the register
    return next(filter(_holds_register, (folder, *folder.parents)), folder)


def no_register(root: Path) -> Failure:
    """That nothing of a register was found at ``root``, with the folders just below that hold one."""
    below = [folder.name for folder in sorted(root.glob("[!.]*/")) if _holds_register(folder)] if root.is_dir() else []
    return Failure("registers-below", path=str(root), below=below) if below else Failure("no-register", path=str(root))


def _holds_register(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(map(_begins_register, sorted(filter(_is_yaml, entries), key=_size)))
    except OSError:
        return False


def has_suffix(name: str) -> bool:
    """Whether a file is YAML by its name; Windows makes nothing of capital letters."""
    return name.lower().endswith(SUFFIXES)


def _is_yaml(entry: os.DirEntry[str]) -> bool:
    return has_suffix(entry.name)


def _size(entry: os.DirEntry[str]) -> int:
    """What files are looked into by: a register document is short, so that the long ones need not be read for it."""
    try:
        return entry.stat(follow_symlinks=False).st_size
    except OSError:
        return 0  # it vanished meanwhile


def _begins_register(entry: os.DirEntry[str]) -> bool:
    """Whether a register document stands in what ``entry`` names, which may be a link that leads in circles."""
    path = Path(entry.path)
    return path.is_file() and _is_register(_glance(path))


def _is_register(text: str) -> bool:
    """Whether a register document stands in ``text``; the words are looked for first, which is much the quicker."""
    return ("register" in text or "名录" in text) and bool(_REGISTER_LINE.search(text))


def _glance(path: Path) -> str:
    """The text of a file that may be nobody's business: empty when it cannot be read."""
    try:
        return read_text(path)[0]
    except Failure:
        return ""


class Aside(NamedTuple):
    """What of a register's folder is not read: links that lead out of it, and files and folders that cannot be read."""

    outside: list[str]
    unread: list[TextFile]


def read_files(root: Path, read: Reader | None = None, aside: Aside | None = None) -> list[TextFile]:
    """Every file of the register at ``root``, in order of their names; folders that are registers of their own apart.

    ``read`` gives a file's text and slips, where not each is to be read from the disk. Links that lead out of the
    register are not followed. What is not read is noted in ``aside``; where there is none, Failure ``cannot-read`` when
    a file or folder cannot be read.
    """
    return of_one_register(_our_files(root, read or read_text, aside))


def of_one_register(files: Iterable[TextFile]) -> list[TextFile]:
    """Those of ``files`` that belong to the register in whose folder they stand, not to one of their own below it."""
    ours = [file for file in files if KIND_LINE.search(file.text) or file.lacks_kind]
    nested = {file.folder for file in ours if file.has_register} - {""}
    return [file for file in ours if not file.name.startswith(tuple(nested))]


def files_below(path: Path) -> list[Path]:
    """The YAML files of every register at or below the folder ``path``, whether ours or not, in order of their names.

    What git ignores is left out, and links that lead out of the register. A file is itself what is below it. Failure
    ``no-such-path`` when there is no ``path``.
    """
    root = find_root(path)
    if path.is_file():
        return [path]
    top = Path(os.path.abspath(path))  # noqa: PTH100 - as the root is
    return [path / file.relative_to(top) for name in _candidates(root) if (file := root / name).is_relative_to(top)]


def register_files(folder: Path) -> list[TextFile]:
    """The files in ``folder`` itself in which a register document stands."""
    ours = filter(_begins_register, filter(_is_yaml, _entries(folder)))
    return [TextFile(entry.name, *read_text(Path(entry.path))) for entry in ours]


def stamps(root: Path) -> dict[str, Stamp]:
    """What tells that a file was changed, for every file that may belong to the register at ``root``."""
    return {name: stamp_of(root / name) for name in _candidates(root, Aside([], []))}


def stamp_of(path: Path) -> Stamp:
    """When a file was last written, its size and its number on the disk; zeros for none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0, 0
    return found.st_mtime_ns, found.st_size, found.st_ino


def _our_files(root: Path, read: Reader, aside: Aside | None) -> Iterator[TextFile]:
    for name in _candidates(root, aside):
        try:
            file = TextFile(name, *read(root / name))
            yield _doubted(file, root) if aside and not KIND_LINE.search(file.text) else file
        except Failure as failure:
            _note_unread(name, failure, aside)


def _doubted(file: TextFile, root: Path) -> TextFile:
    """``file``, which names no kind; with a slip where it is empty, or has what only lists and registers have."""
    cause = "absent" if len(set(_OUR_LINES.findall(file.text))) > 1 else _emptied(file, root)
    slip = Slip(_NO_KIND, Place(1, 1, 1, 2), (("cause", cause), ("value", ""), ("known", "")))
    return file._replace(slips=(*file.slips, slip)) if cause else file


def _emptied(file: TextFile, root: Path) -> str:
    """``empty`` for a file that is there and says nothing; one that vanished says nothing either."""
    return "empty" if not _SAYS.search(file.text) and (root / file.name).exists() else ""


def _note_unread(name: str, failure: Failure, aside: Aside | None) -> None:
    """Put aside what cannot be read; where that is the register's own folder, or nobody asks, it is a failure."""
    if aside is None or not name:
        raise failure
    aside.unread.append(unread_file(name, failure.args_.get("why")))


def unread_file(name: str, why: object = None) -> TextFile:
    """What stands for a file or folder that the system refuses to give, and ``why`` it does."""
    cause = "denied" if isinstance(why, PermissionError) else "other"
    args = (("path", name), ("cause", cause), ("reason", getattr(why, "strerror", None) or ""))
    return TextFile(name, "", (Slip("unreadable", Place(1, 1, 1, 2), args, breaks=True),))


def read_text(path: Path) -> tuple[str, tuple[Slip, ...]]:
    """The text of a file and what was wrong with its encoding; empty when it vanished. Failure ``cannot-read``.

    Of a file that is too large, only how it begins.
    """
    slip = oversize(path)
    return (_beginning(path), (slip,)) if slip else decode(read_bytes(path))


def oversize(path: Path) -> Slip | None:
    """That a file has too many bytes to be read; None where it has not."""
    size = stamp_of(path)[1]
    args = (("what", "size"), ("text", str(size >> 20)), ("limit", str(LARGEST >> 20)))
    return Slip("unsafe-yaml", Place(1, 1, 1, 2), args, breaks=True) if size > LARGEST else None


def read_bytes(path: Path) -> bytes:
    """What is in a file; nothing when it vanished between listing and reading. Failure ``cannot-read``."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise Failure("cannot-read", path=str(path), why=error) from error


def _beginning(path: Path) -> str:
    """The first line of a file of too many bytes that shows whether it is ours."""
    head = decode(_first_bytes(path).rpartition(b"\n")[0])[0]
    kind = KIND_LINE.search(head)
    return head[kind.start() :].split("\n")[0] if kind else ""


def _first_bytes(path: Path) -> bytes:
    """How a file begins; nothing when it vanished. Failure ``cannot-read``."""
    try:
        with path.open("rb") as file:
            return file.read(_GLANCE)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise Failure("cannot-read", path=str(path), why=error) from error


def _candidates(root: Path, aside: Aside | None = None) -> list[str]:
    ignored = _Ignored(root, aside)
    names = sorted(filterfalse(ignored, _yaml_files(root, "", ignored)))
    if aside:
        aside.outside.extend(filterfalse(ignored, ignored.outside))
    return names


def _yaml_files(root: Path, folder: str, ignored: _Ignored) -> Iterator[str]:
    entries = _listed(root, folder, ignored.aside)
    if any(entry.name == ".gitignore" for entry in entries):
        ignored.add(folder)
    for entry in entries:
        if not entry.name.startswith("."):
            yield from _yaml_at(root, f"{folder}/{entry.name}" if folder else entry.name, entry, ignored)


def _listed(root: Path, folder: str, aside: Aside | None) -> list[os.DirEntry[str]]:
    """What is in a folder of the register; nothing where it cannot be read."""
    try:
        return _entries(root / folder)
    except Failure as failure:
        _note_unread(folder, failure, aside)
        return []


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []  # it vanished meanwhile
    except OSError as error:
        raise Failure("cannot-read", path=str(folder), why=error) from error


def _yaml_at(root: Path, name: str, entry: os.DirEntry[str], ignored: _Ignored) -> Iterator[str]:
    """``name``, when it is a file of YAML, or the files of YAML below it."""
    if entry.is_dir(follow_symlinks=False) and not is_junction(entry):
        if not ignored(name + "/"):
            yield from _yaml_files(root, name, ignored)
    elif entry.is_symlink() or is_junction(entry):
        yield from _linked(root, name, entry, ignored)
    elif _is_yaml(entry) and entry.is_file():
        yield name


def is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether ``entry`` is what Windows has for a link to a folder, which counts there as a folder."""
    return _HAS_JUNCTIONS and getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _MOUNT_POINT


def _linked(root: Path, name: str, link: os.DirEntry[str], ignored: _Ignored) -> Iterator[str]:
    """``name``, when it links to a file within the register; a link that leads out of it is noted and not followed."""
    target = Path(os.path.realpath(link.path))  # which unlike Path.resolve copes with links that go in circles
    is_file = has_suffix(name) and target.is_file()
    if (is_file or target.is_dir()) and not target.is_relative_to(root.resolve()):
        ignored.outside.append(name)
    elif is_file:
        yield name


class _Ignored:
    """What git ignores at and below the root, by the `.gitignore` files there; git itself is not needed."""

    def __init__(self, root: Path, aside: Aside | None = None) -> None:
        self._root = root
        self.aside = aside
        self._specs: list[tuple[str, object]] = []
        self.outside: list[str] = []

    def add(self, folder: str) -> None:
        from pathspec import GitIgnoreSpec

        lines = _glance(self._root / folder / ".gitignore").splitlines()
        self._specs.append((folder + "/" if folder else "", GitIgnoreSpec.from_lines(lines)))

    def __call__(self, name: str) -> bool:
        return any(
            name.startswith(folder) and spec.match_file(name[len(folder) :])  # type: ignore[attr-defined]
            for folder, spec in self._specs
        )
