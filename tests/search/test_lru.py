"""A cache bounded by the weight of what it holds."""

from search.lru import RecentCache, WeightedCache


def test_it_forgets_what_was_used_longest_ago() -> None:
    made: list[str] = []
    cache: WeightedCache[str, str] = WeightedCache(5, len)

    def get(key: str) -> str:
        return cache.get(key, lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    for key in ("aa", "bb", "aa", "cc", "aa", "bb"):
        assert get(key) == key
    assert made == ["aa", "bb", "cc", "bb"]  # cc pushed bb out, which aa had been used after


def test_one_that_weighs_too_much_is_kept_alone() -> None:
    cache: WeightedCache[str, str] = WeightedCache(3, len)
    assert cache.get("x", lambda: "heavy") == "heavy"
    assert cache.get("x", lambda: "never made") == "heavy"
    assert cache.get("y", lambda: "a") == "a"
    assert cache.get("x", lambda: "again") == "again"


def test_what_was_used_last_is_remembered_and_no_more_than_the_limit() -> None:
    cache: RecentCache[int, str] = RecentCache(8)
    assert cache.get(0) is None
    for key in range(100):
        assert cache.put(key, str(key)) == str(key)
        assert cache.get(0) == "0"  # it is used at each turn
    remembered = [key for key in range(100) if cache.get(key)]
    assert {0, 97, 98, 99} <= {*remembered}
    assert len(remembered) <= 8
