"""Is the data fit to serve? Says every problem and exits 1 when it is not."""

import sys

from components.editing.start_remarks import start_remarks
from components.server.site import site
from components.words.text import Text
from geo.basis.errors import DataError
from geo.registry.errors import RegistryError

if __name__ == "__main__":
    try:
        site()
        for text in (Text("fa"), Text("en")):
            for line in start_remarks(text):
                print(line, file=sys.stderr)
    except RegistryError as error:
        for text in (Text("fa"), Text("en")):
            print(text.registry_fault(error), file=sys.stderr)
        sys.exit(1)
    except DataError as error:
        for text in (Text("fa"), Text("en")):
            print(
                "\n".join(
                    [text("app.broken_title"), *(text.problem(p) for p in error.problems[:100])]
                ),
                file=sys.stderr,
            )
        sys.exit(1)
