"""Tags that speak of editions, and signatures of tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from negcli.commits.gitrun import own_programs, run
from negcli.commits.repository import Repository
from negcli.editions.chain import Link

#: How a tag's message names an edition and its hash, a line each.
_LINE = re.compile(r"^negcli-edition: (\S.*) ([0-9a-f]{64})$", re.MULTILINE)
#: How a signature begins: OpenPGP, SSH, X.509.
_SIGNED = re.compile(rb"^-----BEGIN (PGP|SSH) SIGNATURE-----$|^-----BEGIN SIGNED MESSAGE-----$", re.MULTILINE)
#: What programs that check signatures say (GnuPG and gpgsm by status lines, ssh-keygen in words), the gravest first.
_TOLD = (
    ("bad", rb"^\[GNUPG:\] BADSIG |incorrect signature|Signature verification failed"),
    ("revoked", rb"^\[GNUPG:\] REVKEYSIG |key is revoked|revoked key"),
    ("expired", rb"^\[GNUPG:\] EXP(KEY)?SIG "),
    ("unknown", rb"^\[GNUPG:\] NO_PUBKEY |No principal matched|^Good \"git\" signature with |allowedSignersFile needs"),
)
#: Signatures for which what a tag says counts for nothing.
FALSE = frozenset({"bad", "revoked"})
_FORMAT = "--format=%(objecttype) %(objectname) %(refname:strip=2)"


class Tag(NamedTuple):
    """A tag with a message: the commit it names, its signature, and the hashes by edition that its message gives.

    ``signature``: ``none``; ``good``; ``expired`` (good, the key's time is over since); ``bad``; ``revoked`` (by a key
    that was taken back); ``unknown`` (nobody here vouches for the key); ``unchecked`` (no program can check it here).
    """

    name: str
    target: str
    signature: str
    hashes: Mapping[str, str]


class Contradiction(NamedTuple):
    """An edition of which a tag gives another hash than the history; ``is_gone`` where the history has it no more."""

    tag: str
    address: str
    is_gone: bool


def edition_line(link: Link) -> str:
    """The line by which a tag's message names the edition of ``link``."""
    return f"negcli-edition: {link.edition.address} {link.hash}"


def read_tags(repository: Repository) -> list[Tag]:
    """The tags that are signed or speak of editions, by their names."""
    listed = run(repository.top, "for-each-ref", _FORMAT, "refs/tags").stdout.decode("utf-8", "surrogateescape")
    rows = (line.partition(" ") for line in listed.splitlines())
    named = {object_id: name for object_id, _, name in (rest.partition(" ") for kind, _, rest in rows if kind == "tag")}
    found = zip(named.values(), repository.objects.read(list(named)), strict=True)
    return list(filter(_speaks, (_tag(repository, name, stored.content if stored else b"") for name, stored in found)))


def _speaks(tag: Tag) -> bool:
    return bool(tag.hashes) or tag.signature != "none"


def contradictions(tags: Iterable[Tag], links: Sequence[Link]) -> Iterator[Contradiction]:
    """Where tags and history disagree; what a tag with a false signature says counts for nothing."""
    hashes = {link.edition.address: link.hash for link in links}
    told = ((tag, *row) for tag in tags for row in tag.hashes.items())
    denied = ((tag, address) for tag, address, said in told if hashes.get(address) != said)
    return (
        Contradiction(tag.name, address, address not in hashes) for tag, address in denied if tag.signature not in FALSE
    )


def _tag(repository: Repository, name: str, content: bytes) -> Tag:
    match = _SIGNED.search(content)
    message = content[: match.start()] if match else content
    target = message.partition(b"\n")[0].removeprefix(b"object ").decode()
    hashes = dict(_LINE.findall(message.decode("utf-8", "replace")))
    return Tag(name, target, _signature(repository, name) if match else "none", hashes)


def _signature(repository: Repository, name: str) -> str:
    done = run(repository.top, *own_programs(repository.top), "verify-tag", "--raw", f"refs/tags/{name}")
    told = (word for word, words in _TOLD if re.search(words, done.stderr, re.MULTILINE))
    return next(told, "unchecked" if done.returncode else "good")
