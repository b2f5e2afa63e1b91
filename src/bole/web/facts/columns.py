"""The columns of the lists of this app, as shown and exported."""

from django.utils.translation import gettext_lazy as _

from bole.web.base.tables import Column

LOADS = (
    Column("number", _("编号"), lambda load: load.number, order="number", numeric=True),
    Column("source", _("名称"), lambda load: load.source_name, order="source_name"),
    Column("unit", _("机构"), lambda load: load.unit.name, order="unit__path"),
    Column("state", _("状态"), lambda load: load.get_state_display(), order="state"),
    Column("last_day", _("数据截至"), lambda load: load.last_day, order="last_day"),
    Column("errors", _("错误"), lambda load: load.errors, order="errors", numeric=True),
    Column("warnings", _("提示"), lambda load: load.warnings, order="warnings", numeric=True),
    Column(
        "submitted_by", _("提交人"), lambda load: str(load.submitted_by), order="submitted_by__display_name"
    ),
    Column("submitted_at", _("提交时间"), lambda load: load.submitted_at, order="submitted_at"),
    Column("sha256", _("数据摘要"), lambda load: load.facts_sha256),
)

FINDINGS = (
    Column("severity", _("程度"), lambda row: str(row.severity.label), order="severity"),
    Column("kind", _("种类"), lambda row: str(row.kind_label), order="kind"),
    Column("table", _("数据表"), lambda row: row.table, order="table"),
    Column("place", _("文件"), lambda row: row.place, order="place"),
    Column("row", _("行"), lambda row: row.row, order="row", numeric=True),
    Column("column", _("列"), lambda row: row.column, order="column"),
    Column("key", _("键"), lambda row: row.key, order="key"),
    Column("message", _("问题"), lambda row: row.message),
    Column("remedy", _("处理办法"), lambda row: row.remedy),
)
