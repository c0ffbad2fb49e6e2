"""What a store's files say when they cannot be read: a refusal in words, and a second look where one went (D92)."""

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Concatenate, Final, ParamSpec, TypeVar

import polars as pl

from lus_stats.errors import Refused
from lus_stats.store import layout
from lus_stats.store.catalogue import Store
from lus_stats.store.folder import DataFolder
from lus_stats.store.places import fault, where
from lus_stats.store.verify import verify

_UNREADABLE: Final = "Det går inte att läsa {where}: {what}. {cure}"
_GONE: Final = "Lagret i {root} ändrades medan det lästes. Försök igen; händer det igen, kör `lus verify`."
_DAMAGED: Final = "Lagret är skadat: {path} {message}. Kör `lus verify` för att se allt som är fel."

_P = ParamSpec("_P")
_T = TypeVar("_T")


class _GoneError(Refused):
    """A file is not there that was there a moment ago: pruned, or taken back."""


def asked_of_the_store(
    question: Callable[Concatenate[DataFolder, _P], _T],
) -> Callable[Concatenate[DataFolder, _P], _T]:
    """A question that looks a second time where a file has gone meanwhile, and says what cannot be read."""

    @functools.wraps(question)
    def asked(folder: DataFolder, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        with contextlib.suppress(_GoneError), readable(folder.store), layout.one_look():
            return question(folder, *args, **kwargs)
        layout.look_again(folder.store.root)
        with readable(folder.store), layout.one_look():
            return question(folder, *args, **kwargs)

    return asked


@contextlib.contextmanager
def readable(store: Store) -> Iterator[None]:
    """Read a store's files.

    Errors: Refused for what is wrong with them; a fault of our own stays one.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise _GoneError(_GONE.format(root=store.root)) from error
    except OSError as error:
        store.root.look_again()
        list(store.root.files())  # an object store that no longer answers says so itself
        what, cure = fault(error)
        raise Refused(_UNREADABLE.format(where=where(error, str(store.root)), what=what, cure=cure)) from error
    except pl.exceptions.PolarsError as error:
        problems = verify(store)
        if not problems:
            raise
        raise Refused(_DAMAGED.format(path=problems[0].path, message=problems[0].message)) from error
