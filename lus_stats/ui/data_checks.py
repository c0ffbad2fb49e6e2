"""What has been read in, and whether the store's files are as they were written: the end of Data."""

from typing import Final

import polars as pl
import streamlit as st

from lus_stats.text import numbers
from lus_stats.ui import cache_data, tables, uploading, widgets
from lus_stats.ui.tables import Column
from lus_stats.ui.views import data_log

_VERIFY: Final = "Varje fil i lagret mot sin egen kontrollsumma, som lus verify."
_FAULTS: Final = (Column("file", "Fil"), Column("fault", "Fel"))


def draw(*, operator: bool) -> None:
    """What has been read in, and whether every file of the store is as it was written."""
    obstacle = uploading.obstacle(operator=operator)
    if obstacle:
        widgets.explain_empty("Importloggen visas bara för regionen på den egna datorn.", obstacle[1])
        return
    view = cache_data.log()
    if view.rows.is_empty():
        widgets.explain_empty("Inget har lästs in än.", "")
    else:
        with widgets.card("log", "Importlogg", view.subtitle):
            widgets.raw_html(tables.html_table(view.newest, data_log.COLUMNS, caption="Importlogg"))
            widgets.download("Ladda ner CSV", view.csv, "importlogg.csv", "text/csv")
    with widgets.card("verify", "Kontroll av filerna", _VERIFY):
        if st.button("Kontrollera nu", key="verify_now"):
            faults()


def faults() -> None:
    """What is wrong with the store's files, as `lus verify` says it; also where they cannot be read.

    Errors: Refused where others than this machine can reach the app.
    """
    with st.spinner("Kontrollerar filerna …"):
        found = cache_data.problems()
    if not found:
        st.success("Alla filer stämmer.")
        return
    rows = pl.DataFrame(found, schema={"file": pl.String, "fault": pl.String}, orient="row")
    st.error(f"{numbers.counted(len(found), 'fel', 'fel')} i lagret.")
    widgets.raw_html(tables.html_table(rows, _FAULTS, caption="Fel i lagret"))
