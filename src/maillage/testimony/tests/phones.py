"""A visitor without a script: fills in the form that the page holds, and presses a button of it."""

import datetime as dt
from html.parser import HTMLParser

import time_machine

READS_FOR = dt.timedelta(seconds=20)


class Form(HTMLParser):
    """The fields of the form of a page, with the values that a browser would send."""

    def __init__(self, html):
        super().__init__()
        self.action, self.values, self.radios, self.buttons = "", {}, {}, []
        self.area = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name, value = given.get("name"), given.get("value") or ""
        if tag == "form":
            self.action = given["action"]
        elif tag == "button":
            self.buttons.append(value)
        elif tag == "textarea":
            self.area = name
            self.values[name] = ""
        elif tag == "input" and given["type"] == "radio":
            self.radios.setdefault(name, []).append(value)
            if "checked" in given:
                self.values[name] = value
        elif tag == "input":
            self.values[name] = value

    def handle_data(self, text):
        if self.area:
            self.values[self.area] += text

    def handle_endtag(self, tag):
        if tag == "textarea":
            # The first line break after the tag is not part of the text.
            self.values[self.area] = self.values[self.area].removeprefix("\n")
            self.area = None


class Phone:
    """`Phone(client).open().fill(…).press("review")`: each page is read for a while."""

    def __init__(self, client, **headers):
        self.client, self.headers = client, headers
        self.response = self.form = None
        self.read_for = dt.timedelta(0)

    def open(self, address="/temoigner/"):
        return self._read(self.client.get(address, **self.headers))

    def fill(self, **values):
        assert self.form.values.keys() | self.form.radios.keys() >= values.keys()
        self.form.values |= values
        return self

    def press(self, step):
        assert step in self.form.buttons
        sent = {**self.form.values, "step": step}
        self.read_for += READS_FOR
        with time_machine.travel(dt.datetime.now(dt.UTC) + self.read_for, tick=True):
            return self._read(self.client.post(self.form.action, sent, **self.headers))

    def follow(self):
        assert self.response.status_code == 303
        return self._read(self.client.get(self.response["Location"], **self.headers))

    def testify(self, **values):
        """From the first page to the receipt."""
        words = {"profile": "parent", "irritants": "On ne capte rien au bourg"}
        self.open().fill(**(words | values)).press("review")
        return self.press("confirm").follow()

    @property
    def html(self):
        return self.response.content.decode()

    def _read(self, response):
        self.response = response
        self.form = Form(response.content.decode())
        return self
