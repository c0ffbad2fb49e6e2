"""Lazy reads of exactly the files a question needs."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from lus_stats.schema import PreparedEpisode
from lus_stats.store.layout import Group
from lus_stats.store.places import Place
from lus_stats.store.revisions import EXTRACT, GROUP

if TYPE_CHECKING:
    from lus_stats.store.catalogue import Store


def episodes(root: Place, extracts: pl.DataFrame, columns: Sequence[str] = ()) -> pl.LazyFrame:
    """The episodes of some extracts, all prepared columns or those named.

    Needs (extracts): county, month, care_form, revision.
    Shape: one row per episode.
    """
    asked = extracts.select("county", "month", "care_form", "revision").rows()
    paths = [root.address(_file(county, month, care_form, revision)) for county, month, care_form, revision in asked]
    rows = _scan(paths) if paths else PreparedEpisode.create_empty().lazy()
    return rows.select(columns) if columns else rows


def in_hospital(files: pl.DataFrame) -> pl.LazyFrame:
    """The newest snapshot of each county and care form.

    Needs (files): as revisions.FILES.
    Shape: one row per patient still in hospital: the prepared columns, extracted_on.
    """
    newest = newest_snapshots(files)
    if newest.is_empty():
        return PreparedEpisode.create_empty().lazy().with_columns(extracted_on=pl.lit(None, dtype=pl.Date))
    return _scan(newest["path"].to_list())


def newest_snapshots(files: pl.DataFrame) -> pl.DataFrame:
    """The newest snapshot's file of each county and care form."""
    snapshots = files.filter("in_hospital").sort("county", "care_form", "extracted_on", "revision")
    return snapshots.group_by("county", "care_form", maintain_order=True).last()


def find_episode(store: "Store", episode_id: str) -> pl.DataFrame:
    """Where an episode lies: in newest revisions and frozen bases, and among patients still in hospital.

    Shape: one row per file that holds it, newest month first and then the highest revision; county, month (null
    while in hospital), care_form, revision, extracted_on, basis, late_after.
    """
    held = pl.concat([store.extracts("newest"), store.extracts("basis")]).unique()
    files = store.files()
    revisions = held.join(files.select(*GROUP, "revision", "path"), on=[*GROUP, "revision"], validate="1:1")
    snapshots = newest_snapshots(files).select(*GROUP, "revision", "extracted_on", "path")
    places = pl.concat([revisions, snapshots], how="diagonal")
    holding = _files_holding(episode_id, places["path"].to_list())
    found = places.filter(pl.col("path").is_in(holding)).with_columns(pl.col("basis").fill_null(False))
    return found.sort("month", "revision", descending=True, nulls_last=True).select(EXTRACT)


def _files_holding(episode_id: str, paths: Sequence[str]) -> list[str]:
    if not paths:
        return []
    rows = pl.scan_parquet(
        list(paths), hive_partitioning=False, glob=False, include_file_paths="path", extra_columns="ignore"
    )
    return rows.filter(pl.col("episode_id") == episode_id).select("path").collect()["path"].to_list()


def _scan(paths: Sequence[str]) -> pl.LazyFrame:
    return pl.scan_parquet(list(paths), hive_partitioning=False, glob=False)


def _file(county: str, month: date, care_form: str, revision: int) -> str:
    return Group(False, county, month, care_form).file(revision)
