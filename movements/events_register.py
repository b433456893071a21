"""What is remembered of movements, models and commendations, and how it reads."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

LAUNCHED = "movements.movement.launched"
MOVEMENT_EDITED = "movements.movement.edited"
MOVEMENT_ENDED = "movements.movement.ended"
TARGET_ADDED = "movements.movement.target_added"
TARGET_EDITED = "movements.movement.target_edited"
REGISTERED = "movements.model.registered"
MODEL_EDITED = "movements.model.edited"
CHECKED = "movements.model.checked"
SPREAD = "movements.model.spread"
MODEL_COMMENDED = "movements.model.commended"
MODEL_ENDED = "movements.model.ended"
COMMENDED = "movements.commendation.recorded"
COMMENDATION_EDITED = "movements.commendation.edited"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(LAUNCHED, _("{by} ghi phát động ngày {on}"))
    register(MOVEMENT_EDITED, _("{by} sửa: {fields}"))
    register(MOVEMENT_ENDED, _("{by} ghi kết thúc, ngày cuối cùng {on}"))
    register(TARGET_ADDED, _("{by} thêm mục tiêu {number}: {text}"))
    register(TARGET_EDITED, _("{by} sửa mục tiêu {number}; kết quả: {result}"))
    register(REGISTERED, _("{by} đăng ký mô hình, lĩnh vực {field}, đơn vị {unit}"))
    register(MODEL_EDITED, _("{by} sửa mô hình: {fields}"))
    register(CHECKED, _("{by} ghi kiểm tra ngày {on}: {result}"))
    register(SPREAD, _("{by} ghi {unit} nhân rộng từ ngày {on}"))
    register(MODEL_COMMENDED, _("{by} ghi khen thưởng: {level}, ngày {on}"))
    register(MODEL_ENDED, _("{by} ghi thôi thực hiện từ ngày {on}; lý do: {reason}"))
    register(COMMENDED, _("{by} ghi khen thưởng: {level}, ngày {on}"))
    register(COMMENDATION_EDITED, _("{by} sửa khen thưởng: {fields}"))
