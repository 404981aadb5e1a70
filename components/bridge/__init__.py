"""Where Python meets the browser: panels, links, tables with their CSV, every page's frame."""
