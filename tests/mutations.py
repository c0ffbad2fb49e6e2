"""Named faults put into the engine one at a time, each with the test that must see it.

`python -m tests.mutations NAME…` is run in a copy of the project: it changes files beside itself.
"""

import contextlib
import io
import json
import os
import sys
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import pytest

FAILED = pytest.ExitCode.TESTS_FAILED
EXAMPLES = "tests/worked_examples/test_"
RULES = "tests/rules/test_"


class Mutation(NamedTuple):
    """A fault: where, what stands there, what is put instead, and the test that must fail."""

    name: str
    file: str
    old: str
    new: str
    test: str


MUTATIONS = (
    Mutation(
        "noon sharp is late",
        "days.py",
        'pl.col("clock_second") > pl.col("cutoff_second")',
        'pl.col("clock_second") >= pl.col("cutoff_second")',
        f"{EXAMPLES}borders.py::test_noon_sharp_is_early",
    ),
    Mutation(
        "no cutoff is one at noon",
        "days.py",
        "_NO_CUTOFF: Final = 86_400",
        "_NO_CUTOFF: Final = 43_200",
        f"{EXAMPLES}skane.py::test_the_sum_stands_on_the_group_and_the_lines_carry_none",
    ),
    Mutation(
        "the clock is the decision, though there is a notice",
        "days.py",
        'pl.coalesce("ready_notice_at", "ready_at")',
        'pl.coalesce("ready_at", "ready_notice_at")',
        f"{EXAMPLES}borders.py::test_the_clock_is_the_notice_else_the_decision",
    ),
    Mutation(
        "a late clock counts from the day before",
        "days.py",
        "cast(pl.Int32) + too_late",
        "cast(pl.Int32) - too_late",
        f"{EXAMPLES}orebro.py::test_the_mean_is_above_three_so_kalle_costs_one_day_and_stina_none",
    ),
    Mutation(
        "the discharge day counts where it does not",
        "days.py",
        '(~pl.col("discharge_day_counts"))',
        'pl.col("discharge_day_counts")',
        f"{EXAMPLES}stockholm.py::test_one_data_set_two_answers",
    ),
    Mutation(
        "days are counted by difference",
        "days.py",
        'pl.col("first_ready_on").cast(pl.Int32) + 1)',
        'pl.col("first_ready_on").cast(pl.Int32))',
        f"{EXAMPLES}orebro.py::test_the_mean_is_above_three_so_kalle_costs_one_day_and_stina_none",
    ),
    Mutation(
        "days can be fewer than none",
        "days.py",
        "cast(pl.Int32) + 1).clip(lower_bound=0)",
        "cast(pl.Int32) + 1).clip(lower_bound=-9)",
        f"{EXAMPLES}borders.py::test_days_are_counted_by_date_never_by_24_hours",
    ),
    Mutation(
        "one free day more",
        "days.py",
        '(pl.col("ready_days") - pl.col("free_days"))',
        '(pl.col("ready_days") - pl.col("free_days") - 1)',
        f"{EXAMPLES}borders.py::test_as_many_days_as_are_free_are_free_and_one_more_is_not",
    ),
    Mutation(
        "one free day less",
        "days.py",
        '(pl.col("ready_days") - pl.col("free_days"))',
        '(pl.col("ready_days") - pl.col("free_days") + 1)',
        f"{EXAMPLES}borders.py::test_as_many_days_as_are_free_are_free_and_one_more_is_not",
    ),
    Mutation(
        "registered on the extract date is late",
        "derive.py",
        'pl.col("registered_on") <= pl.col("late_after")',
        'pl.col("registered_on") < pl.col("late_after")',
        f"{EXAMPLES}borders.py::test_registered_on_the_extract_date_is_in_time",
    ),
    Mutation(
        "without a frozen basis everything is late",
        "derive.py",
        'pl.col("late_after")).fill_null(True)',
        'pl.col("late_after")).fill_null(False)',
        f"{EXAMPLES}month_outcome.py::test_in_a_preliminary_month_nothing_is_late",
    ),
    Mutation(
        "the populations are swapped",
        "derive.py",
        "== MeanPopulation.CRITERIA_MET",
        "== MeanPopulation.ALL",
        f"{EXAMPLES}stockholm.py::test_an_episode_with_a_gap_is_not_in_the_mean",
    ),
    Mutation(
        "a late registration is in the mean",
        "derive.py",
        'return pl.col("in_time") & (',
        "return (",
        f"{EXAMPLES}month_outcome.py::test_a_late_registration_is_in_neither_the_mean_nor_the_invoice",
    ),
    Mutation(
        "a late registration's days are billed in the group",
        "billing/sums.py",
        "days * (in_time & falls_here)",
        "days * falls_here",
        f"{EXAMPLES}month_outcome.py::test_a_municipality_whose_every_episode_is_late_is_listed_with_none",
    ),
    Mutation(
        "a late registration is one of the billed",
        "billing/sums.py",
        "in_time & falls_here & (days > 0)",
        "falls_here & (days > 0)",
        f"{EXAMPLES}month_outcome.py::test_a_municipality_whose_every_episode_is_late_is_listed_with_none",
    ),
    Mutation(
        "liable at the threshold",
        "billing/groups.py",
        "(_over_tenths() > 0)",
        "(_over_tenths() >= 0)",
        f"{EXAMPLES}borders.py::test_liable_is_strictly_above",
    ),
    Mutation(
        "a municipality without a mean is not liable under the Act",
        "billing/groups.py",
        "~_HAS_MEAN | (_over_tenths() > 0)",
        "(_over_tenths() > 0)",
        f"{EXAMPLES}law.py::test_a_county_without_an_agreement_falls_under_the_act",
    ),
    Mutation(
        "headroom is what is too much",
        "billing/groups.py",
        '-pl.col("over_tenths")',
        'pl.col("over_tenths")',
        f"{EXAMPLES}month_outcome.py::test_headroom_is_how_many_more_days_fit",
    ),
    Mutation(
        "the excess is rounded down",
        "billing/groups.py",
        "+ 5) // 10",
        ") // 10",
        f"{EXAMPLES}skane.py::test_kronor_are_rounded_half_up",
    ),
    Mutation(
        "the excess is rounded half down",
        "billing/groups.py",
        "+ 5) // 10",
        "+ 4) // 10",
        f"{EXAMPLES}skane.py::test_kronor_are_rounded_half_up",
    ),
    Mutation(
        "a mean below the threshold gives money back",
        "billing/groups.py",
        'pl.col("over_tenths").clip(lower_bound=0)',
        'pl.col("over_tenths").clip(lower_bound=-99)',
        f"{EXAMPLES}skane.py::test_the_excess_has_tenths",
    ),
    Mutation(
        "an excess of none is unknown in a year without an amount",
        "billing/groups.py",
        "pl.when(excess == 0).then(0)",
        "pl.when(excess < 0).then(0)",
        f"{EXAMPLES}skane.py::test_a_month_without_an_amount_has_days_and_no_kronor",
    ),
    Mutation(
        "pivotal must bring the mean below the threshold",
        "billing/lines.py",
        "(rest_days <= rest_limit)",
        "(rest_days < rest_limit)",
        f"{EXAMPLES}month_outcome.py::test_pivotal_is_the_one_without_whom_the_mean_comes_to_the_threshold_or_below",
    ),
    Mutation(
        "pivotal keeps the episode in the count",
        "billing/lines.py",
        '(pl.col("group_episodes") - 1)',
        'pl.col("group_episodes")',
        f"{EXAMPLES}month_outcome.py::test_pivotal_is_the_one_without_whom_the_mean_comes_to_the_threshold_or_below",
    ),
    Mutation(
        "pivotal where nobody is liable",
        "billing/lines.py",
        'has_mean & pl.col("liable") & ',
        "has_mean & ",
        f"{EXAMPLES}month_outcome.py::test_none_is_pivotal_where_one_is_not_enough_or_nobody_is_liable",
    ),
    Mutation(
        "the mean is tried before the free days",
        "billing/lines.py",
        '(pl.col("days_beyond_free") == 0, Outcome.WITHIN_FREE_DAYS),\n        (~pl.col("liable"), '
        "Outcome.MEAN_NOT_OVER_THRESHOLD),",
        '(~pl.col("liable"), Outcome.MEAN_NOT_OVER_THRESHOLD),\n        (pl.col("days_beyond_free") == 0, '
        "Outcome.WITHIN_FREE_DAYS),",
        f"{EXAMPLES}month_outcome.py::test_outcomes_are_tried_in_order",
    ),
    Mutation(
        "criteria block where the mean is all episodes'",
        "billing/lines.py",
        "(_EXCESS & filters_mean & ",
        "(_EXCESS & ",
        f"{EXAMPLES}skane.py::test_criteria_matter_only_where_they_filter_the_mean",
    ),
    Mutation(
        "all days cost the discharge year's amount",
        "billing/cost.py",
        "_first_year=first.dt.year()",
        "_first_year=last.dt.year()",
        f"{EXAMPLES}kronor.py::test_a_day_costs_its_own_years_amount",
    ),
    Mutation(
        "days of an earlier year are priced by the month's",
        "billing/sums.py",
        'return (pl.col("days_beyond_free") - (day_of_year - uncounted)).clip(lower_bound=0).fill_null(0)',
        "return pl.lit(0, pl.Int32)",
        f"{EXAMPLES}kronor.py::test_a_day_costs_its_own_years_amount",
    ),
    Mutation(
        "no year is a leap year",
        "billing/cost.py",
        "dt.is_leap_year()",
        "dt.is_leap_year().not_()",
        f"{EXAMPLES}kronor.py::test_years_on_end_are_counted_day_by_day",
    ),
    Mutation(
        "a missing amount is 0 kr",
        "billing/cost.py",
        'pl.when(pl.col(f"{prefix}_missing") == 0)',
        'pl.when(pl.col(f"{prefix}_missing") >= 0)',
        f"{EXAMPLES}kronor.py::test_a_day_costs_its_own_years_amount",
    ),
    Mutation(
        "an amount is invented by the month's year",
        "billing/cost.py",
        'pl.when(_any_day("days", *prefixes)).then(invented)',
        "pl.when(False).then(invented)",
        "tests/unit/test_invented_amounts.py::test_a_group_tells_by_its_days_whether_an_amount_is_invented",
    ),
    Mutation(
        "unconfirmed is worse than missing",
        "billing/cost.py",
        "ranked = (AmountStatus.MISSING, AmountStatus.UNCONFIRMED,",
        "ranked = (AmountStatus.UNCONFIRMED, AmountStatus.MISSING,",
        f"{EXAMPLES}kronor.py::test_a_day_costs_its_own_years_amount",
    ),
    Mutation(
        "SIP may be called a day later",
        "criteria.py",
        "SIP_CALL_DAYS: Final = 3",
        "SIP_CALL_DAYS: Final = 4",
        f"{RULES}criteria.py::test_a_criterion_is_met_as_its_table_says[sip_call]",
    ),
    Mutation(
        "SIP must be called a day earlier",
        "criteria.py",
        "SIP_CALL_DAYS: Final = 3",
        "SIP_CALL_DAYS: Final = 2",
        f"{RULES}criteria.py::test_a_criterion_is_met_as_its_table_says[sip_call]",
    ),
    Mutation(
        "SIP is required where nobody says",
        "criteria.py",
        'pl.col("sip_required").fill_null(False)',
        'pl.col("sip_required").fill_null(True)',
        f"{RULES}criteria.py::test_a_criterion_is_met_as_its_table_says[sip_call]",
    ),
    Mutation(
        "no track is exempt",
        "criteria.py",
        'return pl.col("required") & ~(pl.col("criteria_facts") | pl.col("exempt"))',
        'return pl.col("required") & ~pl.col("criteria_facts")',
        f"{EXAMPLES}orebro.py::test_only_the_blue_track_needs_no_care_contact",
    ),
    Mutation(
        "a fact on the moment of discharge is too late",
        "criteria.py",
        '(pl.col(moment) <= pl.col("discharged_at"))',
        '(pl.col(moment) < pl.col("discharged_at"))',
        f"{RULES}criteria.py::test_a_criterion_is_met_as_its_table_says",
    ),
    Mutation(
        "home ready unless somebody says no",
        "criteria.py",
        'pl.col("home_ready").fill_null(False)',
        'pl.col("home_ready").fill_null(True)',
        f"{RULES}criteria.py::test_a_criterion_is_met_as_its_table_says[home_ready]",
    ),
    Mutation(
        "unclear does not block",
        "criteria.py",
        "[Outpatient.NO, Outpatient.UNCLEAR]",
        "[Outpatient.NO]",
        f"{RULES}criteria.py::test_a_criterion_is_met_as_its_table_says[outpatient_available]",
    ),
    Mutation(
        "Saturday is a weekday",
        "criteria.py",
        "SATURDAY: Final = 6",
        "SATURDAY: Final = 7",
        f"{RULES}criteria.py::test_a_criterion_is_met_as_its_table_says[weekday_discharge]",
    ),
    Mutation(
        "the eves are no holidays",
        "months.py",
        'categories=("public", "de_facto")',
        'categories=("public",)',
        f"{RULES}criteria.py::test_a_criterion_is_met_as_its_table_says[weekday_discharge]",
    ),
    Mutation(
        "the extract is drawn on a Thursday",
        "months.py",
        "FRIDAY = 4",
        "FRIDAY = 3",
        "tests/unit/test_months.py::test_the_extract_is_drawn_on_the_friday_of_the_first_working_week",
    ),
    Mutation(
        "terms begin the month after",
        "rules/model.py",
        "t.valid_from <= month",
        "t.valid_from < month",
        f"{RULES}overlay.py::test_the_next_version_ends_the_last_and_the_discharge_month_picks",
    ),
    Mutation(
        "the first version goes on",
        "rules/model.py",
        "return max(begun,",
        "return min(begun,",
        f"{RULES}overlay.py::test_the_next_version_ends_the_last_and_the_discharge_month_picks",
    ),
    Mutation(
        "an agreement's first month is refused",
        "rules/model.py",
        "if month < first:",
        "if month <= first:",
        f"{RULES}overlay.py::test_a_month_with_terms_is_in_order",
    ),
    Mutation(
        "the shipped amounts win over one's own",
        "rules/loader.py",
        "amounts |= _amounts(content, file.name)",
        "amounts = dict(_amounts(content, file.name)) | amounts",
        f"{RULES}overlay.py::test_an_own_amount_takes_effect_and_only_in_its_year",
    ),
    Mutation(
        "a bool is a number",
        "rules/strict.py",
        "(kind is not bool and isinstance(value, bool))",
        "(kind is str and isinstance(value, bool))",
        f"{RULES}strict_loading.py::test_one_fault_in_an_agreement",
    ),
    Mutation(
        "Örebro's criteria filter its mean",
        "rules/agreements/orebro.toml",
        'mean_population = "all"  ',
        'mean_population = "criteria_met"  ',
        f"{EXAMPLES}orebro.py::test_a_criterion_the_region_missed_costs_the_region_kalles_day",
    ),
    Mutation(
        "Stockholm's psychiatry has four free days",
        "rules/agreements/stockholm.toml",
        "free_days = 5",
        "free_days = 4",
        f"{EXAMPLES}stockholm.py::test_psychiatry_is_paid_episode_by_episode_after_five_days",
    ),
    Mutation(
        "what came too late is priced as nothing",
        "answers/effect.py",
        'in_time = pl.min_horizontal("registered_on", "late_after")',
        'in_time = pl.col("registered_on")',
        f"{EXAMPLES}comparison.py::test_a_late_registration_is_priced_as_if_it_had_come_in_time",
    ),
    Mutation(
        "registered on the extract date is told as late",
        "answers/differences.py",
        'pl.col("registered_on_after") > pl.col("late_after")',
        'pl.col("registered_on_after") >= pl.col("late_after")',
        f"{EXAMPLES}comparison.py::test_a_late_registration_is_priced_as_if_it_had_come_in_time",
    ),
    Mutation(
        "what the basis left out is priced when it is changed",
        "answers/effect.py",
        'pl.when("_late").then("registered_on")',
        'pl.when("_late").then(in_time)',
        f"{EXAMPLES}comparison.py::test_one_that_is_late_in_the_basis_too_moves_nothing_however_it_is_changed",
    ),
    Mutation(
        "each difference is priced among the others",
        "answers/each_alone.py",
        "others = both.before.join(",
        "others = both.after.join(",
        f"{EXAMPLES}comparison.py::test_each_difference_is_counted_alone_and_what_they_do_only_together_is_said",
    ),
    Mutation(
        "a month left without episodes is unknown",
        "answers/priced.py",
        'gone = pl.col("liable_alone").is_null()',
        "gone = pl.lit(False)",
        f"{EXAMPLES}comparison.py::test_the_last_one_gone_leaves_a_month_that_costs_nothing",
    ),
    Mutation(
        "a spreadsheet's whole number is its midnight",
        "store/mapping/formats.py",
        "pl.when(text.str.contains(_WHOLE_SERIAL)).then(at.dt.to_string(_DAY)).otherwise(at.dt.to_string(_SECONDS))",
        "at.dt.to_string(_SECONDS)",
        "tests/store/test_mapping_applied.py::test_a_date_in_a_format_is_the_canonical_one",
    ),
    Mutation(
        "the last format that fits counts",
        "store/mapping/formats.py",
        "for form in (*formats, *days)), text)",
        "for form in (*formats, *days)[::-1]), text)",
        "tests/store/test_mapping_applied.py::test_a_date_in_a_format_is_the_canonical_one",
    ),
    Mutation(
        "a constant makes a row of a blank one",
        "store/mapping/apply.py",
        "return pl.when(_holds_anything(sheet)).then(pl.lit(column.constant))",
        "return pl.lit(column.constant)",
        "tests/store/test_mapping_applied.py::test_a_constant_fills_each_row_but_makes_none_of_a_blank_one",
    ),
    Mutation(
        "a word that is not known is unknown",
        "store/mapping/words.py",
        "return pl.coalesce(key.replace_strict(known, default=None, return_dtype=pl.String), text)",
        "return key.replace_strict(known, default=None, return_dtype=pl.String)",
        "tests/store/test_mapping_applied.py::test_a_word_or_number_becomes_ours_or_stays",
    ),
    Mutation(
        "a pseudonym needs no key",
        "store/mapping/pseudonym.py",
        'hmac.digest(secret, text.encode(), "sha256")',
        'hmac.digest(b"", text.encode(), "sha256")',
        "tests/store/test_mapping_pseudonym.py::test_it_is_a_keyed_hash_of_the_number",
    ),
    Mutation(
        "of two sheets of rows the first is read",
        "store/readers/workbook.py",
        "if len(alike) > 1:  # D77",
        "if len(alike) > 9:  # D77",
        "tests/store/test_corpus_workbooks.py::test_a_hostile_file_becomes_what_its_maker_says[two_sheets_of_rows]",
    ),
    Mutation(
        "whatever stands above the names is a title",
        "store/readers/heading.py",
        "if filled(cells) >= enough:",
        "if filled(cells) > 99 * enough:",
        "tests/store/test_corpus_texts.py::test_a_hostile_file_becomes_what_its_maker_says[rows_above_the_header]",
    ),
    Mutation(
        "what stands above the names is not searched",
        "store/scanning.py",
        'loose = pl.concat([titles.explode("cells", "place", empty_as_null=False), loose])',
        "loose = pl.concat([loose])",
        "tests/store/test_corpus_texts.py::test_a_hostile_file_becomes_what_its_maker_says[in_a_title_above_the_header]",
    ),
    Mutation(
        "a refusal says what a sheet is called",
        "store/outcome.py",
        "said_of_it = masked_words(str(refusal), terms.now.date())",
        "said_of_it = str(refusal)",
        "tests/store/test_corpus_workbooks.py::test_a_hostile_file_becomes_what_its_maker_says[two_sheets_named_after_people]",
    ),
    Mutation(
        "a draft takes the day to stand first where nothing tells",
        "store/mapping/drafting/blocks.py",
        "chosen = told if len(told) == 1 else ways",
        "chosen = told if len(told) == 1 else ways[:1]",
        "tests/store/test_mapping_draft.py::test_an_order_of_day_and_month_that_cannot_be_told_is_asked_for_and_not_taken",
    ),
    Mutation(
        "a month goes on the last day of its time",
        "store/doomed.py",
        "if today > through:\n        return Kind.MONTH",
        "if today >= through:\n        return Kind.MONTH",
        "tests/store/test_prune.py::test_on_the_last_day_of_its_time_a_month_stays_and_the_day_after_it_goes_whole",
    ),
    Mutation(
        "a basis may go before its month",
        "store/doomed.py",
        'if row["newest"] or row["basis"]:',
        'if row["newest"]:',
        "tests/store/test_prune.py::test_the_newest_and_the_basis_stay_and_the_others_go_in_time",
    ),
    Mutation(
        "of a month that goes the basis does not go last",
        "store/doomed.py",
        'held.sort(*GROUP, "basis", "revision")',
        'held.sort(*GROUP, "revision", "basis")',
        "tests/store/test_prune.py::test_killed_at_any_step_it_leaves_a_store_in_order_and_the_next_completes_it",
    ),
    Mutation(
        "the books of 2018 are kept as those of 2019",
        "store/retention.toml",
        "\nyears = 10 ",
        "\nyears = 7 ",
        "tests/store/test_prune.py::test_a_month_is_kept_through_the_seventh_year_after_its_own_and_the_tenth_before_2019",
    ),
    Mutation(
        "a pruned number is given again",
        "store/drafts.py",
        "self.withdrawn.get(group, 0)) + 1",
        "0) + 1",
        "tests/store/test_prune.py::test_a_month_gone_leaves_a_store_in_order_and_its_numbers_are_not_given_again",
    ),
    Mutation(
        "four are shown",
        "disclosure/suppression.py",
        "FEWEST_SHOWN: Final = 5",
        "FEWEST_SHOWN: Final = 4",
        "tests/unit/test_disclosure.py::test_the_borders",
    ),
    Mutation(
        "what a rule cannot judge is held against the row",
        "store/contract.py",
        "return ~check.fails",
        "return (~check.fails).fill_null(False)",
        "tests/store/test_contract.py::test_a_rule_without_its_values_is_kept",
    ),
    Mutation(
        "a case number shows in a reason",
        "store/reasons.py",
        "for header in meant if header not in origin.masked}",
        "for header in meant}",
        "tests/store/test_own_words.py::test_a_case_number_never_shows",
    ),
    Mutation(
        "only the columns that a mapping uses are searched for personnummer",
        "store/scanning.py",
        "own = sheet if sheet.origin is None else sheet.origin.sheet\n    dates",
        "own = sheet\n    dates",
        "tests/store/test_own_words.py::test_a_personnummer_in_any_column_of_the_file_refuses_it",
    ),
    Mutation(
        "120 days are too many",
        "store/plausibility/odd_rows.py",
        ".dt.total_days() > LONG_STAY",
        ".dt.total_days() >= LONG_STAY",
        "tests/store/test_plausibility.py::test_a_stay_of_more_than_120_days_is_warned_of",
    ),
    Mutation(
        "half the usual number is too few",
        "store/plausibility/odd_months.py",
        '(pl.col("episodes") * 2 < pl.col("usual"))',
        '(pl.col("episodes") * 2 <= pl.col("usual"))',
        "tests/store/test_plausibility.py::test_a_month_is_held_against_the_median_of_those_before",
    ),
    Mutation(
        "months without a municipality are left out of what is usual there",
        "store/plausibility/odd_months.py",
        'pl.concat_list("there", absent)',
        'pl.concat_list("there")',
        "tests/store/test_plausibility.py::test_a_municipality_that_was_there_once_has_not_vanished",
    ),
    Mutation(
        "rejected rows go a day too soon",
        "store/rejected.py",
        "days_since(found.changed_ns, now) > days",
        "days_since(found.changed_ns, now) >= days",
        "tests/store/test_expiry.py::test_after_90_days_the_next_import_removes_them_and_says_so",
    ),
    Mutation(
        "nothing is hidden beside the small",
        "disclosure/suppression.py",
        'hidden=pl.col("small") | beside.fill_null(False)',
        'hidden=pl.col("small")',
        "tests/unit/test_disclosure.py::test_nobody_can_tell_a_hidden_number_from_the_total",
    ),
    Mutation(
        "beds are over the months somebody was discharged in",
        "answers/pooling.py",
        'pl.col("window_days").first()',
        'pl.col("month").unique().dt.days_in_month().sum()',
        "tests/properties/test_pooled_months.py::test_beds_are_over_all_days_of_the_window_and_a_mean_is_not_one_of_means",
    ),
    Mutation(
        "a window shows what one of its months hides",
        "answers/pooling.py",
        'monthly.filter(pl.col("population").is_null())',
        "monthly.filter(pl.lit(False))",
        "tests/pages/test_trends.py::test_a_reader_without_rights_sees_no_pooled_figure_of_a_hidden_month",
    ),
    Mutation(
        "as many degrees of freedom as episodes",
        "uncertainty/intervals.py",
        "cast(pl.Float64) - 1).clip",
        "cast(pl.Float64)).clip",
        "tests/unit/test_intervals.py::test_a_means_interval_is_students",
    ),
    Mutation(
        "a step of four is told to others",
        "ui/views/billing_steps.py",
        "is_between(1, FEWEST_SHOWN - 1)",
        "is_between(1, FEWEST_SHOWN - 2)",
        "tests/unit/test_steps.py::test_criteria_of_which_one_stopped_four_are_told_together",
    ),
    Mutation(
        "one's own episodes count among others'",
        "ui/views/outcomes.py",
        "parts.filter(~seen(chosen.viewer, chosen.county))",
        "parts.filter(not chosen.viewer.sees_small(chosen.county))",
        "tests/unit/test_billing_views.py::test_ones_own_parts_are_not_others",
    ),
    Mutation(
        "others read what failed alone",
        "ui/cache_statistics.py",
        "criteria_gaps(asked) if reads else None",
        "criteria_gaps(asked)",
        "tests/pages/test_what_stops.py::test_the_network_reads_no_gap_of_its_own_on_the_first_page",
    ),
    Mutation(
        "the days up to the threshold are rounded by themselves",
        "billing/waterfall.py",
        "(UP_TO_THRESHOLD, over, up_to, whole - billed)",
        '(UP_TO_THRESHOLD, over, up_to, (up_to * pl.col("month_sek") + 5) // 10)',
        "tests/properties/test_waterfall_is_the_oracle.py::test_kronor_that_are_rounded_still_add_up",
    ),
    Mutation(
        "a step whose amount is missing costs nothing",
        "billing/waterfall.py",
        '~_EXCESS.any() & (pl.col("cost_missing") == 0).all()',
        "~_EXCESS.any()",
        "tests/pages/test_what_stops.py::test_a_reader_of_the_rows_has_every_step_of_the_oracle_on_both_pages",
    ),
    Mutation(
        "a fourth free day is the first again",
        "days.py",
        '(pl.col("ready_days") - pl.col("free_days"))',
        '(pl.col("ready_days") - pl.col("free_days") % 4)',
        "tests/properties/test_monotone_laws.py::test_one_more_free_day_never_raises_a_bill",
    ),
    Mutation(
        "who meets the criteria is blocked and who does not is billed",
        "billing/sums.py",
        '{"billed": pl.col("unmet") == 0, "blocked": pl.col("unmet") != 0}',
        '{"billed": pl.col("unmet") != 0, "blocked": pl.col("unmet") == 0}',
        "tests/properties/test_monotone_laws.py::test_a_stricter_criterion_never_raises_a_bill_where_the_mean_is_of_all",
    ),
    Mutation(
        "an episode is pivotal that brings the mean nearly to the threshold",
        "billing/lines.py",
        "(rest_days <= rest_limit)",
        "(rest_days <= rest_limit + 10)",
        "tests/properties/test_monotone_laws.py::test_without_any_one_of_its_pivotal_episodes_no_municipality_is_liable",
    ),
    Mutation(
        "a tenth of a day too little headroom",
        "billing/groups.py",
        'pl.when(in_a_mean).then(-pl.col("over_tenths"))',
        'pl.when(in_a_mean).then(-pl.col("over_tenths") - 1)',
        "tests/properties/test_monotone_laws.py::test_headroom_is_what_is_left_to_the_threshold_and_its_sign_is_the_liability",
    ),
    Mutation(
        "a month over the threshold is decided on whole days",
        "billing/groups.py",
        'return (pl.col("ready_days") * 10 - threshold * pl.col("episodes_in_mean")).fill_null(0)',
        'return ((pl.col("ready_days") - threshold // 10 * pl.col("episodes_in_mean")) * 10).fill_null(0)',
        "tests/properties/test_engine_is_the_oracle.py::test_changed_terms_come_out_the_same",
    ),
    Mutation(
        "every reader may change every term",
        "ui/views/rights.py",
        "return chosen.changes if may_change_all(chosen) else chosen.changes.only(FOR_EVERYONE)",
        "return chosen.changes",
        "tests/unit/test_rights.py::test_who_may_change_what",
    ),
    Mutation(
        "a municipality reads the others' figures under any change",
        "ui/views/rights.py",
        "return None if tells_nothing else own_municipality(chosen)",
        "return None",
        "tests/unit/test_rights.py::test_a_municipality_is_alone_under_any_change_that_would_tell_of_others",
    ),
    Mutation(
        "every reader may choose any agreement",
        "ui/views/rights.py",
        "return chosen.agreement if may_change_all(chosen) else None",
        "return chosen.agreement",
        "tests/unit/test_rights.py::test_another_agreement_is_for_readers_of_rows",
    ),
    Mutation(
        "a year of bills is of all under another agreement",
        "ui/views/year_of_bills.py",
        "chosen.municipality or chosen.only or rights.only_listed(chosen)",
        "chosen.municipality or chosen.only",
        "tests/unit/test_rights.py::test_a_year_of_bills_is_of_the_municipality_alone_too",
    ),
    Mutation(
        "a moved threshold tells criteria apart",
        "ui/views/billing_steps.py",
        "if moved else ()",
        "if False else ()",
        "tests/unit/test_steps.py::test_under_a_moved_threshold_criteria_are_told_together_however_many",
    ),
    Mutation(
        "the interval of a mean is shown where few waited",
        "disclosure/following.py",
        '(pl.col("indicator") == MEAN) & waited',
        "pl.lit(False)",
        "tests/unit/test_following.py::test_a_mean_has_no_interval_where_it_is_hidden_how_many_waited",
    ),
    Mutation(
        "those beyond the free days find room in none",
        "disclosure/following.py",
        'pl.col("hidden").any().over(whole)',
        "pl.lit(False)",
        "tests/unit/test_following.py::test_those_beyond_the_free_days_find_room_in_another",
    ),
    Mutation(
        "that nobody was beyond the free days is told of the hidden ones",
        "disclosure/following.py",
        'pl.col("hidden").any().over(whole)',
        '(pl.col("_gone") > 0)',
        "tests/unit/test_following.py::test_that_nobody_was_beyond_the_free_days_is_not_told_of_the_hidden_ones",
    ),
    Mutation(
        "who met all criteria is shown where one of them is hidden",
        "disclosure/following.py",
        "for some in (WAITED, all_met)",
        "for some in (WAITED, (MET,))",
        "tests/unit/test_disclosure.py::test_who_met_all_criteria_is_hidden_with_any_one_of_them",
    ),
    Mutation(
        "the hidden ones' days may be the free ones",
        "disclosure/alike.py",
        ".then(free + days_each)",
        ".then(days_each)",
        "tests/unit/test_disclosure.py::test_so_few_days_that_nobody_had_more_than_the_free_ones_are_not_left",
    ),
    Mutation(
        "one of the hidden ones may have met all criteria, and no more",
        "disclosure/alike.py",
        "days.when(indicator == MET).then(FEWEST_SHOWN - 1)",
        "days",
        "tests/unit/test_disclosure.py::test_any_of_four_may_have_met_all_criteria_or_failed_one",
    ),
    Mutation(
        "what stands beside hidden ones is sought in all months together",
        "disclosure/alike.py",
        "(order == order.min()).over(whole)",
        "(order == order.min().over(whole))",
        "tests/unit/test_disclosure.py::test_what_stands_beside_them_is_sought_in_their_own_table",
    ),
    Mutation(
        "days are shown that leave too few for the others",
        "disclosure/days_beside.py",
        "narrows & ",
        "pl.lit(False) & ",
        "tests/unit/test_following.py::test_days_are_hidden_that_leave_too_few_for_the_others",
    ),
    Mutation(
        "days are hidden that leave just enough for the others",
        "disclosure/days_beside.py",
        "so_many > all_days",
        "so_many >= all_days",
        "tests/unit/test_following.py::test_days_are_hidden_that_leave_too_few_for_the_others",
    ),
    Mutation(
        "a total tells a municipality of the others",
        "answers/hiding.py",
        'pl.col("told").fill_null(False) & ',
        "pl.lit(False) & ",
        "tests/attack/test_beside.py::test_a_total_that_tells_of_the_others_is_hidden_from_a_municipality",
    ),
    Mutation(
        "a hospital less one's own patients tells of a few others",
        "disclosure/family.py",
        "table != Table.HOSPITAL",
        "table in Table",
        "tests/unit/test_family.py::test_what_ones_own_patients_leave_of_a_hospital_is_not_of_few",
    ),
    Mutation(
        "a total may leave one alone to have waited",
        "disclosure/totals.py",
        "short = in_all < ",
        "short = in_all < 0 * ",
        "tests/unit/test_telling_totals.py::test_fewer_waited_in_all_than_could_have_in_one",
    ),
    Mutation(
        "a total may crowd the others",
        "disclosure/totals.py",
        "in_all - 1 > room - most",
        "in_all > room",
        "tests/unit/test_telling_totals.py::test_more_waited_than_the_others_have_room_for",
    ),
    Mutation(
        "others read districts as they were",
        "answers/statistics.py",
        "return question.districts_today or not sees_recorded",
        "return question.districts_today",
        "tests/attack/test_beside.py::test_districts_as_they_were_are_for_those_who_see_their_small_numbers",
    ),
    Mutation(
        "a what-if over months shows whom one month hides",
        "ui/views/what_if_sums.py",
        'small(*_SMALL).any().alias("small")',
        'small(*_SMALL).all().alias("small")',
        "tests/unit/test_rights.py::test_a_municipality_that_is_small_in_one_month_is_hidden_in_them_all",
    ),
    Mutation(
        "what changes do together is added twice",
        "answers/what_if.py",
        'pl.col(name) - pl.col(f"{name}_parts")',
        "pl.col(name)",
        "tests/properties/test_what_if.py::test_the_parts_add_up_to_the_whole",
    ),
    Mutation(
        "a simulated month at the threshold has crossed it",
        "answers/ahead_outcomes.py",
        "liable = over > 0 if",
        "liable = over >= 0 if",
        "tests/unit/test_ahead.py::test_a_month_at_the_threshold_has_not_crossed_it",
    ),
    Mutation(
        "months that come differ by chance alone",
        "uncertainty/possible.py",
        "np.maximum(beyond, 0)",
        "0 * np.maximum(beyond, 0)",
        "tests/unit/test_resampling.py::test_months_that_differ_by_more_than_chance_make_the_band_wider",
    ),
    Mutation(
        "the region's criteria stand still",
        "uncertainty/possible.py",
        "years = (YEAR / 2 + months_ahead) / YEAR",
        "years = 0",
        "tests/unit/test_resampling.py::test_criteria_go_on_changing_as_they_did",
    ),
    Mutation(
        "drawn episodes are billed whether or not their criteria are met",
        "answers/ahead_outcomes.py",
        "drawn.summed(part * unit.history.met)",
        "drawn.summed(part)",
        "tests/properties/test_ahead_is_the_bill.py::test_a_simulated_month_is_billed_as_its_episodes_are",
    ),
    Mutation(
        "days before New Year cost the new year's amount",
        "answers/ahead_outcomes.py",
        "self.sek[last + 1] - self.sek[last + 1 - days]",
        "(self.sek[last + 1] - self.sek[last]) * days",
        "tests/properties/test_ahead_is_the_bill.py::test_days_before_new_year_cost_the_old_years_amount",
    ),
    Mutation(
        "others are told a chance that rests on hidden months",
        "ui/views/chances.py",
        "HIDDEN if code in hidden else _said(chance)",
        "_said(chance)",
        "tests/unit/test_chances.py::test_a_chance_is_said_in_words_or_why_it_is_not",
    ),
    Mutation(
        "an invoice's difference is ours less theirs",
        "answers/reconciliation/compare.py",
        'pl.col(f"their_{name}") - pl.col(f"our_{name}")',
        'pl.col(f"our_{name}") - pl.col(f"their_{name}")',
        "tests/unit/test_cli_reconcile.py::test_the_sums_are_of_the_lines_and_the_bill",
    ),
    Mutation(
        "what comes to nothing in the region's invoice is missing in ours",
        "answers/reconciliation/judging.py",
        "unbilled & ~_comes_to_nothing()",
        "unbilled",
        "tests/unit/test_cli_reconcile.py::test_every_line_says_how_it_stands_and_why",
    ),
    Mutation(
        "eight thousand with a point is eight",
        "answers/reconciliation/figures.py",
        "return None if ambiguous else (whole, decimals)",
        "return whole, decimals",
        "tests/unit/test_reconciliation_reading.py::test_figures_are_read_as_swedes_write_them_or_not_at_all",
    ),
    Mutation(
        "an extract is drawn on Good Friday",
        "rules/timetable.py",
        "return _working_day_from(first + timedelta(days=months.FRIDAY - first.weekday()), -1)",
        "return first + timedelta(days=months.FRIDAY - first.weekday())",
        f"{RULES}timetable.py::test_the_dates_fall_on_working_days",
    ),
    Mutation(
        "the limits of a control chart are a little too narrow",
        "uncertainty/xmr.py",
        "FACTOR: Final = 2.66",
        "FACTOR: Final = 2.65",
        "tests/every_figure/test_municipality.py::test_the_months_and_their_limits",
    ),
    Mutation(
        "a hospital's hidden share is said to be of nobody",
        "ui/views/stay.py",
        'met_said=_said("met_state")',
        'met_said=_said("state")',
        "tests/every_figure/test_municipality.py::test_the_hospitals",
    ),
    Mutation(
        "a funnel's outer limit lies where one in a hundred falls",
        "uncertainty/funnel.py",
        "LEVELS: Final = (0.95, 0.998)",
        "LEVELS: Final = (0.95, 0.99)",
        "tests/every_figure/test_trends.py::test_the_funnel",
    ),
    Mutation(
        "a link to a bill is held against the newest version",
        "ui/views/versions.py",
        "[-1 if billing else 0]",
        "[0]",
        "tests/unit/test_versions.py::test_a_bill_stands_on_its_basis_whatever_comes_after",
    ),
    Mutation(
        "a link does not look at the months before its own",
        "ui/views/versions.py",
        "if first <= one < month)",
        "if first <= one < first)",
        "tests/unit/test_versions.py::test_earlier_months_count_as_far_back_as_a_page_can_look",
    ),
    Mutation(
        "a file leaves a hidden figure's cell empty",
        "ui/files.py",
        "return instead(row, column) or _missing(column) or None",
        "return None",
        "tests/unit/test_figures_file.py::test_numbers_are_numbers_dates_are_dates_and_words_say_why_there_is_none",
    ),
)

