"""The public holidays of a country and its region, from the `holidays` package."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from frictionaudit.domain.value_errors import UnreadableValueError


@lru_cache(maxsize=32)
def public_holidays(country: str, region: str | None, year: int, years: int) -> frozenset[date]:
    """The holidays of so many years from one on; UnreadableValueError for a country or region that is not known."""
    import holidays  # slow to import, and most pages state no year

    try:
        found = holidays.country_holidays(country, subdiv=region, years=range(year, year + years))
    except NotImplementedError:
        known = holidays.list_supported_countries(include_aliases=False).get(country)
        if known is None:
            raise UnreadableValueError(
                f"the public holidays of {country} are not known", "list the days under `holidays`"
            ) from None
        hint = f"write one of {', '.join(known)}" if known else "leave it out"
        raise UnreadableValueError(f"'{region}' is not a region of {country} with known holidays", hint) from None
    return frozenset(found)
