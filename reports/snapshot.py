"""A paper as plain data and back: what an issued report keeps, so that it can be shown and rebuilt unchanged."""

import base64
import dataclasses
import datetime
from typing import Any

from common import charts, official

_CLASSES = {
    cls.__name__: cls
    for cls in (
        official.Paper,
        official.Section,
        official.Annex,
        official.Paragraph,
        official.Run,
        official.Bullets,
        official.Table,
        official.Figure,
    )
}


def freeze(value: Any) -> Any:
    """JSON for a paper (or any part of one). Every part keeps the name of its class; a chart is drawn for good."""
    match value:
        case official.Style():
            return {"style": value.value}
        case datetime.datetime():
            return {"moment": value.isoformat()}
        case datetime.date():
            return {"day": value.isoformat()}
        case bytes():
            return {"bytes": base64.b64encode(value).decode("ascii")}
        case tuple() | list():
            return [freeze(item) for item in value]
        case frozenset():
            return {"set": sorted(value)}
        case official.Figure():
            value = charts.drawn(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: freeze(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"class": type(value).__name__, **fields}
    return value


def thaw(data: Any) -> Any:
    """The paper that ``freeze`` wrote down. Raises KeyError for data that is no paper."""
    match data:
        case {"class": name}:
            return _CLASSES[name](**{field: thaw(value) for field, value in data.items() if field != "class"})
        case {"style": style}:
            return official.Style(style)
        case {"moment": moment}:
            return datetime.datetime.fromisoformat(moment)
        case {"day": day}:
            return datetime.date.fromisoformat(day)
        case {"bytes": encoded}:
            return base64.b64decode(encoded)
        case {"set": items}:
            return frozenset(items)
        case list():
            return tuple(thaw(item) for item in data)
    return data
