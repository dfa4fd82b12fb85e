"""What differs between two runs, by their records."""

from pipeline.core.changes import Reason
from pipeline.runs.changes import causes, changed_versions
from pipeline.runs.record import RunRecord


def recorded(**versions):
    return RunRecord(key="", report={}, files={}, versions=versions)


def test_only_packages_that_both_runs_used_have_changed_their_version():
    old = recorded(numpy="2.3", onnx="1.23", scipy="1.17")
    new = recorded(numpy="2.4", scipy="1.17", rich="13")
    assert list(changed_versions(new, old)) == [Reason("version", ("numpy",), old="2.3", new="2.4")]


def test_a_cause_may_also_be_a_package_that_one_of_them_used():
    found = list(causes(recorded(rich="13"), recorded(onnx="1.23"), ""))
    assert found == [
        Reason("version", ("onnx",), old="1.23"),
        Reason("version", ("rich",), new="13"),
    ]
