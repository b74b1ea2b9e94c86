"""Two people who change one thing at once: the second is told, and nobody’s words are lost."""

from hashlib import sha256

from django import forms
from django.utils.translation import gettext as _


class Seen:
    """Put before the base of a form. Its page then carries a short word for what stood there.

    If something else stands there when the form comes back, nothing is kept yet, and it says what differs.
    Sent once more, it takes the place of that. What stands there in these words already was pressed twice.
    """

    # Boxes that somebody may have ticked meanwhile, and that nobody unticks by oversight.
    stay_ticked = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=self.now
        )

    def stands(self):
        """{name of a field: what stands there now}."""
        return {name: self.initial.get(name) for name in self.fields if name != "seen"}

    def now(self):
        said = [
            (name, sorted(map(str, value)) if isinstance(value, list) else str(value))
            for name, value in self.stands().items()
        ]
        return sha256(repr(said).encode()).hexdigest()[:16]

    def clean(self):
        data = super().clean()
        differs = [
            name
            for name in self.changed_data
            if name != "seen" and data.get(name) != self.initial.get(name)
        ]
        if differs and data.get("seen") not in ("", None, self.now()):
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.now()
            for name in self.stay_ticked:
                if self.stands()[name]:
                    self.data[self.add_prefix(name)] = "on"
            raise forms.ValidationError([_changed(), *map(self._as_it_stands, differs)])
        return data

    def _as_it_stands(self, name):
        label, now = self[name].label, self.stands()[name]
        if not now or not isinstance(now, str):
            return _("%(label)s: different now.") % {"label": label}
        words = dict(getattr(self.fields[name], "choices", ())).get(now, now)
        return _("%(label)s, as it stands now: “%(words)s”.") % {"label": label, "words": words}


def _changed():
    return _("Somebody has changed it meanwhile. Yours is not kept yet: look once more, and save.")
