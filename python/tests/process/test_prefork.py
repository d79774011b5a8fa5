"""A server that forks its workers once, all of which accept from one socket, as web servers do."""

from __future__ import annotations

import pytest
from processes import run


@pytest.mark.parametrize(("parent", "answer"), [("idle", "12.0"), ("computed", "RuntimeError with advice")])
def test_prefork_server(parent, answer):
    """Each worker answers every request, and goes on after it had to refuse one."""
    lines = run(f"""
    import os, socket, workers, ndola as nd
    if {parent == "computed"}:
        workers.use_core()
    listener = socket.create_server(("127.0.0.1", 0))
    x = nd.asarray([1.0, 2.0, 3.0])

    def serve(requests):
        for _ in range(requests):
            with listener.accept()[0] as connection:
                connection.recv(10)
                pid, value = workers.outcome(x)
                connection.sendall(f"{{value}} {{workers.exchange(x)}}".encode())
        os._exit(0)

    children = []
    for _ in range(2):
        pid = os.fork()
        if pid == 0:
            serve(requests=3)
        children.append(pid)
    for _ in range(6):
        with socket.create_connection(listener.getsockname()) as connection:
            connection.sendall(b"GET /")
            print(connection.recv(100).decode())
    print([os.waitpid(child, 0)[1] for child in children])
    """)
    assert lines == [f"{answer} [3.0, 2.0, 1.0]"] * 6 + ["[0, 0]"]
