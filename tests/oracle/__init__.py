"""A second, blind implementation of the rules: plain Python, row by row, obvious rather than fast.

It shares no code with the engine and was written from the rule text alone, so that agreement between
the two says something.
"""

from tests.oracle.bill import bill
from tests.oracle.errors import OracleRefused, OracleWrongCall
from tests.oracle.intake import Intake, intake
from tests.oracle.register import Register, read
from tests.oracle.stats import stats

__all__ = [
    "Intake",
    "OracleRefused",
    "OracleWrongCall",
    "Register",
    "bill",
    "intake",
    "read",
    "stats",
]
