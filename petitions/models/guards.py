"""What no path may leave behind: a state without its paper, its history or its evidence.

Deferred constraint triggers look at the end of each transaction, whoever wrote: a service, an import, the shell.
"""

import pgtrigger

_PAPERS = "documents_officialdocument"
_SENT = "('transferred', 'accepted', 'answered', 'claimed', 'verified', 'closed')"
_ANSWERED = "('answered', 'claimed', 'verified', 'closed')"
_DONE = "('verified', 'closed')"


def _guard(name: str, operation: pgtrigger.Operation, broken: str, message: str) -> pgtrigger.Trigger:
    """Refuse the transaction when the condition ``broken`` holds for the row ``p`` as it is now."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=operation,
        timing=pgtrigger.Deferred,
        func=(
            f"IF EXISTS (SELECT FROM petitions_petition p WHERE p.id = NEW.id AND {broken}) THEN"
            f" RAISE EXCEPTION USING MESSAGE = '{message}',"
            f" ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END IF; RETURN NULL;"
        ),
    )


_STATE = pgtrigger.Insert | pgtrigger.UpdateOf("status", "outcome", "run")

sent_under_a_paper = _guard(
    "sent_under_a_paper",
    _STATE,
    f"p.status IN {_SENT} AND NOT EXISTS (SELECT FROM petitions_referralitem i"
    " JOIN petitions_referral r ON r.id = i.referral_id"
    f" JOIN {_PAPERS} d ON d.id = r.document_id AND d.status = 'issued'"
    " WHERE i.petition_id = p.id AND i.state IN ('sent', 'accepted') AND r.status = 'sent')",
    "Kiến nghị đã chuyển phải có văn bản chuyển với số và ngày.",
)

answered_under_a_paper = _guard(
    "answered_under_a_paper",
    _STATE,
    f"p.status IN {_ANSWERED} AND NOT EXISTS (SELECT FROM petitions_answer a"
    f" JOIN {_PAPERS} d ON d.id = a.document_id AND d.status = 'issued'"
    " WHERE a.petition_id = p.id AND a.run = p.run)",
    "Kiến nghị đã trả lời phải có văn bản trả lời với số và ngày.",
)

outcome_was_claimed = _guard(
    "outcome_was_claimed",
    _STATE,
    "p.outcome <> '' AND NOT EXISTS (SELECT FROM petitions_claim c"
    " WHERE c.petition_id = p.id AND c.run = p.run AND c.outcome = p.outcome)"
    " OR p.status = 'claimed' AND NOT EXISTS (SELECT FROM petitions_claim c"
    " WHERE c.petition_id = p.id AND c.run = p.run AND c.outcome = p.outcome AND c.verdict IS NULL)",
    "Kết quả giải quyết phải do cơ quan giải quyết báo.",
)

outcome_was_verified = _guard(
    "outcome_was_verified",
    _STATE,
    f"p.status IN {_DONE} AND NOT EXISTS (SELECT FROM petitions_claim c WHERE c.petition_id = p.id AND c.run = p.run"
    " AND c.outcome = p.outcome AND c.verdict = 'confirmed')",
    "Kết quả đã xác nhận phải có ý kiến xác nhận của Thường trực Hội đồng nhân dân.",
)

state_has_history = _guard(
    "state_has_history",
    _STATE,
    "p.status IS DISTINCT FROM (SELECT s.status FROM petitions_petitionstate s"
    " WHERE s.petition_id = p.id ORDER BY s.since DESC, s.id DESC LIMIT 1)",
    "Mỗi trạng thái của kiến nghị phải có diễn biến.",
)

resolved_with_evidence = pgtrigger.Trigger(
    name="resolved_with_evidence",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("outcome", "evidence_id"),
    timing=pgtrigger.Deferred,
    func=(
        "IF NEW.outcome = 'resolved' AND NEW.evidence_id IS NULL AND NOT EXISTS (SELECT FROM documents_attachment t"
        " WHERE t.owner_kind = 'petitions.claim' AND t.owner_id = NEW.id) THEN"
        " RAISE EXCEPTION USING MESSAGE = 'Đã giải quyết xong phải kèm minh chứng.',"
        " ERRCODE = 'check_violation', CONSTRAINT = 'resolved_with_evidence'; END IF; RETURN NULL;"
    ),
)

PETITION = [
    sent_under_a_paper,
    answered_under_a_paper,
    outcome_was_claimed,
    outcome_was_verified,
    state_has_history,
]
