"""What the frame does with a fault nobody foresaw."""

import traceback
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lus_stats.ui import cache, frame

ROW = "-".join(["rad", "innehåll"])  # so that the source line a log quotes does not hold it


def test_a_fault_is_logged_without_its_text(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """Streamlit logs an exception's own text, and a frame library's may quote the row it stumbled on."""

    def fails() -> None:
        raise ValueError(ROW)

    monkeypatch.setenv("LUS_DATA", str(tmp_path))
    monkeypatch.setattr(cache, "choices", fails)
    shown = AppTest.from_file(frame.__file__, default_timeout=120).run()
    logged = "".join(capsys.readouterr())
    assert len(shown.exception) == 1
    assert "ValueError" in logged
    assert ROW not in logged + str(shown.exception)


def test_the_place_is_kept():
    try:
        raise ValueError(ROW)
    except ValueError as error:
        known = frame.without_text(error)
    assert "test_the_place_is_kept" in "".join(traceback.format_tb(known.__traceback__))
