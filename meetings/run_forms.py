"""The presses on the run screen. Each says what its page showed: see Running."""

from django import forms


class StepForm(forms.Form):
    do = forms.ChoiceField(choices=[(name, "") for name in ("begin", "next", "back", "add", "end")])
    item = forms.IntegerField(required=False)  # what was on
    then = forms.IntegerField(required=False)  # what was to come
    had = forms.IntegerField(required=False)  # minutes that had been added
    minutes = forms.TypedChoiceField(choices=[(1, ""), (5, "")], coerce=int, required=False)

    def take(self, meeting):
        """Do as pressed. False if nothing was changed."""
        data = self.cleaned_data
        match data["do"]:
            case "begin":
                return meeting.begin()
            case "next":
                return meeting.go_on(after=data["item"], then=data["then"])
            case "back":
                return meeting.go_back(before=data["item"])
            case "end":
                return meeting.finish(showing=data["item"])
        if not data["minutes"] or data["had"] is None:
            return False
        return meeting.add_minutes(data["minutes"], to=data["item"], had=data["had"])
