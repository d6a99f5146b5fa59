"""What a sheet may cost. The seed weighs 12 kB and holds 100 items: every bound is far above it."""

MAX_FILE_BYTES = 20_000_000  # a .docx with photographs of the flip charts still passes
MAX_TEXT_BYTES = 4_000_000  # html, md, json: text only, once inline images are taken out
MAX_UNPACKED_BYTES = 100_000_000  # the directory of a zip may promise no more
MAX_XML_BYTES = 16_000_000  # what pandoc can parse within its heap
MAX_MEMBERS = 2_000  # a Word file has about twenty
MAX_RATIO = 200  # Word's own XML compresses 10 to 20 times; a bomb, a thousand times
RATIO_FLOOR_BYTES = 1_000_000  # under this size a high ratio is harmless
MAX_SECONDS = 10.0  # a sheet takes 0.1 s; pandoc is exponential on some broken HTML
PANDOC_HEAP = "512M"
MAX_ROWS = 2_000
MAX_ITEMS = 20_000
MAX_NUMBER = 9_999  # a RETEX or a theme number; four digits also hold a year
MAX_WARNINGS = 500
