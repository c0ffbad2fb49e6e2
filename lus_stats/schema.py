"""The columns of an episode: as the canonical file names them, and as the store keeps them."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import dataframely as dy
import polars as pl

from lus_stats.vocabulary import CARE_FORM, OUTPATIENT, TRACK, CareForm, Outpatient, Track

PREPARATION_VERSION: Final = 1  # D9: raised when a prepared column or a criterion changes meaning


class Field(NamedTuple):
    """One column of the canonical file."""

    header: str
    name: str
    dtype: pl.DataType
    required: bool = False


MOMENT: Final = pl.Datetime("us")

FIELDS: Final = (
    Field("vårdtillfälle", "episode_id", pl.String(), required=True),
    Field("kommunkod", "municipality_code", pl.String(), required=True),
    Field("stadsdelsområde", "district", pl.String()),
    Field("vårdform", "care_form", CARE_FORM, required=True),
    Field("sjukhus", "hospital", pl.String()),
    Field("spår", "track", TRACK),
    Field("inskriven", "admitted_at", MOMENT, required=True),
    Field("inskrivningsmeddelande", "admission_notice_at", MOMENT),
    Field("beräknad_utskrivning", "estimated_discharge_on", pl.Date()),
    Field("fast_vårdkontakt", "care_contact_at", MOMENT),
    Field("sip_krävs", "sip_required", pl.Boolean()),
    Field("sip_kallelse", "sip_called_at", MOMENT),
    Field("utskrivningsklar", "ready_at", MOMENT, required=True),
    Field("underrättelse", "ready_notice_at", MOMENT),
    Field("hemgångsklar", "home_ready", pl.Boolean()),
    Field("öppenvård_tillgänglig", "outpatient_available", OUTPATIENT),
    Field("utskriven", "discharged_at", MOMENT),
    Field("registrerad", "registered_at", MOMENT, required=True),
)
"""The canonical layout, in its order (rules.md §2)."""

HEADERS: Final[Mapping[str, Field]] = {field.header: field for field in FIELDS}


class Episode(dy.Schema):
    """One valid episode, before anything is prepared. Whether it is *right* against registers is the importer's."""

    episode_id = dy.String(nullable=False, min_length=1)
    municipality_code = dy.String(nullable=False, regex=r"^[0-9]{4}$")
    district = dy.String(nullable=True)
    care_form = dy.Enum(CareForm, nullable=False)
    hospital = dy.String(nullable=True)
    track = dy.Enum(Track, nullable=True)
    admitted_at = dy.Datetime(nullable=False, time_unit="us")
    admission_notice_at = dy.Datetime(nullable=True, time_unit="us")
    estimated_discharge_on = dy.Date(nullable=True)
    care_contact_at = dy.Datetime(nullable=True, time_unit="us")
    sip_required = dy.Bool(nullable=True)
    sip_called_at = dy.Datetime(nullable=True, time_unit="us")
    ready_at = dy.Datetime(nullable=False, time_unit="us")
    ready_notice_at = dy.Datetime(nullable=True, time_unit="us")
    home_ready = dy.Bool(nullable=True)
    outpatient_available = dy.Enum(Outpatient, nullable=True)
    discharged_at = dy.Datetime(nullable=True, time_unit="us")
    registered_at = dy.Datetime(nullable=False, time_unit="us")

    @dy.rule()
    def ready_after_admission(cls) -> pl.Expr:
        """`utskrivningsklar` is not before `inskriven`."""
        return pl.col("ready_at") >= pl.col("admitted_at")

    @dy.rule()
    def discharged_after_admission(cls) -> pl.Expr:
        """`utskriven` is not before `inskriven`; a patient still in hospital passes."""
        return (pl.col("discharged_at") >= pl.col("admitted_at")).fill_null(True)

    @dy.rule()
    def discharged_after_ready(cls) -> pl.Expr:
        """`utskriven` is not before `utskrivningsklar`; a patient still in hospital passes."""
        return (pl.col("discharged_at") >= pl.col("ready_at")).fill_null(True)

    @dy.rule()
    def district_only_in_stockholm(cls) -> pl.Expr:
        """Only the City of Stockholm (0180) has districts."""
        return pl.col("district").is_null() | (pl.col("municipality_code") == "0180")


class PreparedEpisode(Episode):
    """What the store keeps: an episode with everything that no agreement decides worked out once (D9).

    Shape: one row per episode; null month and discharge date while still in hospital.
    """

    county = dy.String(nullable=False, regex=r"^[0-9]{2}$")
    month = dy.Date(nullable=True)
    clock_on = dy.Date(nullable=False)
    clock_second = dy.Int32(nullable=False, min=0, max=86_399)
    discharged_on = dy.Date(nullable=True)
    registered_on = dy.Date(nullable=False)
    criteria_facts = dy.UInt8(nullable=False)
