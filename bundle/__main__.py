"""`python -m bundle [PLATFORM [VERSION]]`: wheels for one platform and Python, and what installs them, in `dist/`.

pip decides by the computer that it runs on which dependencies hold for a platform (`; sys_platform == "win32"`). So the
conditions are asked again here of every wheel, for the platform that is meant, until nothing is missing.
"""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from email.parser import Parser
from itertools import chain
from pathlib import Path
from shutil import rmtree
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

HERE = Path(__file__).parent
ROOT = HERE.parent
#: File → line end and encoding. Old Windows takes text for UTF-8 by its mark only, and its shell wants its line ends.
TEMPLATES = {
    "install.sh": ("\n", "utf-8"),
    "negcli": ("\n", "utf-8"),
    "install.bat": ("\r\n", "ascii"),
    "negcli.bat": ("\r\n", "ascii"),
    "README.txt": ("\r\n", "utf-8-sig"),
}
#: Tag of a platform, as far as it goes → what conditions call it: sys_platform, os_name, platform_system.
SYSTEMS = {
    "win": ("win32", "nt", "Windows"),
    "manylinux": ("linux", "posix", "Linux"),
    "musllinux": ("linux", "posix", "Linux"),
    "linux": ("linux", "posix", "Linux"),
    "macosx": ("darwin", "posix", "Darwin"),
}
#: What offices want beside the rest: Word files, workbooks, calendars.
EXTRAS = ("office", "calendar")
#: What wheels call a processor → what Windows calls it.
PROCESSORS = {"amd64": "AMD64", "arm64": "ARM64", "win32": "x86"}


def main(platform: str = "", version: str = "") -> int:
    """Make the bundle, for this computer where nothing else is said; 1 when some package has no wheel for it."""
    platform, version = platform or this_platform(), version or "{}.{}".format(*sys.version_info)
    folder = ROOT / "dist" / f"bundle-{platform}-py{version}"
    rmtree(folder, ignore_errors=True)
    pip("wheel", "--no-deps", "--wheel-dir", str(folder / "wheels"), str(ROOT))
    try:
        gather(folder / "wheels", platform, version)
    except subprocess.CalledProcessError:
        print(f"There is no bundle for {platform} and Python {version}: see above.", file=sys.stderr)
        return 1
    extras = [extra for extra in EXTRAS if is_gathered(folder / "wheels", platform, version, extra)]
    write_texts(folder, platform, version, extras)
    print(folder.relative_to(ROOT))
    return 0


def this_platform() -> str:
    """The tag of wheels for this computer."""
    return re.sub("^linux_", "manylinux2014_", re.sub("[-.]", "_", sysconfig.get_platform()))


def pip(*arguments: str) -> None:
    """Run pip; subprocess.CalledProcessError when it fails."""
    quiet = ("--quiet", "--disable-pip-version-check")
    subprocess.run([sys.executable, "-m", "pip", arguments[0], *quiet, *arguments[1:]], check=True)


def is_gathered(wheels: Path, platform: str, version: str, extra: str) -> bool:
    """Whether there was all for negcli's ``extra``, too; the bundle is of use without."""
    try:
        gather(wheels, platform, version, extra)
    except subprocess.CalledProcessError:
        print(f"NOTE: nothing for the extra {extra} with {platform} and Python {version}.", file=sys.stderr)
        return False
    return True


def gather(wheels: Path, platform: str, version: str, extra: str = "") -> None:
    """Download what is missing in ``wheels`` until nothing is."""
    where = ("--platform", platform, "--python-version", version, "--implementation", "cp")
    surroundings = {**environment(platform, version), "extra": extra}
    while wanted := missing(wheels, surroundings):
        pip("download", "--only-binary=:all:", "--no-deps", *where, "--dest", str(wheels), *wanted)


def environment(platform: str, version: str) -> Mapping[str, str]:
    """What the conditions of dependencies may ask about ``platform`` and Python ``version``."""
    system = next(names for tag, names in SYSTEMS.items() if platform.startswith(tag))
    machine = platform.partition("_")[2] if system[1] == "nt" and "_" in platform else processor(platform)
    return {
        "sys_platform": system[0],
        "os_name": system[1],
        "platform_system": system[2],
        "platform_machine": PROCESSORS.get(machine, machine) if system[1] == "nt" else machine,
        "python_version": version,
        "python_full_version": f"{version}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }


def processor(platform: str) -> str:
    """The processor at the end of a platform's tag, as `manylinux_2_28_x86_64`."""
    known = ("x86_64", "aarch64", "arm64", "i686", "ppc64le", "s390x", "loongarch64", "riscv64")
    return next((name for name in known if platform.endswith(name)), platform.rpartition("_")[2])


def missing(wheels: Path, surroundings: Mapping[str, str]) -> list[str]:
    """The dependencies of the wheels there that are not among them."""
    there = {parse_wheel_filename(path.name)[0] for path in wheels.glob("*.whl")}
    wanted = {str(need.name) + str(need.specifier) for need in needs(wheels.glob("*.whl"), surroundings)
              if canonicalize_name(need.name) not in there}  # fmt: skip
    return sorted(wanted)


def needs(wheels: Iterable[Path], surroundings: Mapping[str, str]) -> Iterator[Requirement]:
    """The dependencies of ``wheels`` that hold there."""
    for need in chain.from_iterable(map(_all_needs, wheels)):
        if need.marker is None or need.marker.evaluate(dict(surroundings)):
            yield need


def _all_needs(path: Path) -> list[Requirement]:
    """The dependencies that a wheel names, on whatever condition."""
    with ZipFile(path) as wheel:
        name = next(filter(re.compile(r".*\.dist-info/METADATA").fullmatch, wheel.namelist()))
        told = Parser().parsestr(wheel.read(name).decode("utf-8"), headersonly=True)
    return list(map(Requirement, told.get_all("Requires-Dist", [])))


def write_texts(folder: Path, platform: str, version: str, extras: Iterable[str] = ()) -> None:
    """Write what installs the wheels with these ``extras``, and what to read, into ``folder``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    blanks = {
        "VERSION": version,
        "VERSION_TUPLE": version.replace(".", ", "),
        "PLATFORM": platform,
        "RELEASE": project["version"],
        "EXTRAS": "[" + ",".join(extras) + "]",
    }
    for name, (end, encoding) in TEMPLATES.items():
        text = (HERE / name).read_text(encoding="utf-8")
        for blank, value in blanks.items():
            text = text.replace(f"@{blank}@", value)
        (folder / name).write_bytes(text.replace("\n", end).encode(encoding))
        (folder / name).chmod(0o755 if end == "\n" else 0o644)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
