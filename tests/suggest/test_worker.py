from __future__ import annotations

import asyncio
import os
import signal
import struct
import subprocess
import sys
import time
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.model import Code, Codebook
from qualcode.suggest import Passage, SuggestionClient
from qualcode.suggest import protocol as wire
from qualcode.suggest.client import SuggestionsFailed, Superseded
from qualcode.suggest.worker import Worker, serve

BOOK = Codebook(
    "invented", codes=(Code("Getting there", definition="Buses"), Code("Money", definition="pay"))
)
SECRET = "Zebedee said the quiet part"
FIT = {
    "id": 1,
    "do": "fit",
    "codebook": BOOK.to_dict(),
    "passages": [wire.passage_to_list(Passage("no driver", "A", None, "Head"))],
    "codes": [["Getting there"]],
}
RANK = {"id": 2, "do": "rank", "passages": [["the driver", None, None, None, None]], "n": 1}


def start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "qualcode.suggest.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def ask(worker: subprocess.Popen[bytes], message: dict) -> dict | None:
    worker.stdin.write(wire.pack(message))
    worker.stdin.flush()
    return wire.read(worker.stdout)


def test_protocol_with_a_real_process() -> None:
    worker = start()
    assert ask(worker, FIT) == {"id": 1, "ok": 1}
    ranked = ask(worker, RANK)
    assert ranked["id"] == 2
    assert ranked["ok"][0][0][0] == "Getting there" and 0 < ranked["ok"][0][0][1] <= 1
    explain = {"id": 3, "do": "explain", "passage": ["a driver"], "code": "Getting there"}
    assert any("driver" in reason for reason in ask(worker, explain)["ok"])
    assert os.getpriority(os.PRIO_PROCESS, worker.pid) >= os.getpriority(os.PRIO_PROCESS, 0) + 10
    answer = ask(worker, {"id": 4, "do": "explain", "passage": [SECRET], "code": "Nothing"})
    assert answer["id"] == 4 and "Nothing" in answer["error"]
    broken = ask(worker, {"id": 5, "do": "rank", "passages": SECRET})
    assert broken["id"] == 5 and "Zebedee" not in str(broken)
    assert ask(worker, RANK)["ok"], "it goes on after an error"
    worker.stdin.write(wire.pack({"id": 6, "do": "quit"}))
    worker.stdin.flush()
    assert worker.wait(timeout=20) == 0
    assert worker.stdout.read() == worker.stderr.read() == b""


@pytest.mark.parametrize(
    "ending", [b"", b"\x00\x00", struct.pack(">I", 50) + b"{", b"\xff\xff\xff\xff", b"\0\0\0\2[]"]
)
def test_it_ends_quietly_when_its_input_ends_or_breaks(ending: bytes) -> None:
    worker = start()
    out, err = worker.communicate(ending, timeout=20)
    assert (worker.returncode, out, err) == (0, b"", b"")


def test_rank_before_fit_is_an_error_not_the_end() -> None:
    out = BytesIO()
    serve(BytesIO(wire.pack(RANK) + wire.pack(FIT) + wire.pack(RANK)), out, Worker())
    out.seek(0)
    answers = [wire.read(out) for _ in range(3)]
    assert "error" in answers[0] and "ok" in answers[1] and "ok" in answers[2]
    assert wire.read(out) is None


def test_fitting_anew_with_another_codebook_forgets_the_old_one() -> None:
    worker = Worker()
    worker.answer(FIT)
    other = Codebook("y", codes=(Code("Cats"), Code("Dogs")))
    worker.answer({**FIT, "codebook": other.to_dict(), "codes": [["Cats"]]})
    assert worker.answer({**RANK, "n": None})["ok"][0][0][0] == "Cats"


@given(st.dictionaries(st.text(), st.text() | st.floats(allow_nan=False) | st.none(), max_size=4))
def test_messages_come_back_as_they_went(message: dict) -> None:
    assert wire.read(BytesIO(wire.pack(message))) == message


def test_too_large_a_message_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        wire.read(BytesIO(b"\xff\xff\xff\xff" + b"x" * 10))


async def test_client_fits_ranks_explains_and_closes_promptly() -> None:
    client = SuggestionClient()
    assert client.pid is None
    assert await client.fit(BOOK, [Passage("no driver")], [["Getting there"]]) == 1
    [[found]] = await client.rank([Passage("a driver")], 1, explain=True)
    assert found.code == "Getting there" and found.reasons
    assert await client.explain(Passage("a driver"), "Getting there") == found.reasons
    with pytest.raises(SuggestionsFailed, match="Nothing"):
        await client.explain(Passage("x"), "Nothing")
    pid = client.pid
    # of several waiting rank requests only the latest is carried out
    asked = [client.rank([Passage(text)], 1) for text in ("bus", "pay", "bus", "pay")]
    *old, last = await asyncio.gather(*asked, return_exceptions=True)
    assert all(isinstance(o, Superseded) for o in old)
    assert last[0][0].code == "Money"
    # who stops waiting does not disturb the next request
    waiting = asyncio.create_task(client.rank([Passage("bus")] * 2000, 1))
    await asyncio.sleep(0.01)
    waiting.cancel()
    [[found]] = await client.rank([Passage("who will pay")], 1)
    assert found.code == "Money" and client.pid == pid
    busy = asyncio.create_task(client.rank([Passage(f"driver {i}") for i in range(20_000)]))
    await asyncio.sleep(0.05)
    await asyncio.wait_for(client.close(), timeout=5)
    with pytest.raises(SuggestionsFailed):
        await busy
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(SuggestionsFailed):
        await client.rank([Passage("x")])


async def test_a_worker_that_died_is_started_again_with_what_it_knew() -> None:
    async with SuggestionClient() as client:
        await client.fit(BOOK, [Passage("a zebra")], [["Money"]])
        first = client.pid
        os.kill(first, signal.SIGKILL)
        [[found]] = await client.rank([Passage("zebra")], 1)
        assert found.code == "Money" and client.pid != first


async def test_a_worker_that_cannot_start_is_an_error_with_advice(tmp_path) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    async with SuggestionClient(python=str(broken)) as client:
        with pytest.raises(SuggestionsFailed) as told:
            await client.fit(BOOK, [Passage(SECRET)], [[]])
        assert told.value.hint and "Zebedee" not in str(told.value)


def test_the_worker_ends_with_the_program_that_started_it() -> None:
    code = (
        "import asyncio, os\n"
        "from qualcode.suggest.client import SuggestionClient, SuggestionsFailed\n"
        "async def main():\n"
        "    client = SuggestionClient()\n"
        "    try:\n"
        "        await client.rank([])\n"
        "    except SuggestionsFailed:\n"
        "        pass\n"
        "    print(client.pid, flush=True)\n"
        "    os._exit(1)\n"
        "asyncio.run(main())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    pid = int(done.stdout)
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("the worker outlived its program")
