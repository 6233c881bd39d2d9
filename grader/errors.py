"""Everything that can go wrong on our side of the border, as one tree.

    GraderError                   exit code 3: could not grade
    ├── UsageError                exit code 2: the command was called wrongly
    ├── AssignmentError           an assignment folder says something impossible
    ├── SubmissionError           the submission cannot be read at all
    ├── DataError                 a data set is missing, damaged or out of reach
    ├── OutputError               a report cannot be written where it was asked
    ├── ExportError               results, or a platform's file, cannot be read
    ├── ReleaseError              a solution cannot be turned into a stub
    ├── SandboxError              no worker can be started on this machine
    └── Interrupted               exit code 130: stopped from the keyboard

Each message is one sentence or two: what, where, what to do. What a student's
code does wrong is never an exception of this tree: it is a `Finding`.
"""


class GraderError(Exception):
    """Grading could not be done; the message says why and what to do."""

    exit_code = 3


class UsageError(GraderError):
    """The command was called with arguments that make no sense."""

    exit_code = 2


class AssignmentError(GraderError):
    """`assignment.toml` or a check says something impossible."""


class SubmissionError(GraderError):
    """The submission cannot be read at all."""


class DataError(GraderError):
    """A data set is missing, damaged or out of reach."""


class OutputError(GraderError):
    """A report cannot be written where it was asked for."""


class ExportError(GraderError):
    """Results, or the file of a platform that they go into, cannot be read."""


class ReleaseError(GraderError):
    """A solution cannot be turned into a stub."""


class SandboxError(GraderError):
    """No worker can be started on this machine."""

    def __init__(self, message: str, why: str = "") -> None:
        super().__init__(message)
        self.why = why or message
        """What was found out, without advice."""


class Interrupted(GraderError):
    """Grading was stopped from the keyboard."""

    exit_code = 130
