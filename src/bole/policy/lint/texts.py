"""Texts that are given in Chinese only."""

import re
from collections.abc import Iterator

from bole.kernel.text import Text
from bole.policy.lint.remark import Remark
from bole.policy.schema import Policy
from bole.policy.walk import places

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def text_remarks(policy: Policy) -> Iterator[Remark]:
    """One remark on all texts without English, at the first of them."""
    keys = [place.key for place in places(policy) if any(map(_only_chinese, _texts(place.value)))]
    if keys:
        message = Text(
            f"{len(keys)} 处没有英文，英文页面将显示中文",
            f"{len(keys)} texts have no English; Chinese is shown",
        )
        yield Remark("untranslated", keys[0], message)


def _texts(value: object) -> Iterator[Text]:
    for each in value if isinstance(value, tuple) and not isinstance(value, Text) else (value,):
        if isinstance(each, Text):
            yield each


def _only_chinese(text: Text) -> bool:
    return text.zh == text.en and _CHINESE.search(text.zh) is not None
