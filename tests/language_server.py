"""The real yaml-language-server, asked as an editor asks it: by the Language Server Protocol, over stdio."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

#: Where `make test` puts the server.
MODULES = Path(__file__).parent.parent / "build" / "editors" / "node_modules"
SCRIPT = MODULES / "yaml-language-server" / "bin" / "yaml-language-server"
#: Seconds until the server is given up.
PATIENCE = 60
#: Where the cursor stands in a text.
CURSOR = "‸"


def missing() -> str:
    """Why the server cannot run here; empty when it can."""
    if shutil.which("node") is None:
        return "node is not installed"
    return "" if SCRIPT.is_file() else "yaml-language-server is not installed; `make editors` does that"


@dataclass
class Server:
    """One running server, in whose workspace files are opened."""

    process: subprocess.Popen[bytes]
    settings: Mapping[str, Any]
    folder: Path
    inbox: queue.Queue[Any] = field(default_factory=queue.Queue)
    diagnosed: dict[str, list[Any]] = field(default_factory=dict)
    asked: int = 0

    def request(self, method: str, **params: Any) -> Any:
        """The result of a request."""
        self.asked += 1
        number = self.asked
        self._send(id=number, method=method, params=params)
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, **params: Any) -> None:
        """A notification."""
        self._send(method=method, params=params)

    def open(self, name: str, text: str) -> str:
        """The address of a file that the editor now shows."""
        uri = (self.folder / name).as_uri()
        item = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=item)
        return uri

    def ask(self, question: str, name: str, text: str) -> Any:
        """What the server says to a ``question`` (``hover``, ``completion``) about where the cursor is in ``text``."""
        before, after = text.split(CURSOR)
        uri = self.open(name, before + after)
        line = before.count("\n")
        place = {"line": line, "character": len(before.rpartition("\n")[2])}
        return self.request(f"textDocument/{question}", textDocument={"uri": uri}, position=place)

    def diagnose(self, name: str, text: str) -> list[Any]:
        """The diagnostics of a file."""
        uri = self.open(name, text)
        while uri not in self.diagnosed:
            self._receive()
        return self.diagnosed[uri]

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _receive(self) -> Any:
        message = self.inbox.get(timeout=PATIENCE)
        assert message is not None, "the server has ended"
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnosed[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send(id=message["id"], result=self._answer(message["method"], message.get("params")))
        return message

    def _answer(self, method: str, params: Any) -> Any:
        """What an editor answers when the server asks: the settings, by section."""
        if method != "workspace/configuration":
            return None
        return [section(self.settings, item["section"]) for item in params["items"]]


def section(settings: Mapping[str, Any], name: str) -> Any:
    """One section of an editor's settings, dotted names unfolded."""
    if name in settings:
        return settings[name]
    result: dict[str, Any] = {}
    for key, value in settings.items():
        if key.startswith(f"{name}."):
            *outer, last = key.removeprefix(f"{name}.").split(".")
            part = result
            for step in outer:
                part = part.setdefault(step, {})
            part[last] = value
    return result


@contextmanager
def running(folder: Path, settings: Mapping[str, Any]) -> Iterator[Server]:
    """A server at work in ``folder`` under the ``settings`` of its `.vscode/settings.json`."""
    environment = {**os.environ, "NO_PROXY": "*"}
    process = subprocess.Popen(
        ["node", str(SCRIPT), "--stdio"],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        server = Server(process, settings, folder)
        threading.Thread(target=_collect, args=(process.stdout, server.inbox), daemon=True).start()
        _introduce(server)
        yield server
    finally:
        process.kill()
        process.wait()


def _introduce(server: Server) -> None:
    workspace = {"uri": server.folder.as_uri(), "name": server.folder.name}
    abilities = {
        "workspace": {"configuration": True, "workspaceFolders": True, "didChangeConfiguration": {}},
        "textDocument": {
            "hover": {"contentFormat": ["markdown"]},
            "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}},
        },
    }
    server.request(
        "initialize",
        processId=os.getpid(),
        rootUri=workspace["uri"],
        workspaceFolders=[workspace],
        capabilities=abilities,
        locale="en",
    )
    server.tell("initialized")
    server.tell("workspace/didChangeConfiguration", settings=None)
    server.diagnose("first.yaml", "")  # it answers after it has asked for the settings


def _collect(stream: IO[bytes], inbox: queue.Queue[Any]) -> None:
    """Put every message of ``stream`` into ``inbox``, and None at its end."""
    while header := stream.readline():
        size = 0
        while header.strip():
            name, _, value = header.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
            header = stream.readline()
        inbox.put(json.loads(stream.read(size)))
    inbox.put(None)
