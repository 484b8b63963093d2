"""One door for codebook files, whatever their format."""

from __future__ import annotations

from pathlib import Path

from qualcode.codebook.model import Codebook
from qualcode.errors import CodebookError
from qualcode.files import data_dir, read_limited, write_atomically

FORMATS = (".yaml", ".yml", ".csv", ".qdc")
LARGEST = 10_000_000
"""Bytes; the largest real codebooks have a few hundred thousand."""


def ready_codebooks() -> list[str]:
    """The names of the codebooks that come with qualcode, in alphabetical order."""
    return sorted(path.stem for path in data_dir("codebooks").glob("*.yaml"))


def read(path: str | Path) -> Codebook:
    """Read a codebook.

    Args:
        path: a ``.yaml``, ``.csv`` or ``.qdc`` file; or the name of a ready codebook.

    Raises:
        CodebookError: if there is no such file or it is not valid; it names file, line and
            field where it can, and says what to do.
    """
    file = _resolved(Path(path))
    suffix = _checked_suffix(file)
    data = read_limited(file, limit=LARGEST, error=CodebookError)
    if suffix == ".csv":
        from qualcode.codebook.csv_file import codebook_from_csv

        return codebook_from_csv(data, name=file.name, title=file.stem)
    if suffix == ".qdc":
        from qualcode.codebook.qdc import codebook_from_qdc

        return codebook_from_qdc(data, name=file.name, title=file.stem)
    from qualcode.codebook.yaml_file import codebook_from_yaml

    return codebook_from_yaml(data, name=file.name)


def write(codebook: Codebook, path: str | Path) -> None:
    """Write a codebook, in the format that the ending of ``path`` says.

    YAML keeps everything. CSV leaves out the codebook's own name, description and language,
    and the questions that no code answers; ``.qdc`` the name, description and language.

    Raises:
        CodebookError: if the ending is unknown.
        QualcodeError: if the file cannot be written.
    """
    file = Path(path)
    suffix = _checked_suffix(file)
    if suffix == ".csv":
        from qualcode.codebook.csv_file import codebook_to_csv

        data = codebook_to_csv(codebook)
    elif suffix == ".qdc":
        from qualcode.codebook.qdc import codebook_to_qdc

        data = codebook_to_qdc(codebook)
    else:
        from qualcode.codebook.yaml_file import codebook_to_yaml

        data = codebook_to_yaml(codebook)
    write_atomically(file, data)


def _resolved(path: Path) -> Path:
    """The file itself, or the ready codebook of that name where no such file is there."""
    if path.parent == Path() and not path.suffix and not path.exists():
        ready = data_dir("codebooks") / f"{path.name}.yaml"
        if ready.is_file():
            return ready
        if path.name:
            names = ", ".join(ready_codebooks())
            raise CodebookError(
                f"There is no file and no ready codebook '{path.name}'.", hint=f"Ready: {names}."
            )
    return path


def _checked_suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise CodebookError(
            f"{path.name or path} is not a codebook file qualcode knows.",
            hint="Name a file that ends in .yaml, .csv or .qdc.",
        )
    return suffix
