"""The values everything else is written in: frozen, and free of our other modules.

An `Assignment` has `Exercise`s and `AccuracyRun`s; a `Check` judges an exercise
of a `Submission`; what came of it is a `Result`; all results make a `Report`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Outcome(StrEnum):
    """What became of a check, an exercise or an accuracy run."""

    PASSED = "passed"
    PASSED_SHOWN = "passed_shown"
    """An exercise whose checks all passed, where some may not be shown."""
    PARTIAL = "partial"
    """An exercise of which some checks failed."""
    FAILED = "failed"
    ERRORED = "errored"
    """The student's code raised, or its process ended."""
    TIMED_OUT = "timed_out"
    NOT_STARTED = "not_started"
    """Still the stub, or not there."""
    NOT_RUN = "not_run"
    BROKEN = "broken"
    """Our fault: the score is provisional and the student loses nothing."""


class Part(StrEnum):
    """Which of the two scores an exercise counts for."""

    CORE = "core"
    EXTENSION = "extension"


class Feedback(StrEnum):
    """How much a student hears of a check or a run."""

    FULL = "full"
    SUMMARY = "summary"
    """That it is there, its outcome and its points."""
    HIDDEN = "hidden"
    """Nothing."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One thing to implement."""

    name: str
    file: str
    """The module it belongs in, without `.py`."""
    signature: str
    """How it is called, for messages: `cross_entropy(O, y)`."""
    part: Part
    points: float
    random: bool = False
    """Whether right answers are drawn at random, so that no two are the same."""


@dataclass(frozen=True, slots=True)
class AccuracyRun:
    """A training run of the student's pieces, paired with a reference run."""

    name: str
    """What `--only` calls it: `fashion-mnist`."""
    title: str
    driver: str
    part: Part
    points: float
    needs: tuple[str, ...]
    """Exercises without which the run cannot start."""
    prefers: str | None
    """An exercise that takes the place of `net` where it is there."""
    sizes: tuple[int, int, int]
    """Inputs, hidden units, outputs."""
    start: str
    """How start values are drawn: `normal` (std 0.01) or `linear` (nn.Linear's)."""
    lr: float
    batch_size: int
    epochs: int
    given: str = ""
    """A driver that trains with pieces of ours, to see that `train` uses them."""
    parts: tuple[str, ...] = ()
    """Exercises that are called by those it needs, where a student wrote them so."""
    data: str = ""
    """The data set, where its name is not the run's."""
    normalize: tuple[float, float] = (0.0, 1.0)
    """Mean and standard deviation of the run's transform."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """An ordered set of exercises and accuracy runs, kept in one folder."""

    name: str
    title: str
    root: Path
    exercises: tuple[Exercise, ...]
    runs: tuple[AccuracyRun, ...]
    requires: Mapping[str, tuple[str, ...]]
    """For each file, the `file.function`s that it may import, provided by us."""
    feedback: Mapping[str, Feedback] = field(default_factory=dict)
    """Check, exercise, run or `default` -> what students hear of it; empty where
    that is everything."""

    @property
    def files(self) -> tuple[str, ...]:
        """The modules a student hands in, in teaching order."""
        return tuple(dict.fromkeys(e.file for e in self.exercises))

    @property
    def hides(self) -> bool:
        """Whether students hear nothing of some checks or runs."""
        return Feedback.HIDDEN in self.feedback.values()

    def feedback_of(self, name: str, exercise: str = "") -> Feedback:
        """What students hear of a check of an exercise, or of a run."""
        for known in (name.partition("[")[0], exercise, "default"):
            if known in self.feedback:
                return self.feedback[known]
        return Feedback.FULL

    @property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """For each of these files, the exercises in it."""
        return {
            file: tuple(e.name for e in self.exercises if e.file == file)
            for file in self.files
        }


@dataclass(frozen=True, slots=True)
class Check:
    """One pytest item that judges an exercise."""

    name: str
    exercise: str
    title: str
    points: float


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known wrong answer to an exercise, with what to say to who gives it."""

    id: str
    exercise: str
    check: str
    """The first check that it fails."""
    words: Mapping[str, str]
    """Language -> one or two sentences to the student."""
    code: str
    """A definition of the function, to stand in place of the right one."""
    has_amount: bool = False
    """Whether it may be made more or less of: a slope, a factor."""


@dataclass(frozen=True, slots=True)
class Source:
    """One `.py` file of a submission: its text, or why there is none."""

    name: str
    """Module name, without `.py`."""
    text: str | None
    problem: Finding | None = None
    notebook: str = ""
    """The file's name, where it is one of which this is the code."""
    cells: tuple[tuple[int, int], ...] = ()
    """Of a notebook: the first line of each part of the text, and its code cell."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One student's files, read once."""

    name: str
    digest: str
    """SHA-256 over names and contents, as hex."""
    sources: tuple[Source, ...]
    late: bool = False
    """Whether the platform that it comes from says so."""
    note: str = ""
    """What a teacher should know of it: which of several uploads it is."""

    @property
    def modules(self) -> dict[str, str]:
        """Module name -> source text, for the files that can be imported."""
        return {
            s.name: s.text
            for s in self.sources
            if s.text is not None and s.name.isidentifier()
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """Why something did not pass, as data; `report.words` turns it into words."""

    kind: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counterexample:
    """The smallest call found that shows a failure."""

    call: str
    inputs: Mapping[str, str]
    answer: str
    expected: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a check made of a submission, with its evidence."""

    check: Check
    outcome: Outcome
    finding: Finding | None = None
    counterexample: Counterexample | None = None


@dataclass(frozen=True, slots=True)
class Epoch:
    """One epoch of an accuracy run, as counted and measured on the trusted side."""

    accuracy: float
    """Fraction of the test set that is right, in [0, 1]."""
    reference: float
    """The same for the reference run."""
    distance: float
    """Distance of the parameters from the reference's, over the way it has gone."""
    bound: float
    """Up to this distance the run counts as on course."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One image of the test set, and what the run's net takes it for."""

    index: int
    """Its place in the test set."""
    truth: int
    predicted: int
    image: bytes
    """28 rows of 28 pixels, 0 (background) to 255."""


@dataclass(frozen=True, slots=True)
class RunResult:
    """What came of an accuracy run."""

    run: AccuracyRun
    outcome: Outcome
    accuracy: float | None = None
    threshold: float | None = None
    curve: tuple[Epoch, ...] = ()
    finding: Finding | None = None
    confusion: tuple[tuple[int, ...], ...] = ()
    """How many test images of each class (a row) are taken for each class (a
    column) after the last epoch that came back, counted on the trusted side."""
    pictures: tuple[Picture, ...] = ()
    """Some of these images, the wrong ones first."""
    classes: tuple[str, ...] = ()
    """The names of the classes, in the order of their labels."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What is needed to repeat a grading."""

    isolation: str
    device: str
    data: Mapping[str, str]
    """Data set -> `full` or `sample`."""
    versions: Mapping[str, str]
    seed: int


@dataclass(frozen=True, slots=True)
class Report:
    """All results of one submission."""

    assignment: Assignment
    submission: Submission
    results: tuple[Result, ...]
    runs: tuple[RunResult, ...]
    environment: Environment
    elapsed: Mapping[str, float]
    """Seconds, by what they were spent on."""
    mistakes: Mapping[str, tuple[Mistake, ...]] = field(default_factory=dict)
    """Exercise -> the known mistakes that answer as the submission does."""
    provided: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Exercise -> others of its file that were ours, as the submission's fail."""
    complete: bool = True
    """False in a student's version of an assignment that hides something."""
