"""Who may open which address: one row for every address of the portal.

A row says what the address is, not how the code checks it:
  public      everybody, signed in or not
  signed_in   everybody who is signed in
  entry(R)    a page that begins something: the roles R, wherever they are held; others 403
  no_factor   pages of a second factor that the person does not have: refused, or not there
  read        a record of the commune: everybody inside and above, 404 for all others
  entry_inside  the same, where the unit has a body to act for
  write_seen  a step that whoever sees the record may take with a role held anywhere
  restricted(R)  a pending case: the roles R inside; whoever else may know of it inside 403; 404 for all others
  admin_read  a unit or body: administrators inside and above, 404 for administrators elsewhere, 403 for all others
  admin_above the same, but a step that only an administrator from above may take: 403 inside
  sealed(R)   a record that exists for the roles R inside and for nobody else: 404, also from above
  write(R)    a step of that record: the roles R inside; whoever only sees it 403; 404 for all others
Running the system opens no record: for a system administrator a record does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass

from organizations.enums import Role

R = Role  # one letter, because the table says it three hundred times


@dataclass(frozen=True)
class Row:
    """What an address is, who may use it, and which record stands in it."""

    kind: str
    roles: frozenset[R] = frozenset()
    record: str = ""  # a key of World.records
    method: str = "get"
    args: tuple[object, ...] = ()  # more of the address, after the record's key


def public() -> Row:
    return Row("public")


def signed_in(method: str = "get") -> Row:
    return Row("signed_in", method=method)


def entry(*roles: R) -> Row:
    return Row("entry", frozenset(roles))


def read(record: str, *args: object) -> Row:
    return Row("read", record=record, args=args)


def write(record: str, *roles: R, method: str = "get", args: tuple[object, ...] = ()) -> Row:
    return Row("write", frozenset(roles), record, method, args)


def sealed(record: str, *roles: R, method: str = "get", args: tuple[object, ...] = ()) -> Row:
    return Row("sealed", frozenset(roles), record, method, args)


def restricted(record: str, *roles: R) -> Row:
    return Row("restricted", frozenset(roles), record)


RECORDERS = (R.OFFICIAL, R.CLERK)
ORGANISERS = (R.OFFICIAL, R.CLERK, R.LEADER)
PAPERS = (R.OFFICIAL, R.CLERK, R.RECORDS_CLERK, R.ANSWERER, R.SUPERVISOR)
KEEPERS = (R.OFFICIAL, R.CLERK, R.RECORDS_CLERK, R.LEADER)  # of the register of directing papers
FILES = (R.OFFICIAL, R.CLERK, R.RECORDS_CLERK)  # of a conference
COUNCIL = (R.OFFICIAL, R.CLERK, R.SUPERVISOR)
TAKERS = (*COUNCIL, R.LEADER, R.FRONT)
SETTLERS = (R.ANSWERER, R.CLERK, R.LEADER)
ADMINS = (R.UNIT_ADMIN, R.SYSTEM_ADMIN)
FORM_KEEPERS = (R.CLERK, R.UNIT_ADMIN)
INTAKE = (R.OFFICIAL, R.CLERK, R.RECORDS_CLERK, R.LEADER)
HANDLERS = (R.OFFICIAL, R.CLERK, R.ANSWERER, R.LEADER)
CASE_READERS = (R.OFFICIAL, R.CLERK, R.LEADER, R.SUPERVISOR)
SUPERVISORS = (R.OFFICIAL, R.CLERK, R.LEADER, R.SUPERVISOR, R.FRONT)  # in the name of a body or board
PEOPLES = (R.OFFICIAL, R.CLERK, R.LEADER, R.FRONT)  # what the people of a commune decide
TRACKERS = (R.OFFICIAL, R.CLERK, R.LEADER, R.RECORDS_CLERK, R.ANSWERER)

TABLE: dict[str, Row | list[Row]] = {
    # probes, language, sign-in
    "healthz": public(),
    "readyz": public(),
    "set_language": Row("public", method="post"),
    "public:look_up": public(),
    "public:board": public(),
    "public:board_unit": Row("public", record="unit"),
    "public:board_feed": Row("public", record="unit"),
    "public:board_file": Row("public", record="public file"),
    "public:verify": Row("public", record="public report"),
    "public:verify_figure": Row("public", record="public report", args=("steering.tasks",)),
    "public:report_data": Row("public", record="open report"),
    "public:unit_data": Row("public", record="unit with open data"),
    "account_login": public(),
    "account_signup": public(),
    "account_inactive": public(),
    "account_reset_password": public(),
    "account_reset_password_done": public(),
    "account_reset_password_from_key": Row("public", args=("1", "set-password")),
    "account_reset_password_from_key_done": public(),
    "account_logout": Row("public"),
    "socialaccount_login_cancelled": public(),
    "socialaccount_login_error": public(),
    "socialaccount_signup": Row("nobody"),
    "openid_connect_login": Row("unknown", args=("oidc",)),
    "openid_connect_callback": Row("unknown", args=("oidc",)),
    "mfa_authenticate": signed_in(),
    # one's own account
    "me": signed_in(),
    "unsent": signed_in(),
    "change_contact": signed_in(),
    "account_reauthenticate": signed_in(),
    "account_change_password": signed_in(),
    "account_set_password": signed_in(),
    "socialaccount_connections": signed_in(),
    "mfa_index": signed_in(),
    "mfa_reauthenticate": signed_in(),
    "mfa_activate_totp": signed_in(),
    "mfa_deactivate_totp": Row("no_factor"),
    "mfa_view_recovery_codes": Row("no_factor"),
    "mfa_generate_recovery_codes": signed_in(),
    "mfa_download_recovery_codes": Row("no_factor"),
    # home, inbox, jobs
    "home": signed_in(),
    "search": signed_in(),
    "notices:inbox": signed_in(),
    "notices:read_all": signed_in("post"),
    "notices:open": Row("own", record="notice", method="post"),
    "notices:channels": signed_in(),
    "notices:open_feed": signed_in("post"),
    "notices:close_feed": signed_in("post"),
    "calendar_feed": Row("unknown", args=("khong-co",)),
    "jobs:detail": read("job"),
    "jobs:cancel": Row("own_step", record="job", method="post"),
    # committees and tasks
    "steering:tasks": signed_in(),
    "steering:assign": Row("entry_inside", frozenset(ORGANISERS)),
    "steering:task": read("task"),
    "steering:edit": write("task", *ORGANISERS),
    "steering:report": write("task", R.OFFICIAL, R.CLERK, R.ANSWERER, R.LEADER),
    "steering:sign_off": write("reported task", R.CLERK, R.LEADER),
    "steering:send_back": write("reported task", R.CLERK, R.LEADER),
    "steering:extend": write("task", R.CLERK, R.LEADER),
    "steering:cancel": write("task", *ORGANISERS),
    "steering:committees": signed_in(),
    "steering:found": entry(*ORGANISERS),
    "steering:committee": read("committee"),
    "steering:reorganise": write("committee", *ORGANISERS),
    "steering:committee_edit": write("committee", *ORGANISERS),
    "steering:dissolve": write("committee", *ORGANISERS),
    # directing papers
    "steering:papers": signed_in(),
    "steering:implementations": signed_in(),
    "steering:paper_new": entry(*KEEPERS),
    "steering:paper": read("paper"),
    "steering:paper_edit": write("paper", *KEEPERS),
    "steering:paper_holders": write("paper", *KEEPERS),
    "steering:paper_end": write("paper", *KEEPERS),
    "steering:implement": write("implementation", *KEEPERS, R.ANSWERER),
    # programmes of work, working rules, themes
    "steering:programmes": signed_in(),
    "steering:programme_items": signed_in(),
    "steering:programme": read("programme"),
    "steering:programme_new": write("committee", *ORGANISERS),
    "steering:programme_edit": write("programme", *ORGANISERS),
    "steering:carry_over": write("programme", *ORGANISERS),
    "steering:item_new": write("programme", *ORGANISERS),
    "steering:item_step": [
        write("programme", *ORGANISERS, args=(1, step)) for step in ("giao-viec", "sua", "xong", "bo")
    ],
    "steering:theme": entry(*ORGANISERS),
    "steering:working_rules": write("committee", *ORGANISERS),
    "steering:assignment": write("committee", *ORGANISERS),
    # regulations and their types
    "steering:regulations": signed_in(),
    "steering:regulation_matrix": signed_in(),
    "steering:regulation_new": entry(*KEEPERS),
    "steering:regulation": read("regulation"),
    "steering:regulation_edit": write("regulation", *KEEPERS),
    "steering:regulation_step": [write("regulation", *KEEPERS, args=(step,)) for step in ("ra-soat", "het-hieu-luc")],
    "steering:regulation_types": entry(*ADMINS),
    "steering:regulation_type_new": entry(*ADMINS),
    "steering:regulation_type_edit": Row("admin", frozenset({R.UNIT_ADMIN}), "regulation type"),
    # supervision, boards of the people, monthly reports, social criticism
    "supervision:list": signed_in(),
    "supervision:recommendations": signed_in(),
    "supervision:new": Row("entry_inside", frozenset(SUPERVISORS)),
    "supervision:supervision": read("subject supervision"),
    "supervision:step": [
        write("subject supervision", *SUPERVISORS, args=(step,)) for step in ("gui-ke-hoach", "sua", "huy")
    ],
    "supervision:recommendation_step": [
        write("supervision recommendation", *SUPERVISORS, R.RECORDS_CLERK, R.ANSWERER, args=("tra-loi",)),
        write("supervision recommendation", *SUPERVISORS, args=("ket-qua",)),
        write("supervision recommendation", *ORGANISERS, args=("giao-viec",)),
    ],
    "supervision:plans": signed_in(),
    "supervision:plan_new": Row("entry_inside", frozenset(SUPERVISORS)),
    "supervision:plan": read("supervision plan"),
    "supervision:plan_line_new": write("supervision plan", *SUPERVISORS),
    "supervision:boards": signed_in(),
    "supervision:board_new": Row("entry_inside", frozenset(SUPERVISORS)),
    "supervision:board": read("board"),
    "supervision:board_step": write("board", *SUPERVISORS, args=("bao-cao",)),
    "supervision:monthly": signed_in(),
    "supervision:monthly_new": Row("entry_inside", frozenset(SUPERVISORS)),
    "supervision:monthly_report": read("monthly report"),
    "supervision:monthly_edit": write("monthly report", *SUPERVISORS),
    "supervision:monthly_paper": read("consolidated reports"),
    "supervision:criticisms": signed_in(),
    "supervision:criticism_new": Row("entry_inside", frozenset(SUPERVISORS)),
    "supervision:criticism": read("criticism"),
    "supervision:criticism_step": write("criticism", *SUPERVISORS, args=("nhan",)),
    # voter petitions
    "petitions:list": signed_in(),
    "petitions:board": signed_in(),
    "petitions:keep_filter": signed_in("post"),
    "petitions:forget_filter": Row("own", method="post", args=(987654321,)),
    "petitions:take": entry(*TAKERS),
    "petitions:take_opinion": write("opinion", *TAKERS),
    "petitions:detail": read("petition"),
    "petitions:edit": write("unsent petition", *COUNCIL, R.LEADER),
    "petitions:consolidate": write("unsent petition", *COUNCIL, R.LEADER),
    "petitions:cancel": write("unsent petition", *COUNCIL, R.LEADER),
    "petitions:accept": write("transferred petition", *SETTLERS),
    "petitions:refuse": write("transferred petition", *SETTLERS),
    "petitions:answer": write("transferred petition", *SETTLERS),
    "petitions:press": write("transferred petition", R.SUPERVISOR, R.LEADER),
    "petitions:claim": write("answered petition", *SETTLERS),
    "petitions:judge": write("claimed petition", R.SUPERVISOR, R.LEADER),
    "petitions:close": write("verified petition", *COUNCIL, R.LEADER),
    "petitions:contest": write("verified petition", *COUNCIL, R.LEADER),
    "petitions:figures": signed_in(),
    "petitions:referrals": signed_in(),
    "petitions:referral_new": entry(*COUNCIL, R.LEADER),
    "petitions:referral": read("draft referral"),
    "petitions:referral_lines": write("draft referral", *COUNCIL, R.LEADER),
    "petitions:referral_edit": write("draft referral", *COUNCIL, R.LEADER),
    "petitions:referral_send": write("draft referral", R.CLERK, R.RECORDS_CLERK, R.LEADER, R.SUPERVISOR),
    "petitions:referral_cancel": write("draft referral", R.CLERK, R.LEADER, R.SUPERVISOR),
    "petitions:consolidate_many": entry(*COUNCIL, R.LEADER),
    "petitions:answer_many": entry(R.ANSWERER, R.CLERK, R.LEADER),
    "petitions:accept_many": entry(R.ANSWERER, R.CLERK, R.LEADER),
    "petitions:verify_many": entry(R.SUPERVISOR, R.LEADER),
    "petitions:duplicates": entry(*COUNCIL, R.LEADER),
    "petitions:group": write("unsent petition", *COUNCIL, R.LEADER),
    "petitions:ungroup": write("grouped petition", *COUNCIL, R.LEADER),
    "petitions:split": write("unsent petition", *COUNCIL, R.LEADER),
    "petitions:raised": write("unsent petition", *COUNCIL, R.LEADER),
    "petitions:handovers": entry(R.SUPERVISOR, R.LEADER),
    "petitions:handover_new": entry(R.SUPERVISOR, R.LEADER),
    "petitions:handover": read("handover"),
    "petitions:handover_apply": write("handover", R.SUPERVISOR, R.LEADER, method="post"),
    "petitions:handover_undo": write("applied handover", R.SUPERVISOR, R.LEADER),
    "petitions:imports": entry(*TAKERS),
    "petitions:import_template": entry(*TAKERS),
    "petitions:import": Row("own", record="import"),
    "petitions:import_workback": Row("own", record="import"),
    "petitions:export": signed_in(),
    "petitions:export_file": Row("own", args=(987654321,)),
    "petitions:paper": [read("open session", "ket-qua"), read("draft referral", "chuyen")],
    "petitions:supervisions": signed_in(),
    "petitions:supervision_new": entry(R.SUPERVISOR, R.LEADER),
    "petitions:supervision": read("supervision"),
    "petitions:supervision_step": [
        write("supervision", R.SUPERVISOR, R.LEADER, args=(step,)) for step in ("chon", "ket-qua", "ket-thuc")
    ],
    "petitions:publish": write("unsent petition", *COUNCIL, R.LEADER),
    "petitions:slip": write("unsent petition", *COUNCIL, R.LEADER),
    # clocks, and limits that people follow by hand
    "deadlines:clock": read("clock"),
    "deadlines:suspend": write("clock", *TRACKERS),
    "deadlines:resume": write("suspended clock", *TRACKERS),
    "deadlines:extend": write("clock", *TRACKERS),
    "deadlines:stop": write("clock", *TRACKERS),
    "deadlines:cancel": write("clock", *TRACKERS),
    "deadlines:tracked_list": signed_in(),
    "deadlines:track": Row("entry_inside", frozenset(TRACKERS)),
    "deadlines:tracked": read("tracked limit"),
    "deadlines:tracked_edit": write("tracked limit", *TRACKERS),
    # rules of the law and the units' own limits
    "deadlines:calculator": signed_in(),
    "deadlines:rules": signed_in(),
    "deadlines:rule": Row("signed_in", record="rule"),
    "administration:rules": entry(*ADMINS),
    "administration:rule_add": entry(*ADMINS),
    "administration:rule_end": Row("admin_read", record="own limit"),
    # conferences
    "conferences:list": signed_in(),
    "conferences:opinions": signed_in(),
    "conferences:conclusions": signed_in(),
    "conferences:create": entry(*RECORDERS),
    "conferences:detail": read("conference"),
    "conferences:minutes": read("conference"),
    "conferences:step": [write("conference", *RECORDERS, args=(number,)) for number in range(1, 9)],
    "conferences:add_paper": write("conference", *FILES),
    "conferences:complete": write("conference", *RECORDERS, R.LEADER),
    "conferences:cancel": write("planned conference", *RECORDERS, R.LEADER),
    "conferences:reopen": write("completed conference", R.CLERK, R.LEADER),
    # sessions of councils
    "conferences:sessions": signed_in(),
    "conferences:council_terms": entry(R.CLERK, R.LEADER, R.SUPERVISOR),
    "conferences:session_create": entry(*COUNCIL),
    "conferences:session": read("open session"),
    "conferences:session_edit": write("session", *COUNCIL),
    "conferences:session_step": [
        write("session", *COUNCIL, R.LEADER, args=("khai-mac",)),
        write("open session", *COUNCIL, R.LEADER, args=("be-mac",)),
        write("session", *COUNCIL, R.LEADER, args=("huy",)),
        write("closed session", R.CLERK, R.LEADER, R.SUPERVISOR, args=("mo-lai",)),
    ],
    "conferences:session_lines": [
        *(read("open session", sort) for sort in ("van-ban", "tham-tra", "chat-van")),
        write("open session", *COUNCIL, R.RECORDS_CLERK, method="post", args=("van-ban",)),
        *(write("open session", *COUNCIL, method="post", args=(sort,)) for sort in ("tham-tra", "chat-van")),
    ],
    "conferences:session_commit": write("questioning", *ORGANISERS),
    # citizen reception and pending cases
    # decisions of the people
    "community:decisions": signed_in(),
    "community:decision_new": Row("entry_inside", frozenset(PEOPLES)),
    "community:decision": read("decision"),
    "community:decision_edit": write("decision", *PEOPLES),
    "community:decision_result": write("decision result", *PEOPLES),
    "community:decision_sheet": Row("read", record="decision", method="post", args=("bien-ban",)),
    "community:decision_step": [
        *(write("decision", *PEOPLES, args=(slug,)) for slug in ("thong-bao", "huy")),
        *(write("sent decision", R.CLERK, R.LEADER, R.FRONT, args=(slug,)) for slug in ("cong-nhan", "tu-choi")),
    ],
    "community:consultations": signed_in(),
    "community:consultation_new": Row("entry_inside", frozenset(PEOPLES)),
    "community:consultation": read("consultation"),
    "community:consultation_edit": write("consultation", *PEOPLES),
    "community:consultation_step": [write("consultation", *PEOPLES, args=(slug,)) for slug in ("cong-khai", "huy")],
    "community:elections": signed_in(),
    "community:election_new": Row("entry_inside", frozenset(PEOPLES)),
    "community:election": read("election"),
    "community:election_step": [
        *(write("election", *PEOPLES, args=(slug,)) for slug in ("chuan-bi", "ket-qua")),
        write("sent election", R.CLERK, R.LEADER, R.FRONT, args=("cong-nhan",)),
    ],
    "community:contributions": signed_in(),
    "community:contribution_new": Row("entry_inside", frozenset(PEOPLES)),
    "community:contribution": read("contribution"),
    "community:contribution_edit": write("contribution", *PEOPLES),
    "community:contribution_line": write("contribution line", *PEOPLES),
    "community:contribution_step": [
        write("contribution", *PEOPLES, args=("tien",)),
        write("contribution", R.OFFICIAL, R.CLERK, R.LEADER, args=("cong-khai",)),
    ],
    "community:mediation": signed_in(),
    "community:mediation_reports": signed_in(),
    "community:mediation_new": Row("entry_inside", frozenset(PEOPLES)),
    "community:mediation_report": read("mediation"),
    "community:mediation_edit": write("mediation", *PEOPLES),
    "community:mediation_teams": signed_in(),
    "community:mediation_team_new": Row("entry_inside", frozenset(PEOPLES)),
    "community:mediation_team_edit": write("mediation team", *PEOPLES),
    "letters:reception": signed_in(),
    "letters:reception_plan_month": Row("entry_inside", frozenset(ORGANISERS), method="post"),
    "letters:reception_announce": Row("entry_inside", frozenset(ORGANISERS), method="post"),
    "letters:reception_days": signed_in(),
    "letters:reception_plan_day": Row("entry_inside", frozenset(ORGANISERS)),
    "letters:reception_day": read("reception day"),
    "letters:reception_hold": write("reception day", *ORGANISERS),
    "letters:reception_cancel": write("reception day", *ORGANISERS),
    "letters:reception_duties": signed_in(),
    "letters:reception_duty_add": Row("entry_inside", frozenset(ORGANISERS)),
    "letters:reception_duty": write("reception duty", *ORGANISERS),
    "letters:visits": signed_in(),
    "letters:visit_add": Row("entry_inside", frozenset(ORGANISERS)),
    "letters:visit": read("visit"),
    "letters:visit_edit": write("visit", *ORGANISERS),
    "letters:visit_tell": write("visit", *ORGANISERS),
    "letters:reception_sheet": signed_in(),
    "letters:reception_sheet_pdf": signed_in("post"),
    "letters:cases": entry(*CASE_READERS),
    "letters:case_open": Row("entry_inside", frozenset(ORGANISERS)),
    "letters:case": restricted("case", *CASE_READERS),
    "letters:case_edit": restricted("case", *ORGANISERS),
    "letters:case_link": restricted("case", *ORGANISERS),
    "letters:case_unlink": restricted("case link", *ORGANISERS),
    "letters:case_close": restricted("case", R.CLERK, R.LEADER),
    "letters:case_reopen": restricted("closed case", R.CLERK, R.LEADER),
    # movements and coordination programmes
    "movements:programmes": signed_in(),
    "movements:contents": signed_in(),
    "movements:programme_new": Row("entry_inside", frozenset(PEOPLES)),
    "movements:programme": read("coordination"),
    "movements:content_new": write("coordination", *PEOPLES),
    "movements:review": read("reviewed coordination", "tong-ket"),
    "movements:programme_paper": Row("read", record="coordination", method="post", args=("chuong-trinh",)),
    "movements:programme_step": [
        write("draft coordination", *PEOPLES, args=("ky-ket",)),
        *(write("coordination", *PEOPLES, args=(slug,)) for slug in ("sua", "tong-ket", "nam-sau")),
    ],
    "movements:content_step": [
        write("coordination content", *PEOPLES, R.ANSWERER, args=("ket-qua",)),
        write("coordination content", *PEOPLES, args=("sua",)),
    ],
    "movements:movements": signed_in(),
    "movements:movement_new": Row("entry_inside", frozenset(PEOPLES)),
    "movements:movement": read("movement"),
    "movements:movement_step": [
        write("movement", *PEOPLES, args=(slug,)) for slug in ("sua", "them-muc-tieu", "ket-thuc")
    ],
    "movements:target": write("movement target", *PEOPLES),
    "movements:models": signed_in(),
    "movements:model_new": [Row("entry_inside", frozenset(PEOPLES), args=(how,)) for how in ("mot", "nhieu")],
    "movements:figures": signed_in(),
    "movements:model": read("local model"),
    "movements:model_step": [
        write("local model", *PEOPLES, args=(slug,)) for slug in ("sua", "kiem-tra", "khen-thuong", "nhan-rong")
    ],
    "movements:commendations": signed_in(),
    "movements:commendation_new": Row("entry_inside", frozenset(PEOPLES)),
    "movements:commendation": write("commendation", *PEOPLES),
    # disclosures
    "disclosures:list": signed_in(),
    "disclosures:new": Row("entry_inside", frozenset(INTAKE)),
    "disclosures:detail": read("hanging disclosure"),
    "disclosures:edit": write("disclosure", *INTAKE),
    "disclosures:step": [
        *(write("disclosure", *INTAKE, args=(slug,)) for slug in ("cong-khai", "them-tep", "them-noi")),
        *(write("disclosure", R.CLERK, R.LEADER, args=(slug,)) for slug in ("bang-cong-khai", "huy")),
    ],
    "disclosures:posting_step": [
        *(write("hanging posting", *INTAKE, args=(slug,)) for slug in ("chung-minh", "go-xuong", "gian-doan")),
        write("planned posting", R.CLERK, R.LEADER, args=("khong-thuc-hien",)),
    ],
    "disclosures:snap": entry(*INTAKE),
    "disclosures:snap_one": write("planned posting", *INTAKE),
    "disclosures:proof": read("proof"),
    "disclosures:file": read("disclosure file"),
    "disclosures:file_remove": write("file of a disclosure", *INTAKE),
    "disclosures:places": signed_in(),
    "disclosures:place_add": Row("entry_inside", frozenset((R.CLERK, R.LEADER))),
    "disclosures:place": write("posting place", R.CLERK, R.LEADER),
    "disclosures:plans": signed_in(),
    "disclosures:plan_start": Row("entry_inside", frozenset((R.CLERK, R.LEADER))),
    "disclosures:plan": read("disclosure plan"),
    "disclosures:plan_line_add": write("disclosure plan", R.CLERK, R.LEADER),
    "disclosures:plan_issue": write("disclosure plan", R.CLERK, R.LEADER),
    "disclosures:plan_line": write("plan line", R.CLERK, R.LEADER),
    "disclosures:plan_line_remove": write("plan line", R.CLERK, R.LEADER, method="post"),
    "disclosures:compliance": signed_in(),
    "disclosures:lists": signed_in(),
    "disclosures:list_span": read("disclosing body"),
    "disclosures:list_of": read("disclosing body", "2026-Q3"),
    "disclosures:list_paper": read("disclosing body", "2026-Q3", "danh-sach"),
    "disclosures:list_compile": write("disclosing body", R.CLERK, R.LEADER, method="post", args=("2026-Q3",)),
    "disclosures:list_compiled": read("compiled list"),
    "disclosures:plan_file": Row("read", record="disclosure plan", method="post", args=("xlsx",)),
    # letters, and sealed cases
    "letters:letters": signed_in(),
    "letters:new": Row("entry_inside", frozenset(INTAKE)),
    "letters:letter": read("letter"),
    "letters:correct": write("letter", *INTAKE),
    "letters:step": [
        *(
            write("letter content", *HANDLERS, args=(slug,))
            for slug in ("thu-ly", "huong-dan", "chuyen", "tra-lai", "luu")
        ),
        *(write("accepted content", *HANDLERS, args=(slug,)) for slug in ("giai-quyet", "tam-dinh-chi", "dinh-chi")),
        *(write("accepted content", *HANDLERS, args=(slug,)) for slug in ("vao-so", "tra-loi", "gui-quyet-dinh")),
        *(write("accepted content", *HANDLERS, args=(slug,)) for slug in ("tiep-tuc", "bao-ket-qua")),
    ],
    "letters:sealed_cases": signed_in(),
    "letters:sealed": sealed("sealed case", R.LEADER),
    "letters:unseal": sealed("sealed case", R.LEADER, method="post"),
    "letters:sealed_step": [
        *(sealed("sealed case", R.LEADER, args=(slug,)) for slug in ("thu-ly", "chuyen", "luu", "nhieu-noi", "xoa")),
        *(
            sealed("sealed case", R.LEADER, args=(slug,))
            for slug in ("nguoi-duoc-mo", "thong-bao", "gia-han", "ket-luan")
        ),
    ],
    # documents and files
    "documents:list": signed_in(),
    "documents:record": entry(*PAPERS),
    "documents:detail": read("document"),
    "documents:issue": write("draft document", *PAPERS),
    "documents:receive": Row("write_seen", frozenset(PAPERS), "document"),
    "attachments:download": read("attachment", "bien-ban.txt"),
    "attachments:attach": write("attachment owner", *FILES, R.LEADER),
    "attachments:remove": write("attachment", *FILES, R.LEADER),
    # indicators
    "indicators:catalogue": signed_in(),
    "indicators:indicator": Row("signed_in", args=("kien-nghi-cu-tri",)),
    "indicators:rollup": signed_in(),
    "indicators:completeness": signed_in(),
    "indicators:mine": signed_in(),
    "indicators:entry": write("submission", *RECORDERS),
    "indicators:paste": write("submission", *RECORDERS),
    "indicators:workbook": write("submission", *RECORDERS),
    "indicators:books": signed_in(),
    "indicators:book": read("book"),
    "indicators:book_fill": write("book", *RECORDERS),
    "indicators:submission": read("submission"),
    "indicators:submit": write("submission", *RECORDERS),
    "indicators:withdraw": write("submitted submission", *RECORDERS),
    "indicators:approve": write("submitted submission", *RECORDERS, R.RECORDS_CLERK, R.LEADER),
    "indicators:return": [write("submitted submission", R.LEADER), write("sent submission", R.CLERK, R.LEADER)],
    "indicators:accept": write("sent submission", R.CLERK, R.LEADER),
    "indicators:number": write("sent submission", *RECORDERS, R.RECORDS_CLERK),
    "indicators:lock": write("sent submission", R.CLERK, R.LEADER),
    "indicators:reopen": write("accepted submission", R.CLERK, R.LEADER),
    "indicators:review": signed_in(),
    "indicators:chain": read("body"),
    "indicators:forms": signed_in(),
    "indicators:form_new": Row("entry_inside", frozenset(FORM_KEEPERS)),
    "indicators:take_over": Row("entry_inside", frozenset(FORM_KEEPERS)),
    "indicators:form": read("form"),
    "indicators:form_edit": write("form", *FORM_KEEPERS),
    "indicators:send": write("form", *FORM_KEEPERS),
    "indicators:version": read("draft version"),
    "indicators:version_step": [write("draft version", *FORM_KEEPERS, args=(step,)) for step in ("sua", "ban-hanh")],
    "indicators:windows": signed_in(),
    "indicators:window_new": entry(*FORM_KEEPERS),
    "indicators:window": Row("signed_in", record="window"),
    "indicators:regime_new": Row("entry_inside", frozenset(FORM_KEEPERS)),
    "indicators:regime": write("regime", *FORM_KEEPERS),
    # reports and dashboard
    "reports:dashboard": signed_in(),
    "reports:list": signed_in(),
    "reports:start": entry(*RECORDERS),
    "reports:batches": signed_in(),
    "reports:books": signed_in(),
    "reports:schedules": signed_in(),
    "reports:week": signed_in(),
    "reports:outlines": signed_in(),
    "reports:outline": Row("signed_in", args=("committee-2016",)),
    "reports:meeting": read("conference"),
    "reports:batch": read("batch"),
    "reports:detail": read("report"),
    "reports:file": read("report file"),
    "reports:section": read("report", "lanh-dao"),
    "reports:annex": [read("issued report", 1), read("report", 1)],
    "reports:chart": read("report chart"),
    "reports:figures": read("issued report"),
    "reports:figure": read("issued report", "steering.tasks"),
    "reports:signing": write("report", *RECORDERS),
    "reports:word": write("report", *RECORDERS),
    "reports:build": write("report", *RECORDERS, R.LEADER, method="post"),
    "reports:submit": write("report", *RECORDERS),
    "reports:approve": write("submitted report", *RECORDERS, R.RECORDS_CLERK, R.LEADER),
    "reports:recall": write("submitted report", *RECORDERS),
    "reports:send_back": write("submitted report", R.LEADER),
    "reports:issue": write("approved report", R.RECORDS_CLERK),
    "reports:after": write("issued report", *RECORDERS, R.RECORDS_CLERK, R.LEADER),
    "reports:practice": read("body"),
    # the working calendar and its changes
    "deadlines:calendar": Row("signed_in", args=(2026,)),
    "administration:calendar": entry(*ADMINS),
    "administration:calendar_year": Row("entry", frozenset({R.SYSTEM_ADMIN}), args=(2026,)),
    "administration:calendar_add": entry(*ADMINS),
    "administration:calendar_alter": Row("admin_read", record="calendar day"),
    "administration:calendar_remove": Row("admin_read", record="calendar day"),
    "administration:calendar_change": Row("admin_read", record="calendar change"),
    "administration:calendar_foresee": Row("admin_read", record="calendar change", method="post"),
    "administration:calendar_apply": Row("admin_read", record="calendar change", method="post"),
    "administration:calendar_undo": Row("admin_read", record="calendar change", method="post"),
    "administration:calendar_discard": Row("admin_read", record="calendar change", method="post"),
    # units and bodies
    "administration:units": entry(*ADMINS),
    "administration:unit_create_top": entry(R.SYSTEM_ADMIN),
    "administration:level_abolish": Row("entry", frozenset({R.SYSTEM_ADMIN}), args=("district",)),
    "administration:unit": Row("admin_read", record="unit"),
    "administration:unit_create": Row("admin_read", record="unit"),
    "administration:unit_rename": Row("admin_above", record="unit"),
    "administration:unit_move": Row("admin_above", record="unit"),
    "administration:unit_merge": Row("admin_above", record="unit"),
    "administration:unit_split": Row("admin_above", record="unit"),
    "administration:unit_end": Row("admin_above", record="unit"),
    "administration:body_create": Row("admin_read", record="unit"),
    "administration:body": Row("admin_read", record="body"),
    "administration:body_end": Row("admin_read", record="body"),
    "administration:body_succeed": Row("admin_read", record="body"),
    # people and the system
    "administration:people": entry(*ADMINS),
    "administration:open_account": entry(*ADMINS),
    "administration:person": Row("admin_read", record="person"),
    "administration:person_edit": Row("admin_read", record="person"),
    "administration:person_close": Row("admin_read", record="person"),
    "administration:person_reopen": Row("admin_read", record="person"),
    "administration:person_password": Row("admin_read", record="person"),
    "administration:person_second_factor": Row("admin_read", record="person"),
    "administration:person_grant_role": Row("admin_read", record="person"),
    "administration:person_end_role": Row("admin_read", record="person's role"),
    "administration:health": entry(R.SYSTEM_ADMIN),
    "administration:send_again": Row("entry", frozenset({R.SYSTEM_ADMIN}), method="post"),
}
