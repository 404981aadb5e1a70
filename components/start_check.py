"""Is the data fit to serve? Says every problem and exits 1 when it is not."""

import sys

from components.site import site
from components.text import Text
from geo.errors import DataError

if __name__ == "__main__":
    try:
        site()
    except DataError as error:
        for text in (Text("fa"), Text("en")):
            print("\n".join([text("app.broken_title"), *(text.problem(p) for p in error.problems[:100])]), file=sys.stderr)
        sys.exit(1)
