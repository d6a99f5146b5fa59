from arpent.sheets import Sheet, read_sheet, sheet_from_dict, sheet_to_dict, write_sheet


def counts(row: object, *names: str) -> tuple[int, ...]:
    return tuple(len(getattr(row, name)) for name in names)


def test_the_theme_is_named(seed: Sheet) -> None:
    assert (seed.theme.number, seed.theme.title[:21]) == (1, "Garantir un égal accè")


def test_the_two_accounts_under_one_heading_stay_two(seed: Sheet) -> None:
    assert [len(retex.accounts) for retex in seed.retex] == [1, 2, 1]
    assert [len(one.links) for retex in seed.retex for one in retex.accounts] == [1, 1, 1, 1]
    assert [retex.number for retex in seed.retex] == [1, 2, 3]
    assert all(one.title for retex in seed.retex for one in retex.accounts)


def test_every_irritant_and_strength_is_counted(seed: Sheet) -> None:
    assert [counts(row, "irritants", "strengths") for row in seed.diagnosis] == [(9, 12), (4, 5)]
    assert [row.retex for row in seed.diagnosis] == [(1,), (2,)]


def test_every_need_and_lever_is_counted(seed: Sheet) -> None:
    found = [counts(row, "irritants", "needs", "levers") for row in seed.projections]
    assert found == [(1, 1, 2), (1, 1, 1), (1, 3, 1)]


def test_every_step_of_the_plan_is_counted(seed: Sheet) -> None:
    names = ("levers", "steps", "actors", "horizon", "indicators")
    assert [counts(row, *names) for row in seed.plan] == [(1, 6, 4, 3, 3), (2, 3, 2, 2, 2)]


def test_three_items_are_highlighted(seed: Sheet) -> None:
    names = ("levers", "steps", "actors", "horizon", "indicators")
    marked = [
        name
        for row in seed.plan
        for name in names
        for item in getattr(row, name)
        if item.highlighted
    ]
    assert marked == ["levers", "steps", "actors"]


def test_nothing_of_it_is_left_to_check(seed: Sheet) -> None:
    assert seed.warnings == ()


def test_no_bullet_and_no_tag_stays_in_a_text(seed: Sheet) -> None:
    written = str(sheet_to_dict(seed))
    assert not any(mark in written for mark in ("▶", "<li>", "<sup>", "  "))
    assert "1er et 2nd degrés" in written


def test_it_survives_every_format(seed: Sheet) -> None:
    for name in ("docx", "odt", "html", "md", "pasted", "json"):
        assert read_sheet(write_sheet(seed, name)) == seed, name
    assert sheet_from_dict(sheet_to_dict(seed)) == seed
