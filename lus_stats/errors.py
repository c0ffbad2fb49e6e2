"""The errors a reader meets: each message says what is wrong, where, and what to do about it."""


class LusError(Exception):
    """Anything the reader can do something about; its text is shown as it stands."""

    exit_code = 3


class WrongCall(LusError):
    """The call itself is wrong: an unknown code, a malformed month, a term that does not exist."""

    exit_code = 2


class Refused(LusError):
    """The call is right but cannot be carried out; nothing was written."""


class RulesError(LusError):
    """A rule file (agreement or amounts) is faulty; written in English for its author."""
