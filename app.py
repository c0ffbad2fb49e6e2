"""The app, for `streamlit run app.py` and for any ASGI server; `lus serve` starts the same one."""

import streamlit as st

from lus_stats.ui import serving

serving.configure()
app = st.App(serving.SCRIPT, **serving.parts())
