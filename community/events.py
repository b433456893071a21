"""What is remembered of this room. No sentence names a candidate, a giver or somebody who gave an opinion."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

PLANNED = "community.decision.planned"
EDITED = "community.decision.edited"
NOTIFIED = "community.decision.notified"
ENTERED = "community.decision.entered"
SENT = "community.decision.sent"
RECOGNISED = "community.decision.recognised"
REFUSED = "community.decision.refused"
CONVENTION_SENT = "community.decision.convention_sent"
CANCELLED = "community.decision.cancelled"

CONSULTATION_DRAFTED = "community.consultation.drafted"
CONSULTATION_EDITED = "community.consultation.edited"
CONSULTATION_PUBLISHED = "community.consultation.published"
CONSULTATION_COUNTED = "community.consultation.counted"
CONSULTATION_NOTED = "community.consultation.noted"
CONSULTATION_CLOSED = "community.consultation.closed"
CONSULTATION_ANSWERED = "community.consultation.answered"
CONSULTATION_REPORTED = "community.consultation.reported"
CONSULTATION_CANCELLED = "community.consultation.cancelled"
ELECTION_PLANNED = "community.election.planned"
ELECTION_PREPARED = "community.election.prepared"
ELECTION_NOMINATED = "community.election.nominated"
ELECTION_HELD = "community.election.held"
ELECTION_SENT = "community.election.sent"
ELECTION_RECOGNISED = "community.election.recognised"
ELECTION_REFUSED = "community.election.refused"
ELECTION_CANCELLED = "community.election.cancelled"

PROJECT_OPENED = "community.contribution.opened"
PROJECT_EDITED = "community.contribution.edited"
CONTRIBUTED = "community.contribution.received"
SPENT = "community.contribution.spent"
LINE_STRUCK = "community.contribution.struck"
LINE_CORRECTED = "community.contribution.corrected"
PROJECT_DISCLOSED = "community.contribution.disclosed"
PROJECT_CLOSED = "community.contribution.closed"
PROJECT_REOPENED = "community.contribution.reopened"

TEAM_ENTERED = "community.mediation.team_entered"
TEAM_EDITED = "community.mediation.team_edited"
MEDIATION_ENTERED = "community.mediation.entered"
MEDIATION_EDITED = "community.mediation.edited"


def register_sentences() -> None:
    """Called once at start-up."""
    _register_decisions()
    _register_contributions()
    _register_mediation()
    register = sentences.register
    register(CONSULTATION_DRAFTED, _("{by} lập hồ sơ lấy ý kiến Nhân dân"))
    register(CONSULTATION_EDITED, _("{by} sửa hồ sơ: {fields}"))
    register(CONSULTATION_PUBLISHED, _("{by} ghi đã công khai ngày {on}, lấy ý kiến đến hết ngày {until}"))
    register(CONSULTATION_COUNTED, _("{by} ghi {count} ý kiến qua hình thức: {way}"))
    register(CONSULTATION_NOTED, _("{by} thêm nội dung ý kiến"))
    register(CONSULTATION_CLOSED, _("{by} kết thúc lấy ý kiến ngày {on}"))
    register(CONSULTATION_ANSWERED, _("{by} ghi giải trình, tiếp thu ngày {on}"))
    register(CONSULTATION_REPORTED, _("{by} ghi đã báo cáo Hội đồng nhân dân ngày {on}"))
    register(CONSULTATION_CANCELLED, _("{by} hủy; lý do: {reason}"))
    register(ELECTION_PLANNED, _("{by} lập hồ sơ bầu cử, ngày bầu {on}"))
    register(ELECTION_PREPARED, _("{by} ghi các ngày chuẩn bị bầu cử"))
    register(ELECTION_NOMINATED, _("{by} ghi danh sách {count} người ứng cử"))
    register(
        ELECTION_HELD, _("{by} nhập kết quả bầu: {represented} đại diện hộ đi bầu / {households} hộ; {signed_by} ký")
    )
    register(ELECTION_SENT, _("{by} ghi đã gửi biên bản ngày {on}"))
    register(ELECTION_RECOGNISED, _("{by} ghi đã công nhận kết quả ngày {on}"))
    register(ELECTION_REFUSED, _("{by} ghi không công nhận ngày {on}; lý do: {reason}"))
    register(ELECTION_CANCELLED, _("{by} hủy; lý do: {reason}"))


def _register_decisions() -> None:
    register = sentences.register
    register(PLANNED, _("{by} lập hồ sơ đưa ra Nhân dân quyết định, ngày {on}, {count} thôn, tổ dân phố"))
    register(EDITED, _("{by} sửa hồ sơ: {fields}"))
    register(NOTIFIED, _("{by} ghi ngày thông báo, công khai: {on}"))
    register(
        ENTERED,
        _(
            "{by} nhập kết quả của {village}: {in_favour} tán thành, {against} không tán thành / {households} hộ;"
            " biên bản do {signed_by} ký"
        ),
    )
    register(SENT, _("{by} ghi đã gửi kết quả đến Ủy ban nhân dân, Mặt trận ngày {on}"))
    register(RECOGNISED, _("{by} ghi đã công nhận ngày {on}"))
    register(REFUSED, _("{by} ghi không công nhận ngày {on}; lý do: {reason}"))
    register(CONVENTION_SENT, _("{by} ghi đã gửi hương ước, quy ước đã công nhận ngày {on}"))
    register(CANCELLED, _("{by} hủy; lý do: {reason}"))


def _register_contributions() -> None:
    register = sentences.register
    register(PROJECT_OPENED, _("{by} mở khoản đóng góp theo quyết định {decision}"))
    register(PROJECT_EDITED, _("{by} sửa hồ sơ: {fields}"))
    register(CONTRIBUTED, _("{by} ghi một dòng đóng góp: {sort}"))
    register(SPENT, _("{by} ghi một khoản chi ngày {on}"))
    register(LINE_STRUCK, _("{by} hủy dòng ngày {on}; lý do: {reason}"))
    register(LINE_CORRECTED, _("{by} sửa dòng ngày {on}; lý do: {reason}"))
    register(PROJECT_DISCLOSED, _("{by} lập việc công khai {code}"))
    register(PROJECT_CLOSED, _("{by} kết thúc huy động ngày {on}"))
    register(PROJECT_REOPENED, _("{by} mở lại để sửa; lý do: {reason}"))


def _register_mediation() -> None:
    register = sentences.register
    register(TEAM_ENTERED, _("{by} ghi tổ hòa giải của {village}"))
    register(TEAM_EDITED, _("{by} sửa tổ hòa giải: {fields}"))
    register(MEDIATION_ENTERED, _("{by} nhập số liệu hòa giải của {village}, {period}"))
    register(MEDIATION_EDITED, _("{by} sửa số liệu hòa giải, {period}"))
