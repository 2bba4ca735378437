import pytest

from reader.fetch.address import is_inside, may_lead

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
]
OUTSIDE = [
    "8.8.8.8",
    "2400:3200::1",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "news.example",
    "198.18.0.7",
]


@pytest.mark.parametrize("host", INSIDE)
def test_what_only_this_network_reaches_is_inside(host: str) -> None:
    assert is_inside(host)
    assert not may_lead("news.example", host)


@pytest.mark.parametrize("host", OUTSIDE)
def test_anything_may_lead_outside(host: str) -> None:
    assert not is_inside(host)
    assert all(may_lead(leader, host) for leader in [*INSIDE, *OUTSIDE])


def test_inside_a_host_leads_to_itself_and_loopback_to_loopback() -> None:
    assert may_lead("192.168.1.1", "192.168.1.1")
    assert not may_lead("192.168.1.1", "192.168.1.2")
    assert may_lead("127.0.0.1", "localhost")
    assert not may_lead("127.0.0.1", "10.0.0.1")
    assert not may_lead("10.0.0.1", "127.0.0.1")
