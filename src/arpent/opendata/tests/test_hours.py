"""Opening hours: what of them a pupil can use, and what cannot be counted on."""

import pytest

from arpent.opendata import slots_of
from arpent.opendata._hours import weeks_of, written


@pytest.mark.parametrize(
    ("hours", "slots"),
    [
        ("Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00", "wednesday saturday holidays"),
        ("Mo-Fr 09:00-19:00", "wednesday evening holidays"),
        ("Tu 16:00-19:00; We 10:00-12:00", "evening holidays"),
        ("Tu 18:30-20:00", "holidays"),
        ("We 14:00-19:30", "wednesday holidays"),
        ("We 13:00-14:45", "holidays"),
        ("We,Sa 14:00-18:00", "wednesday saturday holidays"),
        ("Sa-Su 10:00-18:00", "saturday sunday"),
        ("Fr-Mo 14:00-18:00", "saturday sunday holidays"),
        ("24/7", "wednesday evening saturday sunday holidays"),
        ("Mo-Su", "wednesday evening saturday sunday holidays"),
        ("Mo-Fr 09:00-18:00; SH off", "wednesday"),
        ("Mo-Fr 09:00-18:00; PH,SH closed", "wednesday"),
        ("Sa 10:00-18:00; SH Mo-Fr 10:00-12:00", "saturday holidays"),
        ("Mo-Fr 09:00-18:00; We off", "holidays"),
        ("Mo-Fr 09:00-12:00, We 14:00-18:00", "wednesday holidays"),
        ("Mo-Fr,PH 14:00-18:00; PH off", "wednesday holidays"),
        ('We 14:00-18:00 "sur rendez-vous"', "wednesday holidays"),
        ("We 14:00-18:00 || \"appeler\"", "wednesday holidays"),
        ("We 9:00-17:00;", "wednesday holidays"),
        # Open part of the year, or one week in four: not counted on.
        ("Apr-Oct We 14:00-18:00; Sa 10:00-12:00", "saturday"),
        ("We[1] 14:00-18:00; Sa 10:00-12:00", "saturday"),
        ("Fr 20:00-02:00", "holidays"),
    ],
)  # fmt: skip
def test_hours_tell_the_times_of_pupils(hours, slots):
    assert slots_of(hours) == set(slots.split())


@pytest.mark.parametrize(
    "text",
    ["", "9h-12h", "le lundi", "PH off", "We 14:00-99:00", "We 14:75-18:00", ";;"],
)
def test_what_is_no_hours_is_refused(text):
    with pytest.raises(ValueError, match="n’est pas"):
        slots_of(text)


def test_hours_typed_day_by_day_are_written_as_openstreetmap_does():
    days = {
        "Mo": "08:30 - 12:30 / 14:00 - 17:00",
        "Tu": "08h30-12h30 / 14h-17h",
        "We": "8:30 - 12:30",
        "Th": "sur rendez-vous",
        "Fr": None,
        "Sa": "09:00 à 12:00",
    }
    hours = written(days)
    assert hours == "Mo-Tu 08:30-12:30,14:00-17:00; We 08:30-12:30; Sa 09:00-12:00"
    assert weeks_of(hours)[0]["Mo"] == [(510, 750), (840, 1_020)]
    assert written({}) == ""


def test_a_day_that_is_not_next_is_written_apart():
    assert written({"Mo": "9:00-12:00", "We": "9:00-12:00"}) == "Mo 09:00-12:00; We 09:00-12:00"
