"""What is remembered of a report, one sentence per kind."""

from django.utils.translation import gettext_lazy as _

from audit.sentences import register


def register_sentences() -> None:
    """Called once, when the portal starts."""
    register("reports.started", _("{by} lập báo cáo"))
    register("reports.section_written", _("{by} viết mục “{section}”"))
    register("reports.commented", _("{by} góp ý mục “{section}”"))
    register("reports.comment_settled", _("{by} đánh dấu đã xử lý góp ý mục “{section}”"))
    register("reports.word_read", _("{by} tải lên tệp Word đã sửa: {count} chỗ khác báo cáo"))
    register("reports.word_accepted", _("{by} nhận từ tệp Word lời văn mục “{section}”"))
    register("reports.word_declined", _("{by} không nhận từ tệp Word chỗ khác ở mục “{section}”"))
    register("reports.signing_set", _("{by} ghi người ký, nơi nhận"))
    register("reports.submitted", _("{by} trình báo cáo"))
    register("reports.recalled", _("{by} rút lại báo cáo đã trình: {reason}"))
    register("reports.sent_back", _("{by} trả lại báo cáo: {reason}"))
    register("reports.approved", _("{by} duyệt báo cáo, bước “{step}”"))
    register("reports.approved_on_paper", _("{by} ghi nhận {signer} đã duyệt trên giấy ngày {day}, bước “{step}”"))
    register("reports.handed_over", _("{by} chuyển ký báo cáo, số liệu được chốt"))
    register("reports.differences_explained", _("{by} giải trình {count} chỗ bản đã ký khác bản chốt: {reason}"))
    register("reports.not_compared", _("{by} ghi nhận bản đã ký là bản chụp, không có lớp chữ: không so sánh được"))
    register("reports.withdrawn", _("{by} thu hồi báo cáo: {reason}"))
    register("reports.replacement_started", _("{by} lập báo cáo thay thế"))
    register("reports.replaced", _("Báo cáo được thay thế bằng báo cáo số {number}, {by} ghi"))
    register("reports.published", _("{by} công bố số liệu của báo cáo cho người dân"))
    register("reports.unpublished", _("{by} thôi công bố số liệu của báo cáo"))
    register("reports.outline_drafted", _("{by} soạn đề cương “{title}”"))
    register("reports.outline_edited", _("{by} sửa các mục của đề cương “{title}”"))
    register("reports.outline_sent", _("{by} giao đề cương “{title}” xuống cấp dưới"))
    register("reports.chain_changed", _("{by} đặt quy trình duyệt báo cáo: {steps}"))
    register("reports.numbering_changed", _("{by} đặt cách cấp số báo cáo, {what}: {way}"))
    register("reports.batch_asked", _("{by} yêu cầu dựng {count} báo cáo: {title}"))
    register("reports.batch_retried", _("{by} yêu cầu dựng lại {count} báo cáo: {title}"))
    register("reports.row_erased", _("{by} xóa dữ liệu cá nhân của hồ sơ số {record} trong “{figure}”: {reason}"))
    register("reports.book_asked", _("{by} yêu cầu in: {title}"))
    register("reports.schedule_made", _("{by} đặt lịch lập báo cáo: {title}"))
    register("reports.schedule_on", _("{by} dùng lại lịch lập báo cáo: {title}"))
    register("reports.schedule_off", _("{by} ngừng lịch lập báo cáo: {title}"))
    register("reports.issued", _("{by} ban hành báo cáo số {number}"))
