from __future__ import annotations

import subprocess
import sys

from cutover_tui.runner.bank_holidays import england_bank_holidays


def test_england_has_its_holidays_and_their_substitutes() -> None:
    found = england_bank_holidays([2027, 2026])

    assert found["2026-12-25"] == "Christmas Day"
    assert found["2026-12-28"] == "Boxing Day (observed)"
    assert found["2027-03-26"] == "Good Friday"
    assert list(found) == sorted(found)


def test_holidays_of_the_rest_of_the_kingdom_are_not_among_them() -> None:
    found = england_bank_holidays([2026])

    assert "2026-01-02" not in found
    assert "2026-03-17" not in found
    assert "2026-11-30" not in found


def test_no_years_have_no_holidays() -> None:
    assert england_bank_holidays([]) == {}


def test_the_package_is_loaded_only_when_it_is_asked() -> None:
    loaded = "import sys, cutover_tui.runner.bank_holidays; print('holidays' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
