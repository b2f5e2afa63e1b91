"""The closed sets of an assessment cycle."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a cycle stands (§31-§33), in order."""

    OPENED = "opened", _("已启动")
    FACTS_CHOSEN = "facts_chosen", _("已选定事实数据")
    MEASURED = "measured", _("已计量，征求意见")
    VERIFIED = "verified", _("已核实")
    PRELIMINARY = "preliminary", _("已形成初步结果")
    ON_NOTICE = "on_notice", _("公示中")
    SUBMITTED = "submitted", _("已提交管理小组")
    DECIDED = "decided", _("已审定")
    FILED = "filed", _("已报总行备案")
    CLOSED = "closed", _("已结束")

    @property
    def tone(self) -> str:
        """The colour beside the word."""
        return {"closed": "good", "filed": "good", "decided": "good", "opened": "neutral"}.get(self, "active")


ORDER = tuple(State)

PUBLISHED = (State.ON_NOTICE, State.SUBMITTED, State.DECIDED, State.FILED, State.CLOSED)
"""From the public notice on: managers see their own result, and the notice."""

DECIDED = (State.DECIDED, State.FILED, State.CLOSED)
"""The committee has decided."""


class ComputationState(models.TextChoices):
    """What became of a computation."""

    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("计算中")
    DONE = "done", _("待确认")
    ACCEPTED = "accepted", _("已采用")
    DECLINED = "declined", _("未采用")
    FAILED = "failed", _("失败")

    @property
    def tone(self) -> str:
        """The colour beside the word."""
        return {"failed": "bad", "done": "warn", "accepted": "good", "declined": "neutral"}.get(
            self, "active"
        )


class OpinionKind(models.TextChoices):
    """Whose opinion it is (§31)."""

    UNIT = "unit", _("所在单位意见")
    RISK = "risk", _("风险管理部意见")


class ObjectionState(models.TextChoices):
    """What became of an objection."""

    OPEN = "open", _("待答复")
    UPHELD = "upheld", _("成立")
    REJECTED = "rejected", _("不成立")

    @property
    def tone(self) -> str:
        """The colour beside the word."""
        return {"open": "warn", "upheld": "good"}.get(self, "neutral")


class Choice(models.TextChoices):
    """How a committee member votes."""

    APPROVE = "approve", _("同意")
    REJECT = "reject", _("不同意")
    ABSTAIN = "abstain", _("弃权")


class Classification(models.TextChoices):
    """The five categories of a loan; the last three are non-performing."""

    NORMAL = "normal", _("正常")
    SPECIAL_MENTION = "special_mention", _("关注")
    SUBSTANDARD = "substandard", _("次级")
    DOUBTFUL = "doubtful", _("可疑")
    LOSS = "loss", _("损失")


class AdjustmentKind(models.TextChoices):
    """What is determined on top of the delivered facts."""

    OWN_CAUSE = "own_cause", _("自身原因认定")
    CLASSIFICATION = "classification", _("五级分类认定")
    POINTS_WITHDRAWN = "points_withdrawn", _("撤销差错积分")
    POINTS_ADDED = "points_added", _("补记差错积分")
