"""What stands in front: nginx as deploy/ sets it writes nothing down, and doctor tells of a proxy that does."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from binhyen.commands import fronting
from tests import running
from tests.running import Running, free_port

pytestmark = pytest.mark.processes

SNIPPET = Path(__file__).parent.parent / "deploy" / "nginx.conf"
NEEDS_NGINX = pytest.mark.skipif(not shutil.which("nginx"), reason="needs nginx")
REPORT = "/bao-tin/khong-javascript/"
MEGABYTE = 2**20


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Iterator[Running]:
    yield from running.served(tmp_path_factory.mktemp("front"))


def codes(front: str) -> list[str]:
    return [each.code for each in fronting.examine(front)]


# --- somebody's proxies ------------------------------------------------------------------------------------


def head_of(there: socket.socket) -> tuple[bytes, bytes, int]:
    """The head of a request, what came with it of its body, and how long the body will be."""
    got = b""
    while b"\r\n\r\n" not in got and (more := there.recv(65_536)):
        got += more
    head, _, body = got.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    return head, body, int(length[1]) if length else 0


def keeping(there: socket.socket, program: int) -> None:
    """As most do by default: nothing is passed on until the body is whole."""
    head, body, length = head_of(there)
    while len(body) < length and (more := there.recv(65_536)):
        body += more
    passed_on(there, program, head + b"\r\n\r\n" + body)


def refusing(there: socket.socket, program: int) -> None:
    head, body, length = head_of(there)
    if length > 5 * MEGABYTE:
        there.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    else:
        passed_on(there, program, head + b"\r\n\r\n" + body)


def breaking_off(there: socket.socket, program: int) -> None:
    head, body, length = head_of(there)
    if length <= 5 * MEGABYTE:
        passed_on(there, program, head + b"\r\n\r\n" + body)


def compressing(there: socket.socket, program: int) -> None:
    """Says so at least; nobody reads what it would have compressed."""
    head, body, _length = head_of(there)
    passed_on(there, program, head + b"\r\n\r\n" + body, b"Content-Encoding: gzip\r\n")


def passed_on(there: socket.socket, program: int, request: bytes, added: bytes = b"") -> None:
    with closing(socket.create_connection(("127.0.0.1", program))) as behind:
        behind.sendall(request)
        first = behind.recv(65_536)
        there.sendall(first.replace(b"\r\n", b"\r\n" + added, 1))


@contextmanager
def proxy(answer: Callable[[socket.socket, int], None], program: int) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def one() -> None:
            with suppress(OSError):
                while True:
                    there, _ = listening.accept()
                    with there, suppress(OSError):
                        answer(there, program)

        thread = threading.Thread(target=one, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        # Closing alone does not wake who waits in accept.
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=20)


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (keeping, ["front_buffers"]),
        (refusing, ["front_too_small"]),
        (breaking_off, ["front_cuts_off"]),
        (compressing, ["front_compresses"]),
    ],
)
def test_a_proxy_that_undoes_a_promise_is_told(demo, monkeypatch, answer, found):
    monkeypatch.setattr(fronting, "BODY_PATIENCE_SECONDS", 3)
    with proxy(answer, int(demo.address.rpartition(":")[2])) as front:
        assert codes(front) == found


def test_nothing_in_front_is_nothing_to_tell_and_no_answer_is(demo):
    assert codes(demo.address) == []
    assert codes(f"http://127.0.0.1:{free_port()}") == ["front_unreachable"]
    told = demo.command("doctor", "--front", f"http://127.0.0.1:{free_port()}")
    assert told.returncode == 1
    assert "does not answer" in told.stdout


# --- nginx -------------------------------------------------------------------------------------------------


def test_the_snippet_keeps_nothing():
    """Without nginx too, and what cannot be seen from outside: that answers, addresses and requests are not kept."""
    lines = [line.strip() for line in SNIPPET.read_text(encoding="utf-8").splitlines()]
    for wanted in (
        "proxy_request_buffering off;",
        "proxy_buffering off;",
        "client_max_body_size 0;",
        "gzip off;",
    ):
        assert wanted in lines
    servers = lines.count("server {")
    assert lines.count("access_log off;") == lines.count("error_log /dev/null emerg;") == servers == 2


class Nginx:
    """The snippet with other ports and a certificate of its own; logs and folders of nginx where a test sees them."""

    def __init__(self, home: Path, program: int) -> None:
        self.home, self.port = home, free_port()
        key, certificate = home / "key.pem", home / "certificate.pem"
        made = (
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -batch -subj /CN=localhost"
        )
        name = "subjectAltName=DNS:localhost"
        subprocess.run(
            ["openssl", *made.split(" "), "-addext", name, "-keyout", key, "-out", certificate],
            check=True, capture_output=True,
        )  # fmt: skip
        text = re.sub(r"listen \[::\].*", "", SNIPPET.read_text(encoding="utf-8"))
        for old, new in {
            "listen 80 ": f"listen 127.0.0.1:{free_port()} ",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
            "/etc/ssl/binhyen/fullchain.pem": str(certificate),
            "/etc/ssl/binhyen/privkey.pem": str(key),
            "127.0.0.1:8000": f"127.0.0.1:{program}",
        }.items():
            assert old in text
            text = text.replace(old, new)
        folders = "".join(
            f"{name}_temp_path {home / name};"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root;" if os.geteuid() == 0 else ""
        # As Debian's own nginx.conf: logs on, compression on. The snippet must turn them off itself.
        (home / "nginx.conf").write_text(
            f"{user} daemon off; pid {home}/pid; error_log {home}/error.log;\nevents {{}}\n"
            f"http {{ access_log {home}/access.log; gzip on; gzip_proxied any; {folders}\n{text}\n}}\n",
            encoding="utf-8",
        )
        self.environment = os.environ | {"SSL_CERT_FILE": str(certificate)}
        self.trust = ssl.create_default_context(cafile=str(certificate))
        self.process = subprocess.Popen(
            ["nginx", "-p", str(home), "-c", str(home / "nginx.conf")], stderr=subprocess.DEVNULL
        )
        self.address = f"https://localhost:{self.port}"

    def connected(self) -> http.client.HTTPSConnection:
        return http.client.HTTPSConnection("localhost", self.port, context=self.trust, timeout=30)

    def spooled(self) -> list[str]:
        """Files of its folders that it has open: it takes their names away at once, so the folders look empty."""
        found = []
        for children in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            for pid in [str(self.process.pid), *children.read_text().split()]:
                for entry in Path(f"/proc/{pid}/fd").iterdir():
                    with suppress(OSError):
                        found.append(str(entry.readlink()))
        return [name for name in found if re.search(r"/(client_body|proxy)/", name)]


@pytest.fixture
def nginx(demo, tmp_path) -> Iterator[Nginx]:
    made = Nginx(tmp_path, int(demo.address.rpartition(":")[2]))
    try:
        for _ in range(100):
            with suppress(OSError), closing(made.connected()) as connection:
                connection.request("GET", "/khoe/")
                assert connection.getresponse().status == 200
                break
            time.sleep(0.1)
        yield made
    finally:
        made.process.terminate()
        made.process.wait(timeout=20)


@NEEDS_NGINX
def test_nginx_passes_a_report_on_without_writing_it_down(demo, nginx):
    head = (
        b'--x\r\nContent-Disposition: form-data; name="story"\r\n\r\ncanary-5d1e in the story\r\n'
        b'--x\r\nContent-Disposition: form-data; name="attached"; filename="a.jpg"\r\n\r\n'
    )
    body = head + b"canary-5d1e " * (3 * MEGABYTE // 12) + b"\r\n--x--\r\n"
    with closing(nginx.connected()) as connection:
        connection.putrequest("POST", REPORT)
        connection.putheader("Content-Type", "multipart/form-data; boundary=x")
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body[: 2 * MEGABYTE])
        deadline = time.monotonic() + 20
        # The program has what came so far, while the rest has not been sent.
        arriving = demo.data / "attachments"
        while not any(str(arriving) in name for name in open_files(demo)) and time.monotonic() < deadline:
            assert nginx.spooled() == []
            time.sleep(0.05)
        assert any(str(arriving) in name for name in open_files(demo)), "nothing was passed on"
        assert nginx.spooled() == []
        connection.send(body[2 * MEGABYTE :])
        answer = connection.getresponse()
        page = answer.read().decode()
    assert (answer.status, answer.headers["Content-Encoding"]) == (422, None)
    assert "canary-5d1e in the story" in page
    for log in (nginx.home / "access.log", nginx.home / "error.log"):
        written = log.read_text() if log.exists() else ""
        assert "canary" not in written
        assert "127.0.0.1" not in written


def open_files(demo: Running) -> Iterator[str]:
    """What the processes of the demonstration have open, files without a name among them."""
    assert demo.process is not None
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            session = int(status.read_text().rpartition(")")[2].split()[3])
            if session == demo.process.pid:
                for entry in (status.parent / "fd").iterdir():
                    with suppress(OSError):
                        yield str(entry.readlink())


@NEEDS_NGINX
def test_nginx_as_it_is_set_here_is_nothing_to_tell(demo, nginx, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", nginx.environment["SSL_CERT_FILE"])
    assert codes(nginx.address) == []


@NEEDS_NGINX
def test_while_the_program_starts_again_nginx_says_so(demo, nginx):
    text = (nginx.home / "nginx.conf").read_text()
    port = demo.address.rpartition(":")[2]
    (nginx.home / "nginx.conf").write_text(text.replace(f"127.0.0.1:{port};", f"127.0.0.1:{free_port()};"))
    subprocess.run(
        ["nginx", "-p", str(nginx.home), "-c", str(nginx.home / "nginx.conf"), "-s", "reload"],
        check=True, capture_output=True,
    )  # fmt: skip
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with closing(nginx.connected()) as connection:
            connection.request("POST", REPORT, "story=canary-5d1e")
            answer = connection.getresponse()
            page = answer.read().decode()
        if answer.status == 502:
            break
        time.sleep(0.1)
    assert (answer.status, answer.headers["Retry-After"]) == (502, "60")
    assert "khởi động lại" in page
    assert "starting again" in page