IN_EVERY_RUN = {
    "noon sharp is late",
    "the discharge day counts where it does not",
    "one free day less",
    "registered on the extract date is late",
    "the populations are swapped",
    "liable at the threshold",
    "pivotal must bring the mean below the threshold",
    "all days cost the discharge year's amount",
    "no track is exempt",
    "SIP may be called a day later",
}
"""The others take a minute together: `make soak` tries them all."""


def missing(root: Path) -> list[str]:
    """Mutations whose text does not stand exactly once where they say."""
    return [m.name for m in MUTATIONS if (root / "lus_stats" / m.file).read_text(encoding="utf-8").count(m.old) != 1]


def verdicts(root: Path, names: Collection[str]) -> dict[str, int]:
    """pytest's exit code for each named mutation's test under it, and for all their tests under none."""
    chosen = [mutation for mutation in MUTATIONS if mutation.name in names]
    found = {"unchanged": exit_code(*sorted({mutation.test for mutation in chosen}))}
    for mutation in chosen:
        path = root / "lus_stats" / mutation.file
        sound = path.read_text(encoding="utf-8")
        path.write_text(sound.replace(mutation.old, mutation.new), encoding="utf-8")
        found[mutation.name] = exit_code("--exitfirst", mutation.test)
        path.write_text(sound, encoding="utf-8")
    return found


def exit_code(*arguments: str) -> int:
    """Run some tests on the engine as its files now stand, in this process: the libraries stay loaded."""
    for name in [name for name in sys.modules if name.split(".")[0] in ("lus_stats", "tests")]:
        del sys.modules[name]
    with contextlib.redirect_stdout(io.StringIO()):
        return int(pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:xdist", *arguments]))


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.stdout.write(json.dumps(verdicts(Path(os.curdir), sys.argv[1:])))
