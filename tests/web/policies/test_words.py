"""A policy's own words on pages."""

from django.template import Context, Template
from django.test import override_settings

from bole.assess.words import PolicyWords
from bole.policy.load import load_policy


@override_settings(LANGUAGE_CODE="zh-hans")
def test_a_badge_s_look_goes_by_the_place_of_the_tier_s_rank() -> None:
    policy = load_policy("commercial-2005").policy
    upside_down = policy.model_copy(update={"ranks": policy.ranks[::-1]})

    def badge(tier: str | None, words: PolicyWords) -> str:
        template = Template("{% load policies %}{% tier_in words tier %}")
        return template.render(Context({"words": words, "tier": tier}))

    words = PolicyWords(policy)
    assert badge("S1", words) == '<span class="tier tier-1" title="高级客户经理一档">S1</span>'
    assert 'class="tier tier-2"' in badge("M3", words)
    assert 'class="tier tier-4"' in badge("T1", words)
    assert 'class="tier tier-4"' in badge("S1", PolicyWords(upside_down))
    assert 'class="tier tier-4" title="Z9"' in badge("Z9", words)
    assert badge(None, words) == '<span class="tier tier-none">无档次</span>'
