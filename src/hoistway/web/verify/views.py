"""Is this record true? By its number, by the code on the paper, or by a file."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hoistway.foundation import clock
from hoistway.ledger.queries import MOST_BYTES, Verification, verify_document
from hoistway.ledger.queries.papers import document_numbered
from hoistway.web.templatetags.house import carried
from hoistway.web.verify.shown import shown


class NumberForm(forms.Form):
    """The number that stands on the paper."""

    number = forms.CharField(
        label=_("记录编号"), max_length=80, required=True,
        error_messages={"required": _("请输入编号，或选择文件。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


class FileForm(forms.Form):
    """A record (JSON) or a court bundle (zip)."""

    file = forms.FileField(
        label=_("记录文件（JSON）或法庭证据包（zip）"),
        error_messages={
            "required": _("请选择文件。"), "empty": _("文件是空的。"), "missing": _("请选择文件。"),
        },
    )  # fmt: skip

    def clean_file(self) -> bytes:
        """Return the bytes; what is larger than any bundle is not read."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("文件过大。"))
        return bytes(upload.read())


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Take a number or a file; nothing that is sent is kept."""
    if request.method == "POST":
        return _by_file(request)
    if "number" not in request.GET:
        return _ask(request)
    form = NumberForm(request.GET)
    if form.is_valid():
        found = document_numbered(number=form.cleaned_data["number"])
        if found is not None:
            there = reverse("verify-document", args=[found.uid])
            return redirect(there + carried(request))
        form.add_error("number", _("平台没有这个编号的记录。请核对纸上的编号，或上传文件。"))
    return _ask(request, number=form, status=404 if form.has_error("number") else 200)


def _ask(
    request: HttpRequest, *, number: NumberForm | None = None, file: FileForm | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    form = number or file
    facts = {"number": number or NumberForm(), "file": file or FileForm(), "form": form}
    return render(request, "verify/ask.html", facts, status=status)


def _by_file(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, file=form, status=422)
    found = verify_document(file=form.cleaned_data["file"], now=clock.now())
    return _result(request, found, by_file=True)


@require_safe
def document(request: HttpRequest, document_uid: UUID) -> HttpResponse:
    """Say of one kept document whether it is true, false, and why."""
    found = verify_document(uid=document_uid, now=clock.now())
    return _result(request, found, status=200 if found.document else 404)


def _result(
    request: HttpRequest, found: Verification, *, by_file: bool = False, status: int = 200
) -> HttpResponse:
    facts = {"shown": shown(found=found), "by_file": by_file}
    return render(request, "verify/result.html", facts, status=status)
