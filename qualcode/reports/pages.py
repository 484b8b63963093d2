"""What every HTML page made here has in common: escaping, and a policy that forbids loading.

A page is one file. Its Content-Security-Policy names its own style (and script, if any) by
hash and allows nothing else: no network, no frames, no forms, no inline handlers.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from qualcode.text.safe import for_page

if TYPE_CHECKING:
    from jinja2 import Environment


def source_hash(text: str) -> str:
    """The CSP source expression for an inline style or script of exactly this text."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def policy(*, style: str, script: str | None = None) -> str:
    """The Content-Security-Policy of a self-contained page."""
    parts = ["default-src 'none'", "img-src data:", f"style-src {source_hash(style)}"]
    if script is not None:
        parts.append(f"script-src {source_hash(script)}")
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'"])


def data_uri(content: bytes, media_type: str) -> str:
    """A picture as an address that needs no network."""
    return f"data:{media_type};base64,{base64.b64encode(content).decode('ascii')}"


def spoken(language: str) -> Markup:
    """The attribute of what is in the study's own words; nothing where those are English too.

    Pages are in English. A screen reader changes its voice for what is marked.
    """
    return Markup("") if language == "en" else Markup(' lang="{}"').format(language)


def _clean(value: Any) -> Any:
    return for_page(value) if type(value) is str else value


@cache
def environment(package: str) -> Environment:
    """The templates of a package, with autoescape and no undefined names.

    Every text put in passes :func:`~qualcode.text.safe.for_page` before it is escaped.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def asset(package: str, name: str) -> str:
    """The text of a style or script beside the templates, as it stands."""
    from importlib.resources import files

    return (files(package) / "templates" / name).read_text(encoding="utf-8")
