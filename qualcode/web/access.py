"""Who may see the desk in a browser: whoever opens its address first, in that one browser.

The address holds a token that is good for one visit. That visit gets a cookie, and from then on
only the cookie counts. Requests under another name than the machine's own (DNS rebinding), and
from pages of other addresses, are refused before anything else is looked at.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web

COOKIE = "qualcode-desk"
NAMES = ("127.0.0.1", "localhost")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Access:
    """Decides for each request.

    Args:
        port: the port that is listened on.

    Attributes:
        token: what the address must hold the first time.
    """

    def __init__(self, port: int) -> None:
        self.token = secrets.token_urlsafe(32)
        self._cookie = secrets.token_urlsafe(32)
        self._hosts = {f"{name}:{port}" for name in NAMES}
        self._used = False

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request through, or answer that it is forbidden; for every path there is."""
        if not self._from_here(request):
            raise self._forbidden()
        if _same(request.cookies.get(COOKIE, ""), self._cookie):
            return await handler(request)
        if not self._is_first_visit(request):
            raise self._forbidden()
        self._used = True
        response = await handler(request)
        response.set_cookie(COOKIE, self._cookie, httponly=True, samesite="Strict", path="/")
        return response

    def _from_here(self, request: web.Request) -> bool:
        origin = request.headers.get("Origin")
        own = {f"http://{host}" for host in self._hosts}
        return request.host in self._hosts and (origin is None or origin in own)

    def _is_first_visit(self, request: web.Request) -> bool:
        asked = request.method == "GET" and request.path == "/"
        return asked and not self._used and _same(request.query.get("token", ""), self.token)

    def _forbidden(self) -> web.HTTPForbidden:
        return web.HTTPForbidden(
            text="This address works once, in the browser in which it was opened first. "
            "End 'qualcode serve' with Ctrl+C and start it again for a new one.\n"
        )


def _same(one: str, other: str) -> bool:
    """Whether two secrets are the same; takes as long wherever they differ."""
    return secrets.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8"))
