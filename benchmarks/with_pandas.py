"""The question answered in pandas: the columns read once, merges, NumPy on whole columns, one groupby."""

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import polars as pl
import pyarrow.parquet as pq

from benchmarks.question import ANSWER, COLUMNS, Rules, files, flat
from lus_stats.billing import GROUP

KEY: Final = ["county", "month", "care_form", "track"]
WORDS: Final = ["county", "care_form", "track"]
MEASURES: Final = ("sek", "missing", "unconfirmed")
NEEDED: Final = ["cutoff_second", "discharge_day_counts", "free_days", "mean_population", "required", "exempt"]


def answer(folder: Path, rules: Rules) -> pl.DataFrame:
    """Every municipality's month, from Parquet."""
    terms, amounts = (table.to_arrow().to_pandas(date_as_object=False) for table in flat(rules))
    months = _months(_counted(_ruled(folder, terms), _ledger(amounts)))
    return pl.from_pandas(_judged(months, terms, amounts)[list(ANSWER)])


def _ruled(folder: Path, terms: pd.DataFrame) -> pd.DataFrame:
    """The episodes with their rules; words as categories and dates as numbers, which pandas joins fastest."""
    table = pq.read_table(files(folder), columns=list(COLUMNS), read_dictionary=["county", "municipality_code"])
    episodes = table.to_pandas(date_as_object=False, split_blocks=True, self_destruct=True)
    rules = terms[[*KEY, *NEEDED, "late_after"]].astype({word: episodes[word].dtype for word in WORDS})
    return episodes.merge(rules, on=KEY, how="inner", validate="m:1")


def _counted(rows: pd.DataFrame, ledger: pd.DataFrame) -> pd.DataFrame:
    """What each episode adds to its group, in plain whole numbers."""
    in_time = ~(rows["registered_on"] > rows["late_after"]).to_numpy()
    met = (rows["required"].to_numpy() & ~(rows["criteria_facts"].to_numpy() | rows["exempt"].to_numpy())) == 0
    late = rows["clock_second"].to_numpy() > rows["cutoff_second"].fillna(86_400).to_numpy()
    first = _day_number(rows["clock_on"]) + late
    last = _day_number(rows["discharged_on"]) - ~rows["discharge_day_counts"].to_numpy(bool)
    days = np.maximum(last - first + 1, 0)
    free = rows["free_days"].to_numpy()
    chargeable = np.where(np.isnan(free), 0, np.maximum(days - np.nan_to_num(free), 0)).astype(np.int64)
    in_mean = in_time & (met | (rows["mean_population"] != "criteria_met").to_numpy())
    sides = {"billed": in_time & met, "blocked": in_time & ~met}
    counted = rows[list(GROUP)].assign(
        episodes=in_time.astype(np.int64),
        episodes_in_mean=in_mean.astype(np.int64),
        ready_days=days * in_mean,
        billed_episodes=(sides["billed"] & (chargeable > 0)).astype(np.int64),
    )
    for side, falls_here in sides.items():
        counted[f"{side}_days"] = chargeable * falls_here
        for measure in MEASURES:
            through = ledger[measure].to_numpy()
            here = np.flatnonzero(falls_here & (chargeable > 0))
            cost = np.zeros(len(rows), np.int64)
            begin = ledger.index[0]
            cost[here] = through[last[here] - begin] - through[last[here] - chargeable[here] - begin]
            counted[f"{side}_{measure}"] = cost
    return counted


def _day_number(dates: pd.Series) -> np.ndarray:
    return dates.to_numpy().astype("datetime64[D]").astype(np.int64)


def _ledger(amounts: pd.DataFrame) -> pd.DataFrame:
    """What all days up to and including each day add up to, by the day's number."""
    days = np.arange(f"{amounts['year'].min()}-01-01", f"{amounts['year'].max() + 1}-01-01", dtype="datetime64[D]")
    daily = amounts.set_index("year").loc[days.astype("datetime64[Y]").astype(int) + 1970]
    columns = {
        "sek": daily["amount_sek"].fillna(0).to_numpy(np.int64),
        "missing": (daily["status"] == "missing").to_numpy(np.int64),
        "unconfirmed": (daily["status"] == "unconfirmed").to_numpy(np.int64),
    }
    return pd.DataFrame({name: day.cumsum() for name, day in columns.items()}, index=days.astype(np.int64))


def _months(counted: pd.DataFrame) -> pd.DataFrame:
    return counted.groupby(list(GROUP), observed=True, sort=False).sum().reset_index()


def _judged(months: pd.DataFrame, terms: pd.DataFrame, amounts: pd.DataFrame) -> pd.DataFrame:
    """The outcome of each group."""
    cell = ["county", "month", "care_form"]
    months = months.astype(dict.fromkeys(("county", "municipality_code", "care_form"), "str"))
    model = terms[[*cell, "model", "threshold_tenths"]].drop_duplicates(cell)
    months = months.merge(model, on=cell, how="left", validate="m:1")
    of_year = amounts.set_index("year").loc[months["month"].dt.year]
    individual, excess = months["model"] == "individual", months["model"] == "mean_excess"
    over = months["ready_days"] * 10 - months["threshold_tenths"].fillna(0).astype(int) * months["episodes_in_mean"]
    over = over.where(~individual, 0)
    liable = individual | (over > 0)
    excess_tenths = over.clip(lower=0)
    month_sek = pd.Series(of_year["amount_sek"].to_numpy(), months.index).astype("Int64")
    excess_sek = ((excess_tenths * month_sek + 5) // 10).where(excess_tenths > 0, 0)
    billed, blocked = (
        months[f"{side}_sek"].astype("Int64").mask(months[f"{side}_missing"] > 0).where(liable, 0)
        for side in ("billed", "blocked")
    )
    no_days = ~liable | (months["billed_days"] + months["blocked_days"] == 0)
    missing = months["billed_missing"] + months["blocked_missing"] > 0
    unconfirmed = months["billed_unconfirmed"] + months["blocked_unconfirmed"] > 0
    of_days = np.select([no_days, missing, unconfirmed], [of_year["status"], "missing", "unconfirmed"], "confirmed")
    has_mean = ~individual & (months["episodes_in_mean"] > 0)
    return months.assign(
        mean_ready_days=(months["ready_days"] / months["episodes_in_mean"].where(has_mean)),
        liable=liable,
        billed_episodes=months["billed_episodes"] * liable,
        billed_tenths=np.where(excess, excess_tenths, months["billed_days"] * 10 * liable),
        amount_sek=excess_sek.where(excess, billed),
        blocked_days=months["blocked_days"] * liable,
        blocked_sek=blocked,
        amount_status=of_days,
    )
