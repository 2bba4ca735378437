import pytest

from reader.text.hosts import is_inside, is_loopback

INSIDE = [
    "127.0.0.1",
    "127.8.9.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "64:ff9b::10.0.0.1",
    "2002:7f00:1::",
    "localhost",
    "LOCALHOST.",
    "db.localhost",
    "printer.local",
    "nas",
    "2130706433",
    "127.1",
    "0x7f.0.0.1",
    "10.1.",
    "192.168.1.1.",
]
OUTSIDE = [
    "8.8.8.8",
    "2400:3200::1",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "news.example",
    "127.example.com",
    "10.0.0.1.example",
    "1.2.3",
    "198.18.0.7",
]


@pytest.mark.parametrize("host", INSIDE)
def test_what_only_this_network_reaches_is_inside(host: str) -> None:
    assert is_inside(host)


@pytest.mark.parametrize("host", OUTSIDE)
def test_all_else_is_outside(host: str) -> None:
    assert not is_inside(host)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.8.9.1", "127.1", "::1", "a.LocalHost", "localhost."]
)
def test_this_machine_has_many_names(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["127.example.com", "10.0.0.1", "nas", "notlocalhost", "1.2.3.4"])
def test_other_machines_are_not_this_one(host: str) -> None:
    assert not is_loopback(host)
