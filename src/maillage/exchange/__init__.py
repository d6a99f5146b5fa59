"""Exchange: what was said, in and out, in numbers and in open formats.

Owns      import batches; the tables (CSV, XLSX, JSON, Decidim) that come in and leave.
Reads     voices, territory, accounts.
Read by   privacy, portal.
"""
