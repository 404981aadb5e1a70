"""The addresses of this machine, told to Streamlit beforehand.

For its checks of where a socket comes from, and for what it prints at start, Streamlit asks a host
on the internet for the machine's address there, inside the event loop, and opens a socket towards
another to learn its own. Both answers are kept in `streamlit.net_util`.
"""

from streamlit import net_util

LOOPBACK = "127.0.0.1"


def know_addresses() -> None:
    """Answer both questions with the loopback address, so that no other host is ever asked.

    Who else may connect is a setting of ours.
    """
    net_util._internal_ip = net_util._external_ip = LOOPBACK
