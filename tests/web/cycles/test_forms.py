"""Forms as browsers read them."""

from datetime import date

import pytest
from django.utils.translation import override

from bole.web.cycles.forms import ClassificationForm, OwnCauseForm
from bole.web.facts.forms import LoadFilter


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_browser_s_calendar_gets_iso_dates_whatever_the_language(language: str) -> None:
    with override(language):
        for form in (OwnCauseForm, ClassificationForm):
            assert 'value="2025-09-30"' in str(form(initial={"day": date(2025, 9, 30)})["day"])
        assert 'value="2025-09-30"' in str(LoadFilter(initial={"since": date(2025, 9, 30)})["since"])
