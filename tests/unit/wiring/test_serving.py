"""Where a server listens."""

import socket

import pytest

from setpoint.errors import SettingError
from setpoint.wiring.serving import listen


def test_a_port_in_use_is_named() -> None:
    """With what to do about it; wrong use has the exit code 2."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SettingError, match=rf"port {port}: .*in use.* another --port") as error:
            listen("127.0.0.1", port)
    assert error.value.exit_code == 2


def test_an_address_of_another_machine_is_refused() -> None:
    """As is a name that nobody has."""
    for host in ("192.0.2.1", "no.such.host.invalid"):
        with pytest.raises(SettingError, match="cannot listen"):
            listen(host, 0)


def test_any_free_port_will_do() -> None:
    """If 0 is asked for."""
    with listen("127.0.0.1", 0) as listener:
        assert listener.getsockname()[1] > 0
