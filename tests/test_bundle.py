"""`make bundle`: what a platform needs is in it, and it installs without a network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from bundle.__main__ import TEMPLATES, environment, missing, this_platform, write_texts

ROOT = Path(__file__).parent.parent


def wheel(folder: Path, name: str, *needs: str) -> None:
    """An empty wheel that needs others."""
    lines = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {need}" for need in needs)]
    with ZipFile(folder / f"{name.replace('-', '_')}-1.0-py3-none-any.whl", "w") as file:
        file.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines) + "\n\nwhat it is\n")


@pytest.mark.parametrize(
    ("platform", "wanted"),
    [
        ("win_amd64", ["colorama", "fast>=2,<3"]),
        ("win_arm64", ["arms", "colorama", "fast>=2,<3"]),
        ("win32", ["colorama", "fast>=2,<3"]),  # for `in` asks whether it is a part of the text, as pip does
        ("manylinux2014_x86_64", ["fast>=2,<3"]),
        ("manylinux_2_28_aarch64", ["fast>=2,<3", "uvloop"]),
        ("linux_loongarch64", ["uvloop"]),
        ("macosx_11_0_arm64", ["fast>=2,<3"]),
    ],
)
def test_what_a_platform_needs(platform: str, wanted: list[str], tmp_path: Path) -> None:
    quick = "fast<3,>=2; platform_machine in 'x86_64 AMD64 aarch64 arm64 ARM64'"
    uvloop = "uvloop; platform_system == 'Linux' and platform_machine != 'x86_64'"
    wheel(tmp_path, "first", "Second_One>=1", quick, "later; python_version < '3.10'", "more; extra == 'test'")
    wheel(tmp_path, "second-one", "colorama; sys_platform == 'win32'", uvloop, "arms; platform_machine == 'ARM64'")
    found = missing(tmp_path, environment(platform, "3.11"))
    assert [need.replace("<3,>=2", ">=2,<3") for need in found] == wanted


def test_the_texts_are_such_as_each_system_reads(tmp_path: Path) -> None:
    write_texts(tmp_path, "win_amd64", "3.11", ["office", "calendar"])
    assert {path.name for path in tmp_path.iterdir()} == set(TEMPLATES)
    for name, (end, encoding) in TEMPLATES.items():
        data = (tmp_path / name).read_bytes()
        assert data.decode(encoding).isascii() or not name.endswith(".bat")
        assert data.count(b"\r\n") == (data.count(b"\n") if end == "\r\n" else 0)
        assert b"@VERSION" not in data and b"@RELEASE@" not in data and b"@PLATFORM@" not in data
    assert (tmp_path / "README.txt").read_bytes().startswith(b"\xef\xbb\xbf")
    assert b"(3, 11)" in (tmp_path / "install.bat").read_bytes()
    assert all(b'"negcli[office,calendar]"' in (tmp_path / name).read_bytes() for name in ("install.bat", "install.sh"))


@pytest.mark.skipif(os.name == "nt", reason="sh is no command of Windows")
def test_another_python_is_refused_in_both_languages(tmp_path: Path) -> None:
    write_texts(tmp_path, "manylinux2014_x86_64", "2.7")
    done = subprocess.run(["sh", tmp_path / "install.sh"], capture_output=True, check=False)
    assert done.returncode == 1
    assert "需要 Python 2.7" in done.stderr.decode()
    assert "Python 2.7 is needed" in done.stderr.decode()
    assert not (tmp_path / "venv").exists()


@pytest.mark.registry
@pytest.mark.skipif(os.name == "nt", reason="sh is no command of Windows")
def test_a_bundle_installs_without_a_network_and_runs_the_demonstration(tmp_path: Path) -> None:
    made = subprocess.run([sys.executable, "-m", "bundle"], cwd=ROOT, capture_output=True, check=False)
    if made.returncode:
        pytest.skip("the registry of packages cannot be reached, or lacks one")
    folder = ROOT / made.stdout.decode().strip()
    assert this_platform() in folder.name
    offline = {**os.environ, "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PYTHON": sys.executable}
    offline |= dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
    moved = tmp_path / "安装 negcli"
    folder.rename(moved)
    installed = subprocess.run(["sh", moved / "install.sh"], env=offline, capture_output=True, check=False)
    assert installed.returncode == 0, installed.stderr.decode()
    shown = subprocess.run([moved / "negcli", "demo", "--into", "demo"], cwd=tmp_path, env=offline, check=False)
    assert shown.returncode == 0
    register = tmp_path / "demo" / "register"
    for command in (
        "changelog --format docx -o 公告.docx",
        "changelog --format xlsx -o 记录.xlsx",
        "due --format ics -o 日程.ics",
    ):
        done = subprocess.run([moved / "negcli", *command.split()], cwd=register, env=offline, check=False)
        assert done.returncode == 0
    assert {path.suffix for path in register.iterdir()} >= {".docx", ".xlsx", ".ics"}
