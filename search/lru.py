"""A cache that forgets what was used longest ago once its values weigh too much."""

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

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of ``key``, made now if it is not in the cache."""
        if key in self._entries:
            self._entries.move_to_end(key)
            return self._entries[key]
        value = self._entries[key] = make()
        self._total += self._weigh(value)
        while self._total > self._limit and len(self._entries) > 1:
            _, old = self._entries.popitem(last=False)
            self._total -= self._weigh(old)
        return value
