"""The question answered in DuckDB: one SQL statement, the rules joined."""

from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from benchmarks.question import Rules, files, flat

SQL: Final = """
WITH ruled AS (
    SELECT e.county, e.month, e.municipality_code, e.care_form,
           t.model, t.threshold_tenths, t.free_days, t.mean_population,
           t.required & ~(e.criteria_facts | t.exempt) = 0 AS met,
           coalesce(e.registered_on <= t.late_after, true) AS in_time,
           e.clock_on + (e.clock_second > coalesce(t.cutoff_second, 86400))::INTEGER AS first_on,
           e.discharged_on - (NOT t.discharge_day_counts)::INTEGER AS last_on
    FROM read_parquet($files) e
    JOIN terms t ON e.county = t.county AND e.month = t.month AND e.care_form = t.care_form
                AND e.track IS NOT DISTINCT FROM t.track
), counted AS (
    SELECT *, greatest(last_on - first_on + 1, 0) AS days,
           greatest(greatest(last_on - first_on + 1, 0) - free_days, 0)::INTEGER AS chargeable,
           in_time AND met AS billed, in_time AND NOT met AS blocked,
           in_time AND (met OR mean_population IS DISTINCT FROM 'criteria_met') AS in_mean
    FROM ruled
), ledger AS (  -- what a day of each year adds, and what all days of earlier years add up to
    SELECT year, sek, missing, unconfirmed,
           sum(sek * days) OVER earlier - sek * days AS sek_before,
           sum(missing * days) OVER earlier - missing * days AS missing_before,
           sum(unconfirmed * days) OVER earlier - unconfirmed * days AS unconfirmed_before
    FROM (SELECT year, coalesce(amount_sek, 0) AS sek, (status = 'missing')::INTEGER AS missing,
                 (status = 'unconfirmed')::INTEGER AS unconfirmed,
                 make_date(year + 1, 1, 1) - make_date(year, 1, 1) AS days
          FROM amounts)
    WINDOW earlier AS (ORDER BY year)
), priced AS (
    SELECT c.*,
           l.sek_before + l.sek * l_day - f.sek_before - f.sek * f_day AS sek,
           l.missing_before + l.missing * l_day - f.missing_before - f.missing * f_day AS missing,
           l.unconfirmed_before + l.unconfirmed * l_day - f.unconfirmed_before - f.unconfirmed * f_day AS unconfirmed
    FROM (SELECT *, last_on - coalesce(chargeable, 0) + 1 AS begins_on, dayofyear(last_on) AS l_day,
                 dayofyear(begins_on) - 1 AS f_day FROM counted) c
    JOIN ledger l ON l.year = year(last_on)
    JOIN ledger f ON f.year = year(begins_on)
), months AS (
    SELECT county, month, municipality_code, care_form, any_value(model) AS model,
           any_value(threshold_tenths) AS threshold_tenths,
           count(*) FILTER (in_time) AS episodes,
           count(*) FILTER (in_mean) AS episodes_in_mean,
           coalesce(sum(days) FILTER (in_mean), 0)::BIGINT AS ready_days,
           count(*) FILTER (billed AND chargeable > 0) AS billed_episodes,
           coalesce(sum(chargeable) FILTER (billed), 0)::BIGINT AS billed_days,
           coalesce(sum(chargeable) FILTER (blocked), 0)::BIGINT AS blocked_days,
           coalesce(sum(sek) FILTER (billed), 0)::BIGINT AS billed_sek,
           coalesce(sum(sek) FILTER (blocked), 0)::BIGINT AS blocked_sek,
           coalesce(sum(missing) FILTER (billed), 0) AS billed_missing,
           coalesce(sum(missing) FILTER (blocked), 0) AS blocked_missing,
           coalesce(sum(unconfirmed) FILTER (in_time), 0) AS unconfirmed
    FROM priced GROUP BY ALL
), judged AS (
    SELECT m.*, a.amount_sek AS month_sek, a.status AS month_status, model = 'mean_excess' AS excess,
           coalesce(ready_days * 10 - threshold_tenths * episodes_in_mean, 0) AS over_tenths,
           model = 'individual' OR over_tenths > 0 AS liable
    FROM months m LEFT JOIN amounts a ON a.year = year(m.month)
)
SELECT county, month, municipality_code, care_form, episodes, episodes_in_mean, ready_days,
       CASE WHEN model <> 'individual' AND episodes_in_mean > 0 THEN ready_days / episodes_in_mean END
           AS mean_ready_days,
       liable,
       CASE WHEN liable THEN billed_episodes ELSE 0 END AS billed_episodes,
       CASE WHEN excess THEN greatest(over_tenths, 0) WHEN liable THEN billed_days * 10 ELSE 0 END AS billed_tenths,
       CASE WHEN excess THEN CASE WHEN over_tenths <= 0 THEN 0 ELSE (over_tenths * month_sek + 5) // 10 END
            WHEN NOT liable THEN 0
            WHEN billed_missing = 0 THEN billed_sek END AS amount_sek,
       CASE WHEN liable THEN blocked_days ELSE 0 END AS blocked_days,
       CASE WHEN NOT liable THEN 0
            WHEN blocked_missing = 0 THEN blocked_sek END AS blocked_sek,
       CASE WHEN NOT liable OR billed_days + blocked_days = 0 THEN month_status
            WHEN billed_missing + blocked_missing > 0 THEN 'missing'
            WHEN unconfirmed > 0 THEN 'unconfirmed'
            ELSE 'confirmed' END AS amount_status
FROM judged
"""


def answer(folder: Path, rules: Rules) -> pl.DataFrame:
    """Every municipality's month, from Parquet, on as many threads as the engine has."""
    terms, amounts = flat(rules)
    with duckdb.connect(config={"threads": pl.thread_pool_size()}) as database:
        database.register("terms", terms)
        database.register("amounts", amounts)
        asked = database.sql(SQL, params={"files": [str(file) for file in files(folder)]})
        return pl.DataFrame(asked.to_arrow_table())
