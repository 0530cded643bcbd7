"""Servers in processes of their own."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path


class Server(subprocess.Popen[str]):
    """A process that serves, its port read."""

    def __init__(self, script: str, *arguments: object) -> None:
        command = [sys.executable, "-c", script, *map(str, arguments)]
        here = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
        super().__init__(
            command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=here
        )
        assert self.stdout
        self.port = int(self.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}/"
        self.connections: list[socket.socket] = []

    def connect(self, sent: str = "") -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        self.connections.append(connection)
        connection.sendall(sent.encode())
        return connection


def hear_ctrl_c() -> None:
    """Let a process hear Ctrl-C: what a shell starts in the background ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
