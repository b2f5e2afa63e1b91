"""The list of deliveries; the page of one delivery is its own."""

from django.utils.translation import gettext_lazy as _

from bole.web.base.figures import grouped
from bole.web.base.tables import Column
from bole.web.base.templatetags.bole import state
from bole.web.common.menu import FACTS_AND_POLICY
from bole.web.common.register import Api, Given, Link, Register, declare
from bole.web.facts.capabilities import LOAD_FACTS, SEE_FACTS
from bole.web.facts.models import FactsLoad
from bole.web.facts.selectors import loads_seen

declare(
    Register(
        model=FactsLoad,
        plural="facts_loads",
        one="facts_load",
        at="facts/",
        title=_("数据装载"),
        sees=(SEE_FACTS,),
        rows=loads_seen,
        own_page=True,
        menu=(400, FACTS_AND_POLICY),
        also=("facts_new", "facts_findings"),
        columns=(
            "number",
            "source_name",
            "unit",
            Column(
                "state",
                _("状态"),
                lambda load: load.get_state_display(),
                "state",
                shown=lambda load: state(load.get_state_display(), load.tone),
            ),
            "last_day",
            Column(
                "errors",
                _("错误"),
                lambda load: load.errors,
                "errors",
                numeric=True,
                shown=lambda load: grouped(load.errors),
            ),
            Column(
                "warnings",
                _("提示"),
                lambda load: load.warnings,
                "warnings",
                numeric=True,
                shown=lambda load: grouped(load.warnings),
            ),
            Column(
                "submitted_by",
                _("提交人"),
                lambda load: str(load.submitted_by),
                "submitted_by__display_name",
            ),
            "submitted_at",
            Column(
                "sha256",
                _("数据摘要"),
                lambda load: load.facts_sha256,
                shown=lambda load: load.facts_sha256[:12],
                style="mono",
            ),
        ),
        filters=("state", "submitted_at"),
        default="-number",
        empty=(
            _("还没有装载过数据"),
            _("上传压缩包或按模板填写的工作簿，检查通过后即可用于考核。"),
        ),
        links=(
            Link(label=_("下载 Excel 模板"), route="facts_template", download=True),
            Link(label=_("装载数据"), route="facts_new", can=LOAD_FACTS, primary=True),
        ),
        api=Api(
            scope="cycles",
            at="facts",
            fields=(
                "number",
                "unit",
                Given(name="source", kind=str, value=lambda load: load.source_kind),
                "state",
                "submitted_at",
                "finished_at",
                "file_sha256",
                Given(name="facts_sha256", kind=str | None, value=lambda load: load.facts_sha256 or None),
                "last_day",
                "errors",
                "warnings",
            ),
        ),
    )
)
