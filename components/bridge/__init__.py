"""Where Python meets the browser: panels, links, tables with their CSV, the frame around every
page.
"""
