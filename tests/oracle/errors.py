"""What the oracle says where the command line answers 3 or 2."""


class OracleRefused(Exception):
    """Refused, nothing written (exit code 3)."""


class OracleWrongCall(Exception):
    """A wrong call (exit code 2)."""
