"""Who reads: the role, its scope, and what it may see. It goes into every read."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The three kinds of reader (rules.md §1)."""

    REGION = "region"
    MUNICIPALITY = "municipality"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Viewer:
    """One reader. `scope` is the region's county, the municipality's own code, or the network's county."""

    role: Role
    scope: str

    def sees_small(self, county: str, municipality: str | None = None) -> bool:
        """Whether figures of 1–4 episodes are shown to this reader."""
        if self.role is Role.REGION:
            return county == self.scope
        return self.role is Role.MUNICIPALITY and municipality == self.scope

    def sees_rows(self, municipality: str) -> bool:
        """Whether this reader may open the municipality's single episodes."""
        if self.role is Role.REGION:
            return municipality[:2] == self.scope
        return self.role is Role.MUNICIPALITY and municipality == self.scope

    @property
    def county(self) -> str:
        """The county the reader belongs to."""
        return self.scope[:2]

    @property
    def key(self) -> str:
        """The reader as a link names it: `region-18`."""
        return f"{self.role}-{self.scope}"

    @classmethod
    def from_key(cls, key: str) -> "Viewer":
        """Read back what `key` wrote.

        Errors: ValueError for anything else.
        """
        role, _, scope = key.partition("-")
        digits = 4 if role == Role.MUNICIPALITY else 2
        if len(scope) != digits or not scope.isascii() or not scope.isdigit():
            raise ValueError(key)
        return cls(Role(role), scope)
