"""Sweden's counties and municipalities, the City of Stockholm's districts, and the order of å ä ö."""

from lus_stats.geography.alphabet import swedish_key, swedish_order
from lus_stats.geography.districts import (
    DISTRICT_MUNICIPALITY,
    DISTRICTS,
    District,
    canonical_district,
    district_named,
    district_today,
    districts_frame,
    districts_valid_on,
    todays_districts,
)
from lus_stats.geography.places import (
    COUNTIES,
    MUNICIPALITIES,
    MUNICIPALITY_CODES,
    County,
    Municipality,
    check_county,
    counties_frame,
    county_name,
    county_of,
    municipalities_frame,
    municipality_name,
)

__all__ = [
    "COUNTIES",
    "DISTRICTS",
    "DISTRICT_MUNICIPALITY",
    "MUNICIPALITIES",
    "MUNICIPALITY_CODES",
    "County",
    "District",
    "Municipality",
    "canonical_district",
    "check_county",
    "counties_frame",
    "county_name",
    "county_of",
    "district_named",
    "district_today",
    "districts_frame",
    "districts_valid_on",
    "municipalities_frame",
    "municipality_name",
    "swedish_key",
    "swedish_order",
    "todays_districts",
]
