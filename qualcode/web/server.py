"""The server: textual-serve's, on this machine only, behind :class:`~qualcode.web.access.Access`.

Each browser window runs a desk in a process of its own; nothing is loaded from elsewhere.
"""

from __future__ import annotations

import secrets
import shlex
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server

from qualcode.errors import UsageError
from qualcode.web.access import Access

HOST = "127.0.0.1"
_TEMPLATES = Path(__file__).parent / "templates"
_CSP = "Content-Security-Policy"
_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class DeskServer(Server):
    """Serves the desk of one study.

    Args:
        path: the study file.
        coder: who is coding; the coder of last time, where not given.
        port: where to listen; 0 takes any that is free.
        name: what the page is called.

    Raises:
        UsageError: if the port is taken.
    """

    def __init__(
        self, path: Path, *, coder: str | None = None, port: int = 0, name: str = ""
    ) -> None:
        self._socket = _listen(port)
        port = self._socket.getsockname()[1]
        self._access = Access(port)
        self._told: Callable[[str], None] | None = None
        super().__init__(
            _command(path, coder),
            host=HOST,
            port=port,
            title=name or path.stem,
            templates_path=_TEMPLATES,
        )

    @property
    def address(self) -> str:
        """What to open in the browser; it works once."""
        return f"{self.public_url}/?token={self._access.token}"

    def serve(self, debug: bool = False, *, ready: Callable[[str], None] | None = None) -> None:
        """Serve until Ctrl+C; ``ready`` gets the address once it can be opened."""
        self._told = ready
        web.run_app(self._make_app(), sock=self._socket, print=None, access_log=None)

    async def on_startup(self, app: web.Application) -> None:
        """Tell the address, instead of what textual-serve prints."""
        if self._told is not None:
            self._told(self.address)

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page with the terminal. Its own script is told from others by a number used once."""
        nonce, host = secrets.token_urlsafe(16), request.host
        context = {"name": self.title, "nonce": nonce, "websocket": f"ws://{host}/ws"}
        response = aiohttp_jinja2.render_template("desk.html", request, context)
        response.headers[_CSP] = (
            f"{_POLICY}; script-src 'self' 'nonce-{nonce}'; connect-src ws://{host}"
        )
        return response

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._access.guard)
        app.on_response_prepare.append(_harden)
        app[aiohttp_jinja2.APP_KEY].autoescape = True
        return app


async def _harden(_request: web.Request, response: web.StreamResponse) -> None:
    """Put on every answer what keeps a browser from loading or showing anything else."""
    response.headers.setdefault(_CSP, _POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()
    except (OSError, OverflowError):
        listening.close()
        raise UsageError(
            f"Port {port} cannot be used.", hint="Leave --port out, and a free one is taken."
        ) from None
    return listening


def _command(path: Path, coder: str | None) -> str:
    """The line that textual-serve hands to the shell, each word of it quoted."""
    words = [sys.executable, "-m", "qualcode", "code", str(path.resolve())]
    words += ["--coder", coder] if coder is not None else []
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
