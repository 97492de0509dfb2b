"""Many clients at once from one cheap process: `python -m benchmarks.load PORT PATH BODIES CLIENTS`.

BODIES is a file with one JSON body on each line; each is posted once, by whichever client is free. Connections
are kept alive, as a browser keeps them. One thread and epoll, so that on a small machine the measuring takes as
little from the server as it can. Prints {"seconds", "latencies" (seconds), "statuses", "failed"}.
"""

from __future__ import annotations

import json
import select
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

PATIENCE = 120


class Client:
    """One connection, with at most one request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""
        self.began = 0.0

    def send(self, request: bytes) -> None:
        self.received = b""
        self.began = time.perf_counter()
        self.socket.sendall(request)

    def status(self) -> int | None:
        """Take in what came: the answer's status once it is whole, 0 when the server hung up, else None."""
        try:
            data = self.socket.recv(65536)
        except OSError:
            return 0
        if not data:
            return 0
        self.received += data
        head, parted, body = self.received.partition(b"\r\n\r\n")
        if not parted:
            return None
        length = head.lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0]
        return int(head[9:12]) if len(body) >= int(length or 0) else None


def run(port: int, path: str, bodies: list[bytes], clients: int) -> dict[str, object]:
    """Post every body once over so many connections."""
    requests = _requests(port, path, bodies)
    latencies: list[float] = []
    statuses: Counter[int] = Counter()
    poll = select.epoll()
    open_clients: dict[int, Client] = {}
    began = time.perf_counter()
    for _ in range(clients):
        if (request := next(requests, None)) is not None:
            client = Client(port)
            open_clients[client.socket.fileno()] = client
            poll.register(client.socket, select.EPOLLIN)
            client.send(request)
    while open_clients:
        ready = poll.poll(PATIENCE)
        if not ready:
            statuses[0] += len(open_clients)
            break
        for number, _event in ready:
            client = open_clients[number]
            status = client.status()
            if status is None:
                continue
            latencies.append(time.perf_counter() - client.began)
            statuses[status] += 1
            request = next(requests, None)
            if status == 0 and request is not None:
                poll.unregister(number)
                del open_clients[number]
                client.socket.close()
                client = Client(port)
                open_clients[client.socket.fileno()] = client
                poll.register(client.socket, select.EPOLLIN)
            if request is None:
                del open_clients[client.socket.fileno()]
                poll.unregister(client.socket)
                client.socket.close()
            else:
                client.send(request)
    seconds = time.perf_counter() - began
    failed = sum(count for status, count in statuses.items() if not 200 <= status < 300)
    return {"seconds": seconds, "latencies": latencies, "statuses": dict(statuses), "failed": failed}


def _requests(port: int, path: str, bodies: list[bytes]) -> Iterator[bytes]:
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
    for body in bodies:
        yield f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


if __name__ == "__main__":
    lines = Path(sys.argv[3]).read_bytes().splitlines()
    print(json.dumps(run(int(sys.argv[1]), sys.argv[2], lines, int(sys.argv[4]))))
