"""Texts in memory, and runs of them that several tests share."""

import pandas as pd
import pytest
from in_memory import COLUMNS, FAST, THEMES

import planted
from pipeline import Themeline


@pytest.fixture(scope="package")
def frame():
    """Forty texts of four topics, with what stands beside them."""
    return pd.DataFrame(planted.rows())


@pytest.fixture(scope="package")
def line(tmp_path_factory):
    """One that writes into a folder of its own."""
    outputs = tmp_path_factory.mktemp("api") / "outputs"
    return Themeline(THEMES, name="planted", outputs=outputs, **FAST)


@pytest.fixture(scope="package")
def fitted(line, frame):
    """The run of the texts; nothing may be written into its folder."""
    return line.fit(frame, **COLUMNS)
