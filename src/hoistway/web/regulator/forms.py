"""What a regulator fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReviewForm(forms.Form):
    """Why a finished rescue is judged once more."""

    note = forms.CharField(
        max_length=2000, error_messages={"required": _("请写明复核的理由，它会写入经过。")}
    )
