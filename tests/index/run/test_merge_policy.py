"""Many small runs leave few segments, and rewrite little."""

from index.run.merge_policy import MAX_MERGED_ARTICLES, merge_groups, with_merged


def test_segments_of_a_size_are_merged_by_eights() -> None:
    assert merge_groups([1] * 7) == []
    assert merge_groups([1] * 8) == [list(range(8))]
    assert merge_groups([2000, *[1] * 17, 0]) == [list(range(1, 9)), list(range(9, 17))]
    assert merge_groups([4000] * 8) == [list(range(8))]
    assert merge_groups([MAX_MERGED_ARTICLES // 2] * 20) == []


def test_many_small_runs_leave_few_segments_and_rewrite_little() -> None:
    segments: list[int] = []
    rewritten = runs = 0
    for _ in range(3000):
        segments.append(300)
        runs += 1
        while groups := merge_groups(segments):
            for group in groups:
                rewritten += sum(segments[place] for place in group)
                segments.append(sum(segments[place] for place in group))
            gone = {place for group in groups for place in group}
            segments = [size for place, size in enumerate(segments) if place not in gone]
    assert sum(segments) == 300 * runs
    assert len(segments) <= 25
    assert rewritten <= 6 * sum(segments)


def test_a_merged_segment_stands_where_its_first_member_stood() -> None:
    merged = {0: "BD", 1: "EF"}
    assert with_merged("ABCDEFG", [[1, 3], [4, 5]], merged) == ["A", "BD", "C", "EF", "G"]
    assert with_merged("AB", [], {}) == ["A", "B"]
