"""A real Chromium for tests; without one they skip, in CI they fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str:
    """The browser's program; skips the test, or in CI fails it, where there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        reason = "no Chromium on this machine (apt install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for a module's tests."""
    from playwright.sync_api import sync_playwright

    program = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, headless=True, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


class Visit:
    """A page opened from disk as a person would, watched for requests and errors."""

    def __init__(self, browser: Any, path: Path, *, width: int = 1280, **context: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 800}, **context)
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.goto(path.as_uri())

    def sound(self) -> bool:
        """Whether nothing was fetched but files from disk and data in the page, without errors."""
        outside = [u for u in self.requests if not u.startswith(("file:", "data:", "blob:"))]
        assert not outside and not self.errors, (outside, self.errors)
        return True

    def close(self) -> None:
        self.context.close()
