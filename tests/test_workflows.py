"""Results for Gradescope, GitHub, Classroom 50 and GitLab, by their descriptions."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.conftest import LEAKY, ROOT
from tests.test_export import change, export, report_of

VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
# https://gradescope-autograders.readthedocs.io/en/latest/specs/, "Output format".
GRADESCOPE = {
    "type": "object",
    "required": ["score", "tests"],
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "tests": {
            "type": "array",
            "items": {
                "required": ["score", "max_score", "name"],
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "name_format": FORMAT,
                    "output": {"type": "string"},
                    "output_format": FORMAT,
                    "visibility": VISIBILITY,
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
# https://github.com/testmoapp/junitxml: elements, and those of their attributes we use.
JUNIT = {
    "testsuites": {"name", "time", "tests", "failures", "errors", "skipped"},
    "testsuite": {"name", "time", "tests", "failures", "errors", "skipped"},
    "properties": set(),
    "property": {"name", "value"},
    "testcase": {"name", "classname"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
}


def test_gradescope_gets_results_in_its_form(results, tmp_path):
    change(results, "Lee", provisional=True)
    folder = tmp_path / "gradescope"

    export(results, "--to", "gradescope", "-o", folder)

    found = {path.name: json.loads(path.read_text()) for path in folder.iterdir()}
    (bo,) = [data for name, data in found.items() if "bo-ng" in name]
    jsonschema.validate(bo, GRADESCOPE)
    assert bo["score"] == 1
    assert sum(test["score"] for test in bo["tests"]) == 1
    assert sum(test["max_score"] for test in bo["tests"]) == 6
    assert "X = -1" in bo["tests"][0]["output"]
    without = [d for n, d in found.items() if "lee" in n or "zoe" in n]
    assert len(without) == 2
    assert all("score" not in data and "tests" not in data for data in without)


def test_junit_has_a_suite_a_submission_and_a_case_a_check(results):
    written, _ = export(results, "--to", "junit")

    root = ET.fromstring(written)
    for element in root.iter():
        assert set(element.attrib) <= JUNIT[element.tag], element.tag
    names = [suite.get("name") for suite in root]
    assert names[0] == "=cmd()]]><b> &"
    for kind in ("failure", "error", "skipped"):
        plural = {"failure": "failures", "error": "errors"}.get(kind, kind)
        assert int(root.get(plural)) == len(list(root.iter(kind)))
    assert int(root.get("tests")) == len(list(root.iter("testcase")))
    bo = root[names.index("Bo Ng")]
    failures = {case.get("name") for case in bo if case.find("failure") is not None}
    assert "relu_is_the_larger_of_x_and_0" in failures
    cases = [
        (case.get("classname"), case.get("name")) for case in root.iter("testcase")
    ]
    assert len(cases) == len(set(cases))


def test_one_report_is_exported_like_a_class(graded_class, tmp_path):
    report = report_of(graded_class, "bo-ng")

    junit, _ = export(report, "--to", "junit")
    results, _ = export(report, "--to", "gradescope")

    assert [suite.get("name") for suite in ET.fromstring(junit)] == ["Bo Ng"]
    jsonschema.validate(json.loads(results), GRADESCOPE)


@pytest.fixture
def autograder(tmp_path) -> Path:
    """What Gradescope makes of our archive, with a folder in place of its root."""
    packed = tmp_path / "autograder.zip"
    course = ROOT / "examples" / "linear"
    export("--to", "gradescope-autograder", "--assignment", course, "-o", packed)
    root = tmp_path / "autograder"
    with zipfile.ZipFile(packed) as archive:
        modes = {i.filename: i.external_attr >> 16 for i in archive.infolist()}
        archive.extractall(root / "source")
    assert modes["setup.sh"] == modes["run_autograder"] == stat.S_IFREG | 0o755
    shutil.copy(root / "source" / "run_autograder", root)
    return root


def run_autograder(root: Path) -> tuple[int, dict]:
    scripts = sysconfig.get_path("scripts")
    environment = {
        **os.environ, "GRADER_AUTOGRADER": str(root),
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, root / "run_autograder"], env=environment, cwd=root
    )
    return done.returncode, json.loads((root / "results/results.json").read_text())


def test_the_autograder_grades_a_submission(autograder):
    shutil.copytree(ROOT / "examples/linear/solutions", autograder / "submission")

    code, data = run_autograder(autograder)

    assert code == 0
    jsonschema.validate(data, GRADESCOPE)
    assert data["score"] == sum(test["max_score"] for test in data["tests"]) > 0


def test_the_autograder_gives_no_score_where_it_cannot_grade(autograder):
    (autograder / "submission").mkdir()
    shutil.rmtree(autograder / "source" / "assignment" / "checks")

    code, data = run_autograder(autograder)

    assert code == 1
    assert "score" not in data
    assert "tests" not in data
    assert data["output"].startswith("This submission could not be graded.")


def test_setup_is_a_script_that_bash_can_read():
    script = ROOT / "grader" / "export" / "autograder" / "setup.sh"

    subprocess.run(["bash", "-n", script], check=True)


def blocks(language: str) -> list[str]:
    """The pieces of docs/platforms.md in a language."""
    page = (ROOT / "docs" / "platforms.md").read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.M | re.S)


def here(tmp_path: Path) -> dict[str, str]:
    """A repository's folder with an answer, and an environment with `grade` in it."""
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "activations.py").write_text(LEAKY, "utf-8")
    scripts = tmp_path / "bin"
    scripts.mkdir()
    # Only the check of one exercise, as a whole grading takes long.
    grade = f'#!/bin/sh\ncase "$1" in exercises) set -- "$@" {ONLY};; esac\n'
    (scripts / "grade").write_text(f'{grade}exec "{sys.executable}" -m grader "$@"\n')
    (scripts / "grade").chmod(0o755)
    return {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}


