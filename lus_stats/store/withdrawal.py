"""Files out of the store, so that what is left is whole at every moment and `verify` knows what is gone on purpose.

What is to go is listed first, in `checksums/`, ending in `.pruning`; then the files go, in the list's order; then the
list is kept, ending in `.pruned`. Whoever writes in the store next completes a withdrawal that was killed (D87).
"""

import hashlib
from collections.abc import Sequence

from lus_stats.store.layout import Group, placed
from lus_stats.store.places import Place
from lus_stats.store.sums import FINISHED, PENDING, PRUNED, PRUNING, Pair, as_list, checksum_lines, listed, new_list


def withdraw(root: Place, files: Sequence[str]) -> None:
    """Remove files, in this order; only for the one who writes there alone.

    Errors: OSError or Refused; what is left then goes the next time.
    """
    if not files:
        return
    name = new_list() + PRUNING
    root.create([(name, as_list(_sums(root, files)))])
    _complete(root, name)


def settle_withdrawals(root: Place) -> None:
    """Complete those that were killed; only for the one who writes there alone."""
    for name, pairs in list(listed(root, [found.name for found in root.files()], PRUNING)):
        if pairs is not None:  # a damaged one is left for `verify` to tell of
            _complete(root, name)


def highest_withdrawn(root: Place) -> dict[Group, int]:
    """The highest revision that each group has lost, so that no number is given twice."""
    highest: dict[Group, int] = {}
    for _, pairs in listed(root, [found.name for found in root.files()], PRUNING, PRUNED):
        for _, file in pairs or ():
            known = placed(file)
            if known is not None:
                group, revision = known
                highest[group] = max(revision, highest.get(group, 0))
    return highest


def _sums(root: Place, files: Sequence[str]) -> list[Pair]:
    """What the lists say that the files' sums are, and what they are: a damaged file is gone on purpose too."""
    said: dict[str, list[str]] = {file: [hashlib.sha256(root.read(file)).hexdigest()] for file in files}
    for _, pairs in listed(root, [found.name for found in root.files()], FINISHED, PENDING):
        for digest, file in pairs or ():
            if file in said and digest not in said[file]:
                said[file].append(digest)
    return [(digest, file) for file in files for digest in said[file]]


def _complete(root: Place, name: str) -> None:
    content = root.read(name)
    root.remove(dict.fromkeys(file for _, file in checksum_lines(content)))
    finished = name.removesuffix(PRUNING) + PRUNED
    if finished not in {found.name for found in root.files()}:
        root.create([(finished, content)])
    root.remove([name])
