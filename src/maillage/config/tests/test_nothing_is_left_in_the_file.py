"""What somebody takes back leaves the file of the embedded database, not only its tables."""

CANARY = "perlimpinpinette"
SCRIPT = f"""
import uuid
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from maillage.voices.actions import Said, receive_retex, start_consultation, withdraw_retex
from maillage.voices.enums import Profile

visitor = AnonymousUser()
there = start_consultation(title="Une", place="France", acting_user=None)
said = [
    Said(profile=Profile.PARENT, title="{CANARY}", text="{CANARY} " * size, irritants=("{CANARY}",))
    for size in (1, 40, 900)
]
sent = [
    receive_retex(consultation=there, said=each, client_key=uuid.uuid4(), acting_user=visitor)
    for each in said
]
"""
WITHDRAW = """
for each in sent:
    withdraw_retex(retex=each.retex, acting_user=visitor)
"""
CHECKPOINT = """
with connection.cursor() as cursor:
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
"""


def times_said(maillage, script):
    made = maillage("shell", "-c", script + CHECKPOINT)
    assert made.returncode == 0, made.stderr
    data = maillage.data
    return sum(file.read_bytes().count(CANARY.encode()) for file in data.glob("*.sqlite3*"))


def test_the_words_are_in_the_file_until_they_are_taken_back(migrated):
    assert times_said(migrated, SCRIPT) > 900


def test_no_page_of_the_file_holds_them_afterwards(migrated):
    assert times_said(migrated, SCRIPT + WITHDRAW) == 0
