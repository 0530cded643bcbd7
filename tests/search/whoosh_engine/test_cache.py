"""The cache of hot terms: bounded, and not emptied by what is asked for once."""

from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.whoosh_engine.reading import cache
from search.whoosh_engine.reading.cache import Cache


@pytest.fixture(autouse=True)
def _values_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "OVERHEAD", 0)


def _filled(room: int) -> Cache:
    """Return a cache in which two values of half the room each were asked for three times."""
    held = Cache(room)
    for _ in range(3):
        for key in ("hot", "warm"):
            held.get(key, lambda: [], lambda _: room // 2)
    return held


def test_values_asked_once_do_not_push_hot_ones_out() -> None:
    """A long row of values, each asked for once, leaves what is asked for again and again in its
    place."""
    held = _filled(100)
    for number in range(1_000):
        held.get(number, lambda: [], lambda _: 50)
    assert held.peek("hot") is not None and held.peek("warm") is not None


def test_what_becomes_hot_gets_a_place() -> None:
    """A value asked for more often than what is kept takes its place."""
    held = _filled(100)
    for _ in range(5):
        held.get("new", lambda: [], lambda _: 50)
    assert held.peek("new") is not None


def test_old_fame_fades(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was hot long ago makes room for what is asked for a few times now."""
    monkeypatch.setattr(cache, "AGED_AFTER", 100)
    held = Cache(100)
    for _ in range(1_000):
        held.get("old", lambda: [], lambda _: 100)
    for number in range(2_000):
        held.get(number, lambda: [], lambda _: 100)
    for _ in range(3):
        held.get("new", lambda: [], lambda _: 100)
    assert held.peek("new") is not None


def test_larger_than_the_room() -> None:
    """A value that can never fit is given, not kept, and pushes nothing out, however often it is
    asked for."""
    held = _filled(100)
    for _ in range(10):
        assert held.get("huge", lambda: "value", lambda _: 101) == "value"
        assert not held.is_worth("huge", 1, 101)
    assert held.peek("hot") is not None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60)), max_size=60))
def test_never_more_than_the_room(asked: list[tuple[int, int]]) -> None:
    """Whatever is asked for, what is kept fits, and each answer is that of its key."""
    held = Cache(100)
    for key, cost in asked:
        assert held.get(key, lambda key=key: (key,), lambda _, cost=cost: cost) == (key,)
        assert 0 <= held._room <= 100


def test_what_was_asked_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """The counts of questions stay bounded, whatever is asked for and never kept."""
    monkeypatch.setattr(cache, "AGED_AFTER", 100)
    held = Cache(100)
    for number in range(10_000):
        held.peek(number)
    assert len(held._asked) <= 200


def test_empty_values_take_room_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that nobody wrote is kept as nothing, under a key that takes memory: such entries are
    bounded as well."""
    monkeypatch.setattr(cache, "OVERHEAD", 1_000)
    held = Cache(100_000)
    for number in range(5_000):
        held.get(number, lambda: [], lambda _: 0)
    assert len(held._values) <= 100


def test_many_threads_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that ask, keep and push out at the same time get what they ask for."""
    monkeypatch.setattr(cache, "AGED_AFTER", 50)
    held = Cache(40)
    wrong: list[object] = []

    def ask(seed: int) -> None:
        try:
            for number in range(20_000):
                key = (number * seed) % 97
                held.is_worth(key, 2, 1)
                if held.get(key, lambda key=key: (key,), lambda _: 1) != (key,):
                    wrong.append(key)
        except RuntimeError as exc:
            wrong.append(exc)

    threads = [Thread(target=ask, args=(seed,)) for seed in (3, 5, 7, 11)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_closed_it_keeps_nothing() -> None:
    """What is closed still answers, and holds no memory."""
    held = _filled(100)
    held.close()
    assert held.peek("hot") is None
    assert held.get("hot", lambda: "value", lambda _: 1) == "value"
    assert not held._values
