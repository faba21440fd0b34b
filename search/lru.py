"""Caches that forget what was used longest ago."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class WeightedCache(Generic[K, V]):
    """Least-recently-used cache bounded by the sum of ``weigh(value)`` over its values."""

    def __init__(self, limit: int, weigh: Callable[[V], int] = lambda _: 1) -> None:
        self._limit = limit
        self._weigh = weigh
        self._total = 0
        self._entries: OrderedDict[K, V] = OrderedDict()

    def peek(self, key: K) -> V | None:
        """Return the value of ``key``, None when it is not in the cache."""
        return self._entries.get(key)

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of ``key``, made now if it is not in the cache."""
        known = self._entries.get(key)
        if known is not None:
            self._entries.move_to_end(key)
            return known
        value = self._entries[key] = make()
        self._total += self._weigh(value)
        while self._total > self._limit and len(self._entries) > 1:
            _, old = self._entries.popitem(last=False)
            self._total -= self._weigh(old)
        return value


class RecentCache(Generic[K, V]):
    """Remembers the values used last, ``limit`` at most and half of these at least.

    What is used goes from an old half to a new one; when that is full, the old one is forgotten
    and the halves change places. So what is used again costs no more than a look into a mapping.
    """

    def __init__(self, limit: int) -> None:
        self._limit = max(1, limit // 2)
        self._new: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """Return the value of ``key``, None when it is not remembered."""
        value = self._new.get(key)
        if value is None and (value := self._old.get(key)) is not None:
            self.put(key, value)
        return value

    def put(self, key: K, value: V) -> V:
        """Remember a value, and return it."""
        if len(self._new) >= self._limit:
            self._old, self._new = self._new, {}
        self._new[key] = value
        return value
