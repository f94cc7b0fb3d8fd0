"""What a firm asks for: which system, from where, read how."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.conformance.actions import Address, AskedExamination
from hoistway.conformance.vocabulary import Origin, Topic
from hoistway.foundation.attachments import MOST_BYTES
from hoistway.telemetry.queries import mappings
from hoistway.web.desk.shapes import choices_of


class ExaminationForm(forms.Form):
    """A system and from where its rows come; nothing of it is taken in."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    topic = forms.ChoiceField(label=_("检验什么"), widget=forms.RadioSelect)
    origin = forms.ChoiceField(label=_("数据从哪里来"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("文件（NDJSON、JSON 列表或 CSV）"), required=False,
        error_messages={"empty": _("文件是空的。")},
        help_text=_("选择「上传的文件」时需要；不超过 12 MB"),
        widget=forms.ClearableFileInput(attrs={"accept": ".ndjson,.jsonl,.json,.csv,.txt"}),
    )  # fmt: skip
    url = forms.CharField(
        label=_("系统接口地址"), required=False, max_length=500,
        help_text=_("选择「系统接口地址」时需要；以 GET 方式读取"),
    )  # fmt: skip
    token = forms.CharField(
        label=_("访问令牌（可不填）"), required=False, max_length=500, strip=True,
        help_text=_("只用这一次，不保存"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    mapping = forms.ChoiceField(
        label=_("代码映射"), required=False, help_text=_("只用于监测数据；自有格式选对应的映射")
    )

    def __init__(self, data: Any = None, files: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, files, initial=initial)
        for name, term in (("topic", Topic), ("origin", Origin)):
            self._choose(name, choices_of(term, empty="")[1:])
        known = [(label, f"{label} · {one.title}") for label, one in mappings().items()]
        self._choose("mapping", [("", _("平台格式 lift.status/1")), *known])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Need a file or an address where they are chosen."""
        data: dict[str, Any] = super().clean() or {}
        file = data.get("file")
        if data.get("origin") == Origin.FILE and file is None and "file" not in self.errors:
            self.add_error("file", _("请选择文件。"))
        if file is not None and file.size > MOST_BYTES:
            self.add_error("file", _("文件超过 12 MB，请分几次检验。"))
        if data.get("origin") == Origin.ADDRESS and not data.get("url"):
            self.add_error("url", _("请填写地址。"))
        return data

    def asked(self) -> AskedExamination:
        """Return what is asked for."""
        data = self.cleaned_data
        topic, origin = Topic(data["topic"]), Origin(data["origin"])
        address, name, content = None, "", b""
        if origin is Origin.ADDRESS:
            address = Address(url=data["url"], token=data["token"])
        elif origin is Origin.FILE:
            name, content = (data["file"].name or "file")[:200], data["file"].read()
        return AskedExamination(
            topic=topic, form_id=data["form_id"], address=address, file_name=name, content=content,
            mapping=data["mapping"] if topic is Topic.TELEMETRY and origin is not Origin.FEED
            else "",
        )  # fmt: skip
