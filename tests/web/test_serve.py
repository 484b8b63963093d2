"""The desk in a browser: only for whoever opens the address first, on this machine."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import socket
import sys

import pytest

pytest.importorskip("textual_serve")

import aiohttp
from aiohttp import web

from qualcode.cli.main import main
from qualcode.web.access import COOKIE
from qualcode.web.server import DeskServer


@contextlib.asynccontextmanager
async def served(study):
    server = DeskServer(study.path, name="<b>Heads & co</b>")
    runner = web.AppRunner(await server._make_app(), access_log=None)
    await runner.setup()
    await web.SockSite(runner, server._socket).start()
    try:
        yield server
    finally:
        await runner.cleanup()
        await asyncio.sleep(0.2)  # its child process is being let go


@contextlib.asynccontextmanager
async def browser():
    jar = aiohttp.CookieJar(unsafe=True)  # keeps cookies of 127.0.0.1, as browsers do
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        yield session


async def status(session, url: str, **options) -> int:
    async with session.get(url, **options) as answer:
        return answer.status


PATHS = ("/", "/ws", "/static/js/textual.js", "/static/", "/download/x", "/nowhere", "/?token=")


async def test_nobody_gets_anything_without_the_token(study):
    async with served(study) as server, browser() as stranger:
        for path in PATHS:
            assert await status(stranger, server.public_url + path) == 403, path
        wrong = server.address[:-1] + ("a" if server.address[-1] != "a" else "b")
        assert await status(stranger, wrong) == 403
        assert await status(stranger, wrong, cookies={COOKIE: "é" * 9}) == 403
        token = server.address.partition("?")[2]
        for path in ("/ws", "/static/js/textual.js"):
            assert await status(stranger, f"{server.public_url}{path}?{token}") == 403
        async with stranger.post(server.address) as answer:
            assert answer.status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await stranger.ws_connect(f"{server.public_url}/ws")
        assert refused.value.status == 403


async def test_the_first_browser_gets_the_desk_and_no_other(study):
    async with served(study) as server, browser() as own, browser() as other:
        async with own.get(server.address) as answer:
            assert answer.status == 200
            page, policy = await answer.text(), answer.headers["Content-Security-Policy"]
            cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
        assert server.address.partition("token=")[2] not in cookie + page
        assert "&lt;b&gt;Heads &amp; co" in page and "<b>" not in page
        assert not re.search(r"https?:", page) and "default-src 'none'" in policy
        nonce = re.search(r"'nonce-([^']+)'", policy).group(1)
        assert f'<script nonce="{nonce}">' in page
        assert await status(own, f"{server.public_url}/static/js/textual.js") == 200
        assert await status(own, server.address) == 200
        assert await status(other, server.address) == 403
        assert await status(other, server.public_url) == 403


async def test_another_name_or_page_is_refused_even_with_the_cookie(study):
    async with served(study) as server, browser() as own:
        assert await status(own, server.address, headers={"Host": "evil.example"}) == 403
        assert await status(own, server.address) == 200
        port = server.port
        for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", "127.0.0.1.evil:80"):
            assert await status(own, server.public_url, headers={"Host": host}) == 403
        assert await status(own, server.public_url, headers={"Host": f"localhost:{port}"}) == 200
        for origin in ("http://evil.example", "http://127.0.0.1:1", "null"):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await own.ws_connect(f"{server.public_url}/ws", origin=origin)


async def test_the_websocket_carries_the_desk(study):
    study.close()
    async with served(study) as server, browser() as own:
        assert await status(own, server.address) == 200
        url = f"{server.public_url}/ws?width=100&height=30"
        async with own.ws_connect(url, origin=server.public_url) as socket_:
            seen = b""
            while b"selects a sentence" not in seen:
                message = await socket_.receive(timeout=30)
                assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), message
                seen += message.data if isinstance(message.data, bytes) else b""
            await socket_.send_str(json.dumps(["stdin", "q"]))
            while (message := await socket_.receive(timeout=30)).type == aiohttp.WSMsgType.BINARY:
                pass
            assert message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)


def test_it_listens_on_this_machine_only_and_says_what_is_in_the_way(study, capsys):
    server = DeskServer(study.path)
    try:
        assert server._socket.getsockname()[0] == "127.0.0.1"
        assert main(["serve", str(study.path), "--port", str(server.port)]) == 2
        assert "cannot be used" in capsys.readouterr().err
    finally:
        server._socket.close()
    assert main(["serve", str(study.path.parent / "none.qualcode")]) == 2


def test_without_the_package_it_says_how_to_install_it(study, capsys, monkeypatch):
    for name in [n for n in sys.modules if n.startswith(("textual_serve", "qualcode.web"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.setattr(socket, "socket", None)
    assert main(["serve", str(study.path)]) == 2
    assert "pip install 'qualcode[serve]'" in capsys.readouterr().err
