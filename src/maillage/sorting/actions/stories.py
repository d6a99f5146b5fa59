"""A person says which ideas a story holds; the machine had pointed at some."""

from django.db import transaction

from maillage.sorting.models import StoryRead
from maillage.voices import actions as voices


@transaction.atomic
def split_story(*, retex, irritants, strengths, version, acting_user):
    """The passages become points, laid on the desk; without any, the story is only read. Once."""
    if StoryRead.objects.filter(retex=retex).exists():
        return
    told = {"irritants": irritants, "strengths": strengths, "version": version}
    voices.split_story(retex=retex, acting_user=acting_user, **told)
    StoryRead.objects.create(retex=retex, read_by=acting_user)
