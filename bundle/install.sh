#!/bin/sh
# Installs negcli beside this file, from the folder wheels, without any network.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python@VERSION@}
command -v "$python" >/dev/null 2>&1 || python=python3
"$python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@VERSION@")' 2>/dev/null || {
    echo "需要 Python @VERSION@。装在别处的，请运行：PYTHON=路径 sh install.sh" >&2
    echo "Python @VERSION@ is needed. Where it is elsewhere, run: PYTHON=path sh install.sh" >&2
    exit 1
}
"$python" -m venv "$here/venv"
"$here/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" "negcli@EXTRAS@"
echo "已经装好，运行：$here/negcli --help"
echo "Installed; run: $here/negcli --help"
