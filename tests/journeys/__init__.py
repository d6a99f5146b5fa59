"""What people do on the real site, in a real browser: nothing here knows how it is made."""