ONLY = "--only relu --no-accuracy"


def test_the_workflow_for_github_grades_and_leaves_its_files(tmp_path):
    workflow = yaml.safe_load(blocks("yaml")[0])
    steps = {step.get("name"): step for step in workflow["jobs"]["grade"]["steps"]}
    environment = here(tmp_path)
    environment["GITHUB_STEP_SUMMARY"] = str(tmp_path / "summary.md")
    bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]

    codes = [
        subprocess.run(
            [*bash, steps[name]["run"]], cwd=tmp_path, env=environment
        ).returncode
        for name in ("Grade", "Results")
    ]

    assert codes == [1, 0]  # the answer has fewer than 60 points
    assert json.loads((tmp_path / "report.json").read_text())["schema_version"] == 1
    assert ET.parse(tmp_path / "junit.xml").getroot().get("failures") == "3"
    assert "relu" in (tmp_path / "summary.md").read_text()
    assert yaml.safe_load(blocks("yaml")[1])["grade"]["artifacts"]["reports"]


def test_the_script_for_classroom_50_writes_its_result(tmp_path):
    (script,) = blocks("python")
    (tmp_path / "autograder.py").write_text(script, "utf-8")
    environment = {**here(tmp_path), "CLASSROOM": "nn", "ASSIGNMENT": "mlp"}

    subprocess.run(
        [sys.executable, "autograder.py"], cwd=tmp_path, env=environment, check=True
    )

    result = json.loads((tmp_path / "result.json").read_text())
    # https://github.com/foundation50/classroom50/wiki/Advanced-Autograding
    assert set(result) == {
        "schema", "classroom", "assignment", "submission", "commit", "release",
        "review", "datetime", "score", "max-score", "tests",
    }  # fmt: skip
    assert (result["score"], result["max-score"]) == (1, 6)
    assert result["tests"] == [
        {"test-name": "core", "passed": False, "exact": 1, "score": 1, "max-score": 6}
    ]
