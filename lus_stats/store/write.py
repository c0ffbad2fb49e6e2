"""Revisions into the store, whole or not at all; a name that is taken is never overwritten.

Each import leaves a list of its files' SHA-256 sums in `checksums/`, in sha256sum's own format: a list apart from the
files finds damage anywhere in them, their footers too, and a file that is gone; and one list costs one sync instead of
hundreds. The list is there before the files have their names, ending in `.pending` until all of them have; so an import
that was killed halfway is known as such, and the next one strikes what never came from its list.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence, Set
from io import BytesIO
from typing import Final, NamedTuple
from uuid import uuid4

import polars as pl

from lus_stats.errors import Refused
from lus_stats.store.footer import Footer
from lus_stats.store.places import Place, fault
from lus_stats.store.sums import FINISHED, PENDING, as_list, checksum_lines, new_list
from lus_stats.store.withdrawal import settle_withdrawals

_TAKEN: Final = "Versionen {file} skrevs av en annan import under tiden; inget skrevs av den här. Kör importen igen."
_HALFWAY: Final = (
    "Importen till {root} avbröts halvvägs, och en del av månaderna kan ha blivit skrivna, var och en hel. {why} "
    "Kör sedan samma import igen: det som redan finns skrivs inte en gång till."
)

Progress = Callable[[str, int, int], None]
"""Called with what is being done (in Swedish), how much of it is done, and how much there is."""


class NewFile(NamedTuple):
    """A file to be: its path from the store's root, its rows and its footer."""

    file: str
    rows: pl.DataFrame
    footer: Footer


@contextlib.contextmanager
def sole_writer(root: Place, *beside: Place) -> Iterator[None]:
    """Be the only one writing in a store and the folders beside it; what a killed import left is put in order first.

    Errors: Refused where another import goes on for long.
    """
    with root.sole_writer():
        for place in (root, *beside):
            place.sweep()
        _settle_lists(root)
        settle_withdrawals(root)
        yield


def publish(root: Place, new: Sequence[NewFile], progress: Progress | None = None) -> None:
    """Write files and give them their names, all or none of them.

    Errors: Refused where a name is taken, and where what was written could not be taken back; OSError.
    """
    told = progress or (lambda *_: None)
    contents = []
    for done, made in enumerate(new):
        told("Skriver", done, len(new))
        contents.append((made.file, _as_parquet(made)))
    told("Skriver", len(new), len(new))
    sums = as_list([(_sum(content), file) for file, content in contents])
    listed = new_list()
    root.create([(listed + PENDING, sums)])
    try:
        root.create(contents)
    except BaseException as error:
        if _remains(root, listed + PENDING):
            raise Refused(_HALFWAY.format(root=root, why=_why(error))) from error
        if isinstance(error, FileExistsError):
            raise Refused(_TAKEN.format(file=error.filename)) from None
        raise
    _finish(root, listed, sums)


def _finish(root: Place, listed: str, sums: bytes) -> None:
    """Every file has its name, so the import is done; a list that cannot be finished is so by the next (D90)."""
    with contextlib.suppress(OSError, Refused):
        try:
            root.create([(listed + FINISHED, sums)])
        except FileExistsError:  # an importer that took this one for dead has settled its list too soon
            root.create([(f"{listed}-{uuid4().hex[:12]}{FINISHED}", sums)])
        root.remove([listed + PENDING])


def _remains(root: Place, pending: str) -> bool:
    """Whether any file of a failed import is left, or nobody can tell; its list then says which."""
    try:
        root.look_again()
        return _settled(root, pending, {found.name for found in root.files()})
    except (OSError, Refused):
        return True


def _why(error: BaseException) -> str:
    """What went wrong, as a sentence."""
    if isinstance(error, OSError):
        said = fault(error)
        return f"{said.what.capitalize()}. {said.cure}"
    return str(error) if isinstance(error, Refused) else "Importen avbröts."


def _as_parquet(made: NewFile) -> bytes:
    content = BytesIO()
    made.rows.write_parquet(content, compression="zstd", statistics=True, metadata=made.footer.metadata())
    return content.getvalue()


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _settle_lists(root: Place) -> None:
    """Let the list of each import that was killed say what became of it."""
    held = {found.name for found in root.files()}
    for name in sorted(held):
        if name.endswith(PENDING):
            _settled(root, name, held)


def _settled(root: Place, pending: str, held: Set[str]) -> bool:
    """Strike what never came from a list, and tell whether anything did."""
    try:
        listed = checksum_lines(root.read(pending))
    except ValueError:
        return True  # damaged: it is left for `verify` to tell of
    came = [(digest, file) for digest, file in listed if file in held and _sum(root.read(file)) == digest]
    finished = pending.removesuffix(PENDING) + FINISHED
    if came and finished not in held:
        root.create([(finished, as_list(came))])
    root.remove([pending])
    return bool(came)
