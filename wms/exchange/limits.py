"""How large a file may be before it is opened at all: what is larger is refused, not tried."""

MAX_FILE_BYTES = 256 * 1024 * 1024
MAX_UNPACKED_BYTES = 512 * 1024 * 1024
MAX_UNPACK_RATIO = 250
SMALL_BYTES = 1024 * 1024
"""What a packed file may always unpack to, however well it was packed."""
MAX_ARCHIVE_ENTRIES = 2_000
MAX_ROWS = 1_048_576
MAX_COLUMNS = 200
MAX_CELL_SIGNS = 10_000
MAX_LINE_SIGNS = 2_000_000
MAX_PROBLEMS = 10_000
"""More problems than this, and the file is not what it was taken for: the rest is not looked for."""
CHILD_MEMORY_BYTES = 1024 * 1024 * 1024
CHILD_SECONDS = 120
