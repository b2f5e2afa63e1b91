"""Forms of deliveries: a new one from a file or a folder, and the filters of lists."""

from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from bole.kernel.text import Language
from bole.policy.load import load_policy
from bole.policy.locate import shipped_ids
from bole.web.base.languages import language
from bole.web.facts.arriving import folders_on_offer
from bole.web.facts.choices import Severity
from bole.web.facts.models import FactsLoad
from bole.web.facts.selectors import finding_groups


def _policies() -> list[tuple[str, str]]:
    """The policies whose words the facts may use, the fullest first, in the reader's language."""
    return _policies_in(language())


@cache
def _policies_in(shown: Language) -> list[tuple[str, str]]:
    loaded = [load_policy(policy_id) for policy_id in shipped_ids()]
    return [
        (f"{each.id}@{each.version}", f"{each.policy.policy.name.says(shown)} {each.version}")
        for each in loaded
    ]


class _WithPolicy(forms.Form):
    policy = forms.ChoiceField(
        label=_("按哪个制度检查"),
        choices=_policies,
        help_text=_("数据中的岗位、级别、差错项目等须是该制度的用词。"),
    )


class UploadForm(_WithPolicy):
    """A file from the person's own machine."""

    file = forms.FileField(
        label=_("文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,.xlsx"}),
        allow_empty_file=True,
    )

    field_order = ("file", "policy")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = settings.FACTS_UPLOAD_LIMIT // 1024 // 1024
        self.fields["file"].help_text = _(
            "CSV 或 Parquet 文件的 zip 压缩包，或按模板填写的 Excel 工作簿；不超过 %(limit)s MB。"
        ) % {"limit": limit}


class FolderForm(_WithPolicy):
    """A folder on the server, one of those on offer or below them."""

    folder = forms.CharField(
        label=_("服务器上的文件夹"),
        max_length=1000,
        widget=forms.TextInput(attrs={"list": "folders", "autocomplete": "off"}),
        help_text=_("写完整路径；只能是管理员允许的位置之内。"),
    )

    field_order = ("folder", "policy")

    @property
    def offered(self) -> list[str]:
        """The folders to pick from."""
        return [str(folder) for folder in folders_on_offer()]


class FindingFilter(forms.Form):
    """Filters of the findings of one delivery; offers only what occurs."""

    severity = forms.ChoiceField(
        label=_("程度"), required=False, choices=[("", _("全部")), *Severity.choices]
    )
    kind = forms.ChoiceField(label=_("种类"), required=False)
    table = forms.ChoiceField(label=_("数据表"), required=False)

    def __init__(self, *args: Any, load: FactsLoad, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = finding_groups(load)
        kinds = {group["kind"]: group["kind_label"] for group in groups}
        tables = {group["table"]: group["table_title"] for group in groups if group["table"]}
        kind, table = self.fields["kind"], self.fields["table"]
        if isinstance(kind, forms.ChoiceField) and isinstance(table, forms.ChoiceField):
            kind.choices = [("", _("全部")), *kinds.items()]
            table.choices = [("", _("全部")), *tables.items()]

    def chosen(self) -> dict[str, str]:
        """What was chosen, as far as it is on offer."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
