"""A mapping file's tables, read as strictly as the rules', with errors in Swedish: operators write mappings too."""

from dataclasses import dataclass
from typing import ClassVar

from lus_stats.rules.strict import SWEDISH, Table, Wording


@dataclass(frozen=True)
class MappingTable(Table):
    """One table of a mapping file: `karolin.toml: okänd nyckel 'frm', i columns.spår; menade du 'from'?`."""

    words: ClassVar[Wording] = SWEDISH

    def table(self, key: str) -> "MappingTable":
        """The table under a key, placed by its name; an empty one where there is none."""
        return MappingTable(self.get(key, dict, {}), self.file, f"{self.place}.{key}" if self.place else key)

    def one_or_several(self, key: str) -> tuple[str, ...]:
        """The value of a key: one text, or a list of distinct ones, none of them empty."""
        value = self.values.get(key, [])
        texts = (value,) if isinstance(value, str) else self.strings(key)
        if key in self.values and not all(text.strip() for text in texts or ("",)):
            raise self.error(f"{key!r} är tom")
        return texts
