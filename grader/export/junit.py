"""JUnit XML: what GitLab, Jenkins and others show of a test run.

A `testsuite` a submission, a `testcase` a check; its class holds the submission's
name too, as GitLab takes the first of two cases that are called the same. There is
no official description. The common form: https://github.com/testmoapp/junitxml
GitLab's limits:
https://docs.gitlab.com/ci/testing/unit_test_reports
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from junitparser.junitparser import Result

from grader.export.reading import Graded
from grader.export.reports import Check, Run
from grader.report.words import clean

__all__ = ["render_junit"]

LONG = 1000
ERRORS = {"errored", "timed_out", "broken"}
"""Outcomes that are no answer: nothing was there to be compared."""


def render_junit(graded: Sequence[Graded]) -> bytes:
    """All checks of all submissions as XML in UTF-8."""
    tree = JUnitXml("grade")
    for one in graded:
        tree.add_testsuite(_suite(one))
    tree.update_statistics()
    # That counts, and takes the times of cases, which nobody has measured.
    for suite, one in zip(tree, graded, strict=True):
        suite.time = one.report.elapsed.total if one.report else 0.0
    tree.time = round(sum(suite.time for suite in tree), 2)
    out = io.BytesIO()
    tree.write(out)
    return out.getvalue()


def _suite(one: Graded) -> TestSuite:
    row, report = one.row, one.report
    suite = TestSuite(clean(row.name))
    if report is None:
        case = TestCase("graded", clean(row.name))
        case.result = [Error(clean(row.problem, LONG), "not_graded")]
        suite.add_testcase(case)
        return suite
    suite.add_property("core", f"{row.core:g} / {row.core_out_of:g}")
    suite.add_property("extension", f"{row.extension:g} / {row.extension_out_of:g}")
    suite.add_property("provisional", "yes" if row.provisional else "no")
    group = f"{clean(row.name)}.{report.assignment}"
    for exercise in report.exercises:
        for check in exercise.checks:
            suite.add_testcase(_case(f"{group}.{exercise.name}", check))
    for run in report.accuracy:
        suite.add_testcase(_case(f"{group}.accuracy", run))
    return suite


def _case(group: str, found: Check | Run) -> TestCase:
    title = found.title if isinstance(found, Check) else found.name
    case = TestCase(clean(found.name), clean(group))
    said = clean(found.message or title, LONG)
    result: Result
    if found.outcome == "passed":
        return case
    if found.outcome == "not_run":
        result = Skipped("Nobody asked for it.")
    else:
        kind = Error if found.outcome in ERRORS else Failure
        result = kind(said, found.outcome)
        result.text = _details(title, found)
    case.result = [result]
    return case


def _details(title: str, found: Check | Run) -> str:
    lines = [title, f"{found.points:g} / {found.out_of:g} points"]
    if isinstance(found, Check) and (shown := found.counterexample):
        lines += [f"{name} = {value}" for name, value in shown.inputs.items()]
        lines += [f"{shown.call}: {shown.answer}", f"expected: {shown.expected}"]
    return "\n".join(clean(line, LONG) for line in lines)
