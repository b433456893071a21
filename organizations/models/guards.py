"""Rules over several rows, kept by the database at the end of each transaction (deferred constraint triggers).

Each raises check_violation, so Django reports an IntegrityError; services say the same beforehand, beside the field.
"""

import pgtrigger


def _guard(name: str, operation: pgtrigger.Operation, broken: str, message: str) -> pgtrigger.Trigger:
    """A trigger that refuses the transaction when the query ``broken`` finds a row."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=operation,
        timing=pgtrigger.Deferred,
        func=(
            f"IF EXISTS ({broken}) THEN RAISE EXCEPTION USING MESSAGE = '{message}',"
            f" ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END IF; RETURN NULL;"
        ),
    )


_UNIT, _PLACEMENT = "organizations_unit", "organizations_placement"
_UNIT_LIFE = pgtrigger.Insert | pgtrigger.UpdateOf("valid")
_ANY_CHANGE = pgtrigger.Insert | pgtrigger.Update
_LIFE_MESSAGE = {
    "organizations_placement": "Các giai đoạn trực thuộc phải phủ kín thời gian tồn tại của đơn vị.",
    "organizations_unitname": "Các tên gọi phải phủ kín thời gian tồn tại của đơn vị.",
}


def _unfilled(table: str, unit: str) -> str:
    """Units whose rows in ``table`` do not fill their life exactly."""
    rows = f"(SELECT range_agg(r.valid) FROM {table} r WHERE r.unit_id = u.id)"
    return f"SELECT FROM {_UNIT} u WHERE u.id = {unit} AND {rows} IS DISTINCT FROM datemultirange(u.valid)"


def fills_life(table: str) -> list[pgtrigger.Trigger]:
    """For the dated rows of a unit: together they are the unit's life, no more and no less."""
    message = _LIFE_MESSAGE[table]
    return [
        _guard("fills_life", _ANY_CHANGE, _unfilled(table, "NEW.unit_id"), message),
        _guard("still_fills_life", pgtrigger.Delete | pgtrigger.Update, _unfilled(table, "OLD.unit_id"), message),
    ]


def life_is_filled(name: str, table: str) -> pgtrigger.Trigger:
    """For the unit: a new or changed life is filled by its dated rows."""
    return _guard(name, _UNIT_LIFE, _unfilled(table, "NEW.id"), _LIFE_MESSAGE[table])


_PARENT_MESSAGE = "Đơn vị cấp trên phải tồn tại trong suốt thời gian có đơn vị trực thuộc."

parent_is_alive = _guard(
    "parent_is_alive",
    _ANY_CHANGE,
    f"SELECT FROM {_PLACEMENT} p JOIN {_UNIT} u ON u.id = p.parent_id WHERE p.id = NEW.id AND NOT u.valid @> p.valid",
    _PARENT_MESSAGE,
)

children_are_covered = _guard(
    "children_are_covered",
    _UNIT_LIFE,
    f"SELECT FROM {_PLACEMENT} p JOIN {_UNIT} u ON u.id = p.parent_id WHERE u.id = NEW.id AND NOT u.valid @> p.valid",
    _PARENT_MESSAGE,
)

# Upwards from the new placement, only while the stretches of time share a day; a tree is never deep.
no_circle = _guard(
    "no_circle",
    _ANY_CHANGE,
    "WITH RECURSIVE up(unit_id, valid) AS ("
    f" SELECT p.parent_id, p.valid FROM {_PLACEMENT} p WHERE p.id = NEW.id AND p.parent_id IS NOT NULL"
    f" UNION SELECT p.parent_id, p.valid * up.valid FROM up JOIN {_PLACEMENT} p"
    " ON p.unit_id = up.unit_id AND p.valid && up.valid AND p.parent_id IS NOT NULL"
    ") SELECT FROM up WHERE up.unit_id = NEW.unit_id",
    "Một đơn vị không thể thuộc đơn vị cấp dưới của chính nó.",
)

bodies_are_covered = _guard(
    "bodies_are_covered",
    _UNIT_LIFE,
    f"SELECT FROM organizations_body b JOIN {_UNIT} u ON u.id = b.unit_id"
    " WHERE u.id = NEW.id AND NOT u.valid @> b.valid",
    "Cơ quan chỉ tồn tại trong thời gian đơn vị tồn tại.",
)

unit_is_alive = _guard(
    "unit_is_alive",
    _ANY_CHANGE,
    f"SELECT FROM organizations_body b JOIN {_UNIT} u ON u.id = b.unit_id"
    " WHERE b.id = NEW.id AND NOT u.valid @> b.valid",
    "Cơ quan chỉ tồn tại trong thời gian đơn vị tồn tại.",
)


def _taken_over(table: str, successions: str, wrong_day: str, message: str) -> pgtrigger.Trigger:
    return _guard(
        "taken_over_at_the_end",
        _ANY_CHANGE,
        f"SELECT FROM {successions} s JOIN {table} p ON p.id = s.predecessor_id JOIN {table} n ON n.id = s.successor_id"
        f' WHERE s.id = NEW.id AND ({wrong_day} OR NOT n.valid @> s."on")',
        message,
    )


unit_taken_over = _taken_over(
    _UNIT,
    "organizations_unitsuccession",
    'upper(p.valid) IS DISTINCT FROM s."on"',
    "Kế thừa bắt đầu đúng ngày đơn vị trước chấm dứt, khi đơn vị kế thừa đang tồn tại.",
)

# A decision may name the successor of a body after the body is gone, never before.
body_taken_over = _taken_over(
    "organizations_body",
    "organizations_bodysuccession",
    'upper(p.valid) IS NULL OR s."on" < upper(p.valid)',
    "Kế thừa bắt đầu sau khi cơ quan trước chấm dứt, khi cơ quan kế thừa đang tồn tại.",
)


def marks_units(column: str = "unit_id") -> tuple[pgtrigger.Trigger, ...]:
    """For the Meta.triggers of what pages count or name: every unit that a statement touches is marked as changed by
    its transaction (UnitChange), so that what is kept of it is out of date (organizations.kept)."""
    touched = {pgtrigger.Insert: "new", pgtrigger.Update: "new", pgtrigger.Delete: "old"}
    return tuple(
        pgtrigger.Trigger(
            name=f"marks_units_{operation}".lower(),
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**{which: "touched"}),
            func="INSERT INTO organizations_unitchange (unit_id, transaction, at)"
            f" SELECT DISTINCT {column}, pg_current_xact_id(), now() FROM touched ON CONFLICT DO NOTHING; RETURN NULL;",
        )
        for operation, which in touched.items()
    )
