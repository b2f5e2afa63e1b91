"""Forms as browsers read them."""

import pytest
from django.utils.translation import override

from bole.web.cycles.forms import ClassificationForm, OwnCauseForm
from bole.web.cycles.models import Cycle
from bole.web.people.access import Access
from bole.web.people.models import User


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_browser_s_calendar_gets_iso_dates_whatever_the_language(language: str) -> None:
    with override(language):
        for form in (OwnCauseForm, ClassificationForm):
            shown = form(access=Access(User(), ()), record=Cycle(period="2025Q3"))
            assert 'value="2025-09-30"' in str(shown["day"])
