"""What somebody hands in: a file, how it is read, from where, and of which day."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hoistway.registry.actions.imports import AskedImport
from hoistway.registry.queries.imports import shipped_mappings
from hoistway.web.desk.filters import DayInput

OWN = "own"
"""Stands for a mapping that is handed in with the file."""

FIRST = "hoistway-register"
"""Stands first: the form in which the platform itself hands its register out."""

MOST_MAPPING_BYTES = 200_000
"""Largest mapping file. Chosen: fifty times the largest one shipped."""

_PART = 1 << 20


class ImportForm(forms.Form):
    """A file with its mapping; it is only tried until somebody says «apply»."""

    file = forms.FileField(
        label=_("文件（CSV、Excel、JSON）"),
        error_messages={"required": _("请选择文件。"), "empty": _("文件是空的。")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.xlsm,.json,.ndjson"}),
    )  # fmt: skip
    mapping = forms.ChoiceField(label=_("映射（哪一列是什么）"))
    own_mapping = forms.FileField(
        label=_("自己的映射文件（TOML）"), required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".toml"}),
    )  # fmt: skip
    source = forms.CharField(
        label=_("来源（可不填）"), max_length=48, required=False,
        help_text=_("例如 supervision、inspection；不填则按映射"),
    )  # fmt: skip
    observed = forms.DateField(
        label=_("数据日期（可不填）"), required=False, widget=DayInput,
        help_text=_("数据是哪一天的；旧数据不会盖过新数据"),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        field = self.fields["mapping"]
        if isinstance(field, forms.ChoiceField):
            shipped = sorted(shipped_mappings(), key=lambda one: one.name != FIRST)
            choices = [(one.name, f"{one.name} · {one.title}") for one in shipped]
            field.choices = [*choices, (OWN, _now("自己的映射文件"))]

    def clean(self) -> dict[str, Any]:
        """Need a mapping file where none of the shipped ones is chosen."""
        data: dict[str, Any] = super().clean() or {}
        own = data.get("own_mapping")
        if data.get("mapping") == OWN and own is None:
            self.add_error("own_mapping", _("请选择映射文件。"))
        if own is not None and own.size > MOST_MAPPING_BYTES:
            self.add_error("own_mapping", _("映射文件太大。"))
        return data

    def asked(self) -> AskedImport:
        """Return what is asked: always to try first."""
        data = self.cleaned_data
        file, own = data["file"], data["own_mapping"] if data["mapping"] == OWN else None
        return AskedImport(
            file_name=file.name or "file", content=file.chunks(_PART),
            mapping_name="" if own else data["mapping"],
            mapping_text=own.read().decode("utf-8-sig", "replace") if own else "",
            source=data["source"].strip(), observed=data["observed"], apply=False,
        )  # fmt: skip
