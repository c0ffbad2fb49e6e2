"""What the words of a column likely mean in a field."""

from typing import Final

from lus_stats import schema
from lus_stats.store.mapping.drafting.names import WORDS
from lus_stats.store.mapping.drafting.profile import Profile
from lus_stats.store.mapping.words import word_key, words_of

_MEANT: Final = {
    ours: {word_key(word) for word in (ours, *said.replace(", ", ",").split(","))} for ours, said in WORDS.items()
}


def meanings(field: schema.Field, column: Profile) -> dict[str, str]:
    """Those of a column's words that are known in a field, and which canonical word each is."""
    found = {}
    for word in column.words:
        meant = next((ours for ours in words_of(field) if word_key(word) in _MEANT[ours]), None)
        if meant:
            found[word] = meant
    return found
