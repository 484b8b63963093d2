"""The tree of errors.

Every error that a person can cause is one sentence of what is wrong and one of
what to do; the faces print both and end with the error's exit code::

    QualcodeError
    ├── ReadError            a file that was offered cannot be read
    │   └── CodebookError    a codebook that is not valid
    ├── StudyError           the study file itself
    │   ├── NotAStudy        a file, but not a study
    │   ├── NewerStudy       made by a newer qualcode
    │   ├── StudyReadOnly    may be read, not written
    │   └── StudyBusy        another program holds it
    ├── NotFound             a name that stands for nothing in the study
    ├── Refused              an action that would break the study, or cannot be undone
    ├── Stopped              something long that whoever asked for it has stopped
    └── UsageError           a request that makes no sense as put

No message may hold words of a transcript: messages end up in logs.
"""

from __future__ import annotations


class QualcodeError(Exception):
    """Something a person can put right.

    Args:
        message: one sentence, what is wrong.
        hint: one sentence, what to do about it; may be empty.
    """

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ReadError(QualcodeError):
    """A file that was offered cannot be read as what it should be."""


class CodebookError(ReadError):
    """A codebook is not valid; the message names file, line and field."""


class StudyError(QualcodeError):
    """The study file cannot be used as asked."""


class NotAStudy(StudyError):
    """The file is there but is not a qualcode study."""


class NewerStudy(StudyError):
    """The study was written by a newer version of qualcode."""


class StudyReadOnly(StudyError):
    """The study, or its folder, may be read but not written."""


class StudyBusy(StudyError):
    """Another program holds the study and did not let go in time."""


class NotFound(QualcodeError):
    """A name, number or key stands for nothing in this study."""


class Refused(QualcodeError):
    """The action would break the study, or something later depends on what it would undo."""


class Stopped(QualcodeError):
    """Whoever asked for something long waits for it no longer."""


class UsageError(QualcodeError):
    """The request makes no sense as put."""
