"""Signed tags: made by `publish --sign`, told apart by `verify`; by OpenPGP and by SSH keys."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from gitkit import REGISTER, Repo
from test_publish import negative_list
from transcripts import negcli

from negcli.commits.repository import open_repository
from negcli.editions.chain import Link
from negcli.editions.tags import edition_line
from negcli.editions.verify import verify

HAS_GPG = all(map(shutil.which, ("gpg", "gpgconf")))
KEY = "office@example.invalid"


def said(*command: str, data: bytes = b"") -> str:
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode().strip()


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "county")
    repo.git("config", "user.name", "秘书")
    repo.git("config", "user.email", "clerk@example.invalid")
    repo.commit("2025-07-01", {"register.yaml": REGISTER, "a.yaml": negative_list("edu", "1", "2025-07-01", "A")})
    return repo


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A throw-away folder of keys with one that signs; its path is short, for sockets stand in it."""
    if not HAS_GPG:
        pytest.skip("no gpg, which makes and checks OpenPGP signatures")
    with tempfile.TemporaryDirectory(prefix="keys-") as folder:
        monkeypatch.setenv("GNUPGHOME", folder)
        make_key(KEY)
        yield folder
        said("gpgconf", "--kill", "all")


def make_key(name: str) -> None:
    said("gpg", "--batch", "--quiet", "--passphrase", "", "--quick-gen-key", name, "ed25519", "sign", "never")


@pytest.fixture
def ssh_key(repo: Repo, tmp_path: Path) -> Path:
    if not shutil.which("ssh-keygen"):
        pytest.skip("no ssh-keygen, which makes and checks SSH signatures")
    said("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(tmp_path / "key"))
    repo.git("config", "gpg.format", "ssh")
    repo.git("config", "user.signingKey", str(tmp_path / "key"))
    return tmp_path / "key"


def link_of(repo: Repo) -> Link:
    return verify(open_repository(repo.folder)).links[0]


def forge(repo: Repo, tag: str, link: Link) -> None:
    """A tag ``forged`` that says something else under the signature of ``tag``."""
    content = repo.git("cat-file", "tag", tag).replace(link.hash, "0" * 64) + "\n"
    made = said("git", "-C", str(repo.folder), "hash-object", "-t", "tag", "-w", "--stdin", data=content.encode())
    repo.git("update-ref", "refs/tags/forged", made)


def signatures(repo: Repo) -> dict[str, str]:
    return {tag.name: tag.signature for tag in verify(open_repository(repo.folder)).tags}


def shown(repo: Repo) -> tuple[int, str]:
    code, text, _ = negcli(["verify", "--lang", "en"], repo.folder)
    return code, " ".join(text.split())


def test_openpgp_signatures(repo: Repo, keyring: str) -> None:
    link = link_of(repo)
    for name in ("other@example.invalid", "gone@example.invalid"):
        make_key(name)
    for tag, key in (("signed", KEY), ("stranger", "other@example.invalid"), ("former", "gone@example.invalid")):
        repo.git("-c", f"user.signingKey={key}", "tag", "-s", tag, "-m", edition_line(link))
    repo.git("tag", "-a", "unsigned", "-m", edition_line(link))
    assert set(signatures(repo).values()) == {"good", "none"}
    assert shown(repo)[0] == 0
    said("gpg", "--batch", "--yes", "--delete-secret-and-public-key", *prints("other@example.invalid"))
    revoke("gone@example.invalid", Path(keyring))
    forge(repo, "signed", link)
    assert signatures(repo) == {
        "forged": "bad",
        "former": "revoked",
        "signed": "good",
        "stranger": "unknown",
        "unsigned": "none",
    }
    code, text = shown(repo)
    assert (code, "there are tags with a false signature" in text, "not counted" in text) == (1, True, True)


def prints(key: str) -> list[str]:
    """The key's fingerprint."""
    rows = said("gpg", "--batch", "--with-colons", "--list-secret-keys", key).splitlines()
    return [row.split(":")[9] for row in rows if row.startswith("fpr")][:1]


def revoke(key: str, folder: Path) -> None:
    (name,) = prints(key)
    text = (folder / "openpgp-revocs.d" / f"{name}.rev").read_text(encoding="utf-8")
    said("gpg", "--batch", "--import", data=text.replace("\n:-", "\n-").encode())


def test_ssh_signatures(repo: Repo, ssh_key: Path, tmp_path: Path) -> None:
    link = link_of(repo)
    repo.git("tag", "-s", "signed", "-m", edition_line(link))
    forge(repo, "signed", link)
    assert signatures(repo)["signed"] == "unknown"
    assert shown(repo)[0] == 1
    allowed, public = tmp_path / "allowed", ssh_key.with_suffix(".pub").read_text(encoding="utf-8")
    repo.git("config", "gpg.ssh.allowedSignersFile", str(allowed))
    allowed.write_text("", encoding="utf-8")
    assert signatures(repo) == {"forged": "bad", "signed": "unknown"}
    allowed.write_text(f"{KEY} {public}", encoding="utf-8")
    assert signatures(repo) == {"forged": "bad", "signed": "good"}


def publish(repo: Repo) -> tuple[int, str]:
    repo.write("a.yaml", negative_list("edu", "2", "", {"A": "another"}, "教发〔2026〕1号"))
    options = ["--yes", "--sign", "--today", "2026-07-01", "--approver", "甲市人民政府", "--lang", "en"]
    options += ["--approved", "2026-06-20"]
    code, _, complaint = negcli(["publish", *options], repo.folder)
    return code, complaint


def test_publishing_with_an_openpgp_signature(repo: Repo, keyring: str) -> None:
    code, complaint = publish(repo)
    assert (code, "user.signingKey" in complaint) == (2, True)  # there is no key of the clerk's name
    assert repo.git("tag") == ""
    repo.git("config", "user.signingKey", KEY)
    assert publish(repo)[0] == 0
    assert signatures(repo) == {"edition/教发〔2026〕1号": "good"}


def test_publishing_with_an_ssh_signature(repo: Repo, ssh_key: Path) -> None:
    assert publish(repo)[0] == 0
    assert signatures(repo) == {"edition/教发〔2026〕1号": "unknown"}
