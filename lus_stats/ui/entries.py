"""The pages in the navigation's order. Apart from the frame, which Streamlit runs anew at each click."""

from dataclasses import dataclass
from typing import Final

from lus_stats.ui import opening


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its file, its name, its address, its heading, the filters only it has, and those it has no use for."""

    file: str
    title: str
    url_path: str
    section: str
    extra: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


DATA: Final = Entry("data.py", "Data", "data", "Drift")
ENTRIES: Final = (
    Entry("overview.py", "Läget", "laget", "Statistik"),
    Entry("municipality.py", "Kommun", "kommun", "Statistik", ("kommun", "stadsdelar")),
    Entry("criteria.py", "Kriterier", "kriterier", "Statistik", (opening.OR_ALL,)),
    Entry("trends.py", "Trender", "trender", "Statistik", ("indikator", "period", "jamfor", "axlar")),
    Entry("billing.py", "Fakturering", "fakturering", "Fakturering", (opening.OR_ALL, "grans")),
    Entry("what_if.py", "Tänk om", "tank-om", "Fakturering", ("period", opening.OR_ALL)),
    Entry("budget.py", "Budget", "budget", "Fakturering", ("kommun",)),
    Entry(
        "invoice_basis.py",
        "Fakturaunderlag",
        "fakturaunderlag",
        "Fakturering",
        (opening.WITH_A_BILL, "grans", "utfall"),
    ),
    Entry(
        "region_invoice.py",
        "Regionens faktura",
        "regionens-faktura",
        "Fakturering",
        (opening.WITH_A_BILL,),
        without=("vardform",),
    ),
    DATA,
    Entry("method.py", "Metod", "metod", "Om"),
)
