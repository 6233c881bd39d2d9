"""Findings -> sentences. The one place where a failure becomes words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from grader.model import Finding, Mistake, Outcome
from grader.report.language import Say, in_english

__all__ = [
    "LOADING",
    "OBVIOUS",
    "OUTCOMES",
    "SIGNS",
    "UNKNOWN",
    "WORDS",
    "clean",
    "diagnoses",
    "message",
]

OUTCOMES = {
    Outcome.PASSED: "passed",
    Outcome.PASSED_SHOWN: "passed what is shown",
    Outcome.PARTIAL: "partly right",
    Outcome.FAILED: "failed",
    Outcome.ERRORED: "error",
    Outcome.TIMED_OUT: "out of time",
    Outcome.NOT_STARTED: "not started",
    Outcome.NOT_RUN: "not run",
    Outcome.BROKEN: "our fault",
}

SIGNS = {
    Outcome.PASSED: "✓",
    Outcome.PASSED_SHOWN: "✓",
    Outcome.PARTIAL: "◐",
    Outcome.FAILED: "✗",
    Outcome.ERRORED: "!",
    Outcome.TIMED_OUT: "…",
    Outcome.NOT_STARTED: "○",
    Outcome.NOT_RUN: "-",
    Outcome.BROKEN: "?",
}
"""Beside the word for an outcome, so that a column of them can be skimmed."""

WORDS: Mapping[str, str] = {
    # what came back
    "type": "You returned {got}{of}; a different type is expected.",
    "shape": "The shape{of} is {got}; it should be {want}.",
    "dtype": "The dtype{of} is {got}; it should be {want}, as that of the input.",
    "value": "{wrong} of {total} values{of} differ: {where} it is {got}, "
    "expected {want}.",
    "gradient": "{wrong} of {total} values differ in {what}: {where} it is {got}, "
    "expected {want}.",
    "extreme": "Far out the answer is {got}, expected {want}: no NaN, no inf, "
    "and no rounding to 0 or 1 too early.",
    "again": "Called again, it answers {got} where {want} is right: calls depend on "
    "each other, or an earlier answer was overwritten.",
    "eval": "Without training the values of X are expected, and {where} it is {got} "
    "instead of {want}.",
    "dropped": "At {index} it is {got}; an element that is not dropped is "
    "X / (1 - p), here {want}.",
    "params": "After the training the parameter {what} is {got} {where} where "
    "{want} is right.",
    "moved": "The evaluation changed a parameter {where} from {want} to {got}.",
    "touched": "A layer that is no nn.Linear was changed {where}.",
    "classes": "Class {got} was predicted {where} where {want} has the largest score.",
    "grad_changed": "The gradient itself was changed {where}, from {want} to {got}.",
    "number": "The number{of} is {got}; {want} is right.",
    "items": "You returned {got}{of}; a list or tuple of {want} is expected.",
    # what a function did besides
    "changed": "The input was changed by the call. Work on a copy.",
    "requires_grad": "The call switched requires_grad of its input.",
    "seeds": "The global random generator was seeded, which changes everybody's numbers.",
    "grad_mode": "Gradient recording was left switched differently than before.",
    "default_dtype": "torch's default dtype was changed.",
    "no_graph": "No gradient{reaches}: the answer has lost its graph.",
    "no_grad_collected": "{what} collects no gradient: it must be a leaf tensor with "
    "requires_grad.",
    "autograd": "Here the derivative is to be written by hand, and automatic "
    "differentiation is used: {place}  {line}",
    "inference": "With autograd switched off it raises {type}{says}{at}",
    "by_machine": "With automatic differentiation switched off the answer is another "
    "one; here the derivative is to be written by hand.",
    "flaky": "The answer is not the same for the same input.",
    # statistics
    "mean": "The mean of {what} is too far from 0 for chance.",
    "std": "The standard deviation of {what} is not the one asked for.",
    "not_normal": "The values of {what} are not from a normal distribution.",
    "repeats": "The values of {what} repeat: each is to be drawn on its own.",
    "same_weights": "W1 and W2 hold the same values.",
    "same_twice": "Two calls give the same {what}.",
    "share": "The share of zeros is too far from p for chance.",
    "exact": "The number of zeros never varies: each element is to be dropped on its own.",
    "share_a_mask": "Elements are not dropped on their own: one {what} depends on another.",
    "not_refused": "p is no probability, and nothing was raised.",
    # modules
    "replaced": "The parameters were replaced by new ones; fill them in place.",
    "not_sequential": "The answer is no nn.Sequential.",
    "layers": "The layers are not those asked for.",
    "no_bias": "A Linear layer has no bias.",
    "shared": "Two instances share their parameters.",
    "not_module": "The class is no nn.Module.",
    "parameters": "The parameters registered do not fit the sizes asked for.",
    # splitting
    "part_size": "The size of {what} is too small.",
    "not_a_partition": "The parts together are not each index once.",
    "same_seed": "The same seed gives another split.",
    "default_seed": "Without a seed it should be the split of seed 0.",
    "same_split": "Another seed gives the same part.",
    "sorted": "The indices of {what} are in order: they should be a random permutation.",
    "not_mixed": "{what} is not drawn from all indices.",
    # training
    "graph_in_numbers": "A number returned still carries a graph; take `.item()` or "
    "`float()` of it.",
    "learning_rate": "The learning rate was changed.",
    "passes": "Each epoch should go through train_iter once.",
    "not_leaf": "The parameters are no leaf tensors any more: update them in place.",
    # loading
    "stub": "`{name}` in `{file}` is still the stub.",
    "missing": "`{file}` has no `{name}`. Define it there, or restore the stub.",
    "missing_file": "There is no `{file}`. Restore it with `grade init`.",
    "not_callable": "`{name}` in `{file}` is not a function or a class.",
    "unreadable": "`{file}` cannot be read: {reason}.",
    "too_large": "`{file}` is too large to be a Python file ({size}); at most {most} is read.",
    "twice": "`{file}` is there twice. Keep the one that counts.",
    "not_utf8": "`{file}` is not UTF-8 text (line {line}). Save it as UTF-8.",
    "null_bytes": "`{file}` holds a null byte (line {line}): it is not a text file.",
    # the worker
    "raised": "{type}{says}{at}",
    "slow": "Stopped after {seconds} s of computing{line_of}. Is there a loop that does not end?",
    "slept": "Stopped after {seconds} s of waiting{line_of}. Does the code wait for something?",
    "much_memory": "Stopped: it took more than 2 GB of memory.",
    "much_threads": "Stopped: it started more than 64 threads.",
    "much_output": "Stopped: one call printed more than 16 MB.",
    "died": "The process ended while the code ran{by}.",
    "forged": "The process answered with something that is no answer.",
    "odd": "What came back is nothing that this check can look at.",
    "broken": "This is our error, not yours, and costs you nothing: {error}",
    # accuracy runs
    "needs": "The run needs {names}.",
    "run_parameters": "The parameters of `{name}` do not fit {sizes}, so the run cannot "
    "set its start values.",
    "off_course": "Off course from epoch {epoch}: with the same start and the same "
    "batches the parameters have strayed by {distance} of the way they go; rounding "
    "accounts for {bound} at most. {batches}",
    "off_course_late": "Off course from epoch {epoch}: with the same start and the same "
    "batches the parameters have strayed by {distance} of the way they go; rounding "
    "accounts for {bound} at most. The first 32 updates are right.",
    "off_accuracy": "After epoch {epoch} the accuracy is {got}; with this start and these "
    "batches it is {want}.",
    "off_course_elsewhere": "The run itself is on course; from another start and with "
    "other batches, {updates} updates end elsewhere than they should.",
    "ignores_pieces": "The run itself is on course, but with another net, loss and "
    "optimizer `train` does not train those: use the arguments that it is given.",
    "run_epochs": "`train` went through the training set {got} times; {want} were asked.",
    "low_accuracy": "The accuracy at the end is {got}; with this start and these batches "
    "it is at least {want}.",
}  # fmt: skip

OBVIOUS: Mapping[str, str] = {
    "type": "wrong-type", "items": "wrong-length", "shape": "wrong-shape",
    "dtype": "wrong-dtype", "extreme": "wrong-far-out", "again": "keeps-state",
    "eval": "acts-without-training", "dropped": "wrong-scale",
    "changed": "changes-input", "requires_grad": "switches-requires-grad",
    "seeds": "seeds-generator", "grad_mode": "switches-recording",
    "default_dtype": "changes-default-dtype", "no_graph": "loses-graph",
    "no_grad_collected": "collects-no-gradient", "autograd": "uses-autograd",
    "by_machine": "uses-autograd", "inference": "uses-autograd",
    "flaky": "not-repeatable", "mean": "wrong-mean", "std": "wrong-std",
    "not_normal": "not-normal", "repeats": "repeats-values",
    "same_weights": "same-weights", "same_twice": "same-twice",
    "share": "wrong-share", "exact": "fixed-share", "share_a_mask": "shares-a-mask",
    "not_refused": "takes-any-p", "replaced": "replaces-parameters",
    "not_sequential": "not-sequential", "layers": "wrong-layers",
    "no_bias": "no-bias", "shared": "shares-parameters", "not_module": "not-a-module",
    "parameters": "wrong-parameters", "part_size": "part-too-small",
    "not_a_partition": "not-a-partition", "same_seed": "not-repeatable",
    "default_seed": "wrong-default-seed", "same_split": "ignores-seed",
    "sorted": "not-shuffled", "not_mixed": "not-shuffled",
    "moved": "moves-parameters", "touched": "touches-other-layers",
    "grad_changed": "changes-gradient", "graph_in_numbers": "returns-graph",
    "learning_rate": "changes-learning-rate", "passes": "wrong-number-of-passes",
    "not_leaf": "replaces-parameters",
}  # fmt: skip
"""Findings that are the mistake itself, whatever else is known of it: with an id."""

UNKNOWN = "None of the mistakes I know behaves like this, so I will not guess."

BLANKS = re.compile("[\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]")
"""Letters, by their class, that show nothing."""
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
ACCENTS = re.compile(f"({_MARK}{{2}}){_MARK}+")

ABOUT = (
    "the gradient of parameter {0}", "the gradient of {0}", "the bias of Linear {0}",
    "the weight of Linear {0}", "{0} of epoch {1}", "parameter {0}", "part {0}",
)  # fmt: skip
"""What a finding may be about, with names or numbers that are the same anywhere."""

ONE_VALUE = "The value{of} is {got}; {want} is expected."

IN_CELL = "code cell {cell}, line {cell_line} of `{notebook}`"

LOADING = {
    "load": "`{file}` cannot be loaded, so its exercises cannot be checked. ",
    "load_run": "The files of this run cannot be loaded. ",
}


def clean(text: str, limit: int = 300) -> str:
    """Make foreign text harmless: printable characters on one line, cut to a limit.

    Escape sequences, line breaks, marks that turn the direction of text and
    letters that look like nothing are replaced, accents beyond two on a letter
    left out; what is cut off is said to be.
    """
    plain = "".join(c if c.isprintable() else " " for c in text[: 20 * limit])
    plain = " ".join(ACCENTS.sub(r"\1", BLANKS.sub(" ", plain)).split())
    return plain if len(plain) <= limit else plain[: limit - 15] + " ... (cut here)"


def message(finding: Finding, say: Say = in_english) -> str:
    """One or two sentences on a finding, in the language that `say` speaks."""
    params = {key: clean(value) for key, value in finding.params.items()}
    if finding.kind in LOADING:
        inner = Finding(params.pop("why"), params)
        return say(LOADING[finding.kind]).format(**params) + message(inner, say)
    single = params.get("index") == "" and finding.kind in ("value", "gradient")
    words = say(ONE_VALUE if single else WORDS[finding.kind])
    return " ".join(words.format_map({**params, **_parts(params, say)}).split())


def diagnoses(mistakes: Sequence[Mistake], say: Say = in_english) -> list[str]:
    """What is said of the mistakes that were recognised; of two, that it is one."""
    told = [mistake.words[say.language] for mistake in mistakes]
    if len(told) < 2:
        return told
    return [
        say("Either: {text}").format(text=told[0]),
        *(say("Or: {text}").format(text=text) for text in told[1:]),
    ]


def _parts(params: Mapping[str, str], say: Say) -> dict[str, str]:
    """The parts of a sentence that depend on what is known."""

    def part(name: str, words: str, otherwise: str = "") -> str:
        chosen = words if params.get(name) else otherwise
        return say(chosen).format_map(known) if chosen else ""

    what = _about(params.get("what", ""), say)
    known = {**params, "what": what}
    cell = part("cell", IN_CELL)
    place = f"{cell}:" if cell else params.get("place", "")
    known |= {"cell": cell, "place": place}
    in_file = " in `{function}`, line {line} of `{file}`"
    in_cell = " in `{function}`, {cell}"
    right = params.get("right", "")
    first = "The very first update is wrong already."
    later = "The first {right} updates are right; by update {wrong} they are not."
    return {
        "of": part("what", " of {what}"),
        "reaches": part("what", " reaches {what}", " comes through"),
        "by": part("signal", " ({signal})"),
        "line_of": part("function", in_cell if cell else in_file),
        "place": place,
        "at": part("place", "  ({place}  {line})"),
        "says": part("message", ": {message}"),
        "what": what or say("the answer"),
        "where": part("index", "at {index}", "at the only place"),
        "batches": part("right", first if right == "0" else later),
    }


def _about(what: str, say: Say) -> str:
    """What a finding is about, in the reader's language; names stay as they are."""
    for text in ABOUT:
        pattern = re.sub(r"\\\{\d\\\}", r"(\\S+)", re.escape(text))
        if found := re.fullmatch(pattern, what):
            return say(text).format(*found.groups())
    return say(what) if what else ""
