"""The columns of the lists of this app, as shown and exported."""

from django.utils.translation import gettext_lazy as _

from bole.web.base.tables import Column

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
