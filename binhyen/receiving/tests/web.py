"""A web server of somebody who means harm, on this machine: each path answers with another trick."""

from __future__ import annotations

import contextlib
import gzip
import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image

from binhyen.matters.files import MOST_BYTES
from binhyen.notices.outside import Net, is_public

LOOPBACK = "127.0.0.1"


def picture(colour="grey", form="JPEG", size=(640, 480), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form, **more)
    return out.getvalue()


class Tricks:
    """`bodies`: by path, (type, body). `asked`: the paths that were asked for."""

    def __init__(self) -> None:
        self.bodies: dict[str, tuple[str, bytes]] = {}
        self.moved: dict[str, str] = {}
        self.asked: list[str] = []
        self.stopping = threading.Event()
        self.port = 0

    def address(self, path: str, host: str = "photos.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def net(self, **names: list[str]) -> Net:
        """The net, of which this server's own port is let through, and no other one of this machine."""
        known = {"photos.example": [LOOPBACK]} | {
            name.replace("_", "."): found for name, found in names.items()
        }

        def look_up(host: str, port: int) -> list[str]:
            if host not in known:
                raise OSError("no such name")
            return known[host]

        return Net(
            look_up=look_up,
            is_public=lambda address: str(address) == LOOPBACK or is_public(address),
            may_use=lambda scheme, port: port == self.port,
        )


@contextlib.contextmanager
def serving() -> Iterator[Tricks]:
    tricks = Tricks()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tricks.asked.append(self.path)
            with contextlib.suppress(OSError):
                self._answer()

        def _answer(self) -> None:
            if self.path in tricks.moved:
                self.send_response(302)
                self.send_header("Location", tricks.moved[self.path])
                self.end_headers()
            elif self.path == "/slow-head":
                self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                while not tricks.stopping.wait(0.05):
                    self.wfile.write(b"X-Wait: 1\r\n")
            elif self.path == "/slow-body":
                self._head("image/jpeg")
                while not tricks.stopping.wait(0.05):
                    self.wfile.write(b"\xff")
            elif self.path == "/endless":
                self._head("image/jpeg")
                for _ in range(2 * MOST_BYTES // 65_536):
                    self.wfile.write(b"\0" * 65_536)
            elif self.path == "/says-too-large":
                self._head("image/jpeg", length=str(MOST_BYTES + 1))
            elif self.path == "/short":
                self._head("image/jpeg", length="5000")
                self.wfile.write(b"\xff\xd8\xff")
            elif self.path == "/packed":
                self._head("image/jpeg", encoding="gzip")
                self.wfile.write(gzip.compress(b"\0" * 5_000_000))
            elif self.path in tricks.bodies:
                kind, body = tricks.bodies[self.path]
                self._head(kind, length=str(len(body)))
                self.wfile.write(body)
            else:
                self.send_error(404)

        def _head(self, kind: str, length: str = "", encoding: str = "") -> None:
            self.send_response(200)
            for name, value in (
                ("Content-Type", kind),
                ("Content-Length", length),
                ("Content-Encoding", encoding),
            ):
                if value:
                    self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    server.daemon_threads = True
    tricks.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield tricks
    finally:
        tricks.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()
