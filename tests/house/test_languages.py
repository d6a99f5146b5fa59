"""What is translated is well formed, and what is read is what was translated."""

import pytest

from tests.house import catalogs
from tests.house.tree import ROOMS

CATALOGS = [
    (room, language)
    for room in ROOMS
    for language in catalogs.PUBLIC
    if (catalogs.folder_of(room, language) / "django.po").exists()
]


@pytest.mark.parametrize(("room", "language"), CATALOGS)
def test_a_translation_keeps_the_variables_the_tags_and_the_plurals(room, language):
    assert [
        f"{fault}: {message.id!r}"
        for message in catalogs.read_catalog(room, language)
        if message.id
        for fault in catalogs.faults_of(message, language)
        if fault != catalogs.NOT_TRANSLATED
    ] == []
