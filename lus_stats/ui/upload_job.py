"""An import at work beside the page: it goes on, and is carried out once, however often the page is drawn meanwhile."""

import threading
from collections.abc import Callable

from lus_stats.errors import LusError
from lus_stats.store import ImportReport

Progress = Callable[[str, int, int], None]
Work = Callable[[Progress], ImportReport]


class Job:
    """One import, tried or real. Streamlit ends a script at every click; an import must not end with it."""

    def __init__(self, work: Work, title: str) -> None:
        """Begin at once."""
        self.said, self.share = title, 0.0
        self.report: ImportReport | None = None
        self._refusal: LusError | None = None
        self._failure: BaseException | None = None
        self._work: Work | None = work
        self._thread = threading.Thread(target=self._run, name="import")
        self._thread.start()

    def _run(self) -> None:
        try:
            assert self._work is not None
            self.report = self._work(self._tell)
        except LusError as refusal:
            self._refusal = refusal
        except BaseException as failure:  # told to whoever waits, in the script's own thread
            self._failure = failure
        finally:
            self._work = None  # the files' content goes with it

    def _tell(self, what: str, done: int, total: int) -> None:
        self.said, self.share = what, done / total if total else 0.0

    def wait(self, seconds: float) -> bool:
        """Whether it is done, at the latest after that long."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def outcome(self) -> ImportReport | LusError:
        """What a finished import came to; a refusal is an outcome too.

        Errors: what nobody foresaw.
        """
        if self._failure is not None:
            raise self._failure
        done = self.report or self._refusal
        assert done is not None
        return done
