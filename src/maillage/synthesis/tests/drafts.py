"""What a browser does with a sheet that waits: look at it, send back what is proposed, say yes."""

from django.urls import reverse

from maillage.synthesis import actions
from maillage.synthesis.tests.examples import sheet


def kept(user, told=None):
    return actions.keep_draft(
        sheet=told or sheet(), file_name="atelier-du-bourg.md", acting_user=user
    )


def address(draft):
    return reverse("synthesis:draft", args=[draft.token])


def as_proposed(response):
    """What a browser would send back of the form, untouched."""
    form = response.context["form"]
    report = response.context["report"]
    values = {name: form[name].value() for name in form.fields}
    values = {name: getattr(value, "pk", value) for name, value in values.items()}
    values["seen"] = report.fingerprint if report else ""
    return {name: value for name, value in values.items() if value is not None}


def say_yes(client, draft, **changes):
    shown = client.get(address(draft))
    return client.post(address(draft), {**as_proposed(shown), **changes, "confirm": "1"})
