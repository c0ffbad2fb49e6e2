"""The moments at which an import asks the system for something that lasts: where it may die, or be refused."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

LASTING = ("open", "mkdir", "link", "fsync", "unlink", "rmdir", "rename")


@contextmanager
def watched(then: Callable[[int, str], None]) -> Iterator[None]:
    """Before each such call: its number, from 1, and its name."""
    real = {name: getattr(os, name) for name in LASTING}
    lock, number = threading.Lock(), [0]

    def before(name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            with lock:
                number[0] += 1
                own = number[0]
            try:
                then(own, name)
            except OSError as error:
                raise OSError(error.errno, error.strerror, arguments[0]) from None
            return real[name](*arguments, **options)

        return call

    for name in LASTING:
        setattr(os, name, before(name))
    try:
        yield
    finally:
        for name in LASTING:
            setattr(os, name, real[name])


def dying_at(moment: int) -> Callable[[int, str], None]:
    """Go the way of `kill -9` just before that call."""

    def then(number: int, name: str) -> None:
        del name
        if number == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    return then


def refusing(error: int, at: int, last: int | None = None) -> Callable[[int, str], None]:
    """Refuse the calls from one to another (or to the end) with that error."""

    def then(number: int, name: str) -> None:
        del name
        if at <= number and (last is None or number <= last):
            raise OSError(error, os.strerror(error))

    return then
