"""Who may ask for what, and what they are answered: every address of the installation, by role.

A lawyer can read it: one line for each address (both languages share it), one column for each kind of person. A cell
is what a reading (GET) and what an act (POST) are answered, "reading/act":

    200  answered                  201  recorded anew              -    this is no way to ask here (405)
    400  nothing to act on         401  sign in first              403  not in your role, or no second factor yet
    404  there is no such thing, and the same bytes whether there is none or it is not yours
    409  it would leave you with no second factor                  422  said what is wrong with the question
    door    sent to the desk's door to sign in                     own     sent to one's own security page
    codes   sent to one's own recovery codes      done    done, and sent on to what came of it

test_permissions.py asks for every cell, in both languages, with a real report, real keys and real sessions. An address
that is missing here fails, and so does a line whose address is gone. Where one address does different things, a word
in brackets says which.
"""

from __future__ import annotations

ROLES = {
    "stranger": "nobody signed in",
    "resident": "nobody signed in, who holds the receipt of the report",
    "alice": "officer of the office that handles the report (the police of Hương Sơn)",
    "bob": "officer of another office (the police of Hồng Sơn)",
    "head": "head of alice's office",
    "planner": "officer of the steering committee of the province",
    "oversight": "officer of the inspectorate of the province",
    "admin": "administrator of the installation",
    "left": "was an officer of alice's office until today",
    "newcomer": "officer of alice's office who has no second factor yet",
}

TABLE = """
                                 stranger  resident  alice   bob     head    planner oversight admin   left    newcomer

# The resident's side. No account, no cookie, the same for everybody; only the ten words make a difference.
public:home                      200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:report                    200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:file                      -/201     -/201     -/201   -/201   -/201   -/201   -/201     -/201   -/201   -/201
public:uploads                   -/201     -/201     -/201   -/201   -/201   -/201   -/201     -/201   -/201   -/201
public:upload                    -/-       -/-       -/-     -/-     -/-     -/-     -/-       -/-     -/-     -/-
public:report_plain              200/201   200/201   200/201 200/201 200/201 200/201 200/201   200/201 200/201 200/201
public:keep                      -/200     -/200     -/200   -/200   -/200   -/200   -/200     -/200   -/200   -/200
public:receipt                   200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:lookup                    -/404     -/200     -/404   -/404   -/404   -/404   -/404     -/404   -/404   -/404
public:reply                     -/404     -/201     -/404   -/404   -/404   -/404   -/404     -/404   -/404   -/404
public:replace                   -/404     -/422     -/404   -/404   -/404   -/404   -/404     -/404   -/404   -/404
public:claim                     -/404     -/409     -/404   -/404   -/404   -/404   -/404     -/404   -/404   -/404
public:prove                     -/404     -/200     -/404   -/404   -/404   -/404   -/404     -/404   -/404   -/404
public:proof                     200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:inclusion                 -/200     -/200     -/200   -/200   -/200   -/200   -/200     -/200   -/200   -/200
public:proof_plain               200/422   200/422   200/422 200/422 200/422 200/422 200/422   200/422 200/422 200/422
public:receipt_plain             200/404   200/200   200/404 200/404 200/404 200/404 200/404   200/404 200/404 200/404
public:nominate                  200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:nominate_plain            200/201   200/201   200/201 200/201 200/201 200/201 200/201   200/201 200/201 200/201
public:exemplars                 200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:shell                     200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:manifest                  200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:posted                    200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:object                    200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:recognised                200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:without_network           200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:together                  200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:news                      200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:news_archive              200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:news_section              200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:news_search               200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:news_feed                 200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:story                     200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:story[draft]              404/-     404/-     404/-   404/-   404/-   404/-   404/-     404/-   404/-   404/-
public:story_picture             200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:story_picture[draft]      404/-     404/-     404/-   404/-   404/-   404/-   404/-     404/-   404/-   404/-
public:story_card                200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:orders                    200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:order                     200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:order_route               -/200     -/200     -/200   -/200   -/200   -/200   -/200     -/200   -/200   -/200
public:orders_near               -/200     -/200     -/200   -/200   -/200   -/200   -/200     -/200   -/200   -/200
public:order_support             -/201     -/201     -/201   -/201   -/201   -/201   -/201     -/201   -/201   -/201
public:order_support[unchecked]  -/404     -/404     -/404   -/404   -/404   -/404   -/404     -/404   -/404   -/404
public:order_plain               200/201   200/201   200/201 200/201 200/201 200/201 200/201   200/201 200/201 200/201
public:order_shown               200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:order_shown[unchecked]    404/-     404/-     404/-   404/-   404/-   404/-   404/-     404/-   404/-   404/-
public:order_photo               200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:order_photo[unchecked]    404/-     404/-     404/-   404/-   404/-   404/-   404/-     404/-   404/-   404/-
public:order_feed                200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:order_map                 200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:order_base_map           404/-     404/-     404/-   404/-   404/-   404/-   404/-     404/-   404/-   404/-
public:order_area                200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:order_area_feed           200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:order_group_feed          200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:order_frame               200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:order_report_feed         200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:order_report_feed[unchecked] 404/-     404/-     404/-   404/-   404/-   404/-   404/-     404/-   404/-   404/-
public:follow                    200/200   200/200   200/200 200/200 200/200 200/200 200/200   200/200 200/200 200/200
public:follow_push               -/201     -/201     -/201   -/201   -/201   -/201   -/201     -/201   -/201   -/201
public:follow_confirm            200/404   200/404   200/404 200/404 200/404 200/404 200/404   200/404 200/404 200/404
public:follow_leave              200/200   200/200   200/200 200/200 200/200 200/200 200/200   200/200 200/200 200/200
public:follow_leave_at           200/422   200/422   200/422 200/422 200/422 200/422 200/422   200/422 200/422 200/422
robots                           200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
sitemap                          200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
service_worker                   200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-

# Other programs: order reports by Open311, read by anybody; a key, which nobody of this table has, files new ones.
open311:discovery                200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
open311:services                 200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
open311:service                  200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
open311:service[tip]             404/-     404/-     404/-   404/-   404/-   404/-   404/-     404/-   404/-   404/-
open311:requests                 200/403   200/403   200/403 200/403 200/403 200/403 200/403   200/403 200/403 200/403
open311:request                  200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
open311:request[unchecked]       404/-     404/-     404/-   404/-   404/-   404/-   404/-     404/-   404/-   404/-
open311:token                    404/-     404/-     404/-   404/-   404/-   404/-   404/-     404/-   404/-   404/-
open311:updates                  200/403   200/403   200/403 200/403 200/403 200/403 200/403   200/403 200/403 200/403
open311:openapi                  200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
open311:nothing                  404/404   404/404   404/404 404/404 404/404 404/404 404/404   404/404 404/404 404/404

# What offices put before the public: sessions to come to, materials, quizzes. Whoever signs up says a number.
public:sessions                  200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:session                   200/201   200/201   200/201 200/201 200/201 200/201 200/201   200/201 200/201 200/201
public:session_calendar          200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:materials                 200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:material                  200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:material_file             200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:quizzes                   200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
public:quiz                      200/200   200/200   200/200 200/200 200/200 200/200 200/200   200/200 200/200 200/200
public:quiz_sheet                200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-

# Whether the server is alive, and the pieces that every page is made of.
alive                            200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
patterns                         200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
patterns_question                200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
patterns_desk                    200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-

# Coming in and going out. The phrase, then the second factor; a passkey is alice's alone.
desk:accounts:sign_in            -/401     -/401     -/200   -/200   -/200   -/200   -/200     -/200   -/200   -/200
desk:accounts:second_factor      -/401     -/401     -/200   -/200   -/200   -/200   -/200     -/200   -/200   -/401
desk:accounts:begin_passkey      -/401     -/401     -/200   -/400   -/400   -/400   -/400     -/400   -/400   -/400
desk:accounts:sign_out           -/200     -/200     -/200   -/200   -/200   -/200   -/200     -/200   -/200   -/200
desk:accounts:who_am_i           401/-     401/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-

# Coming for the first time: whoever has the code of an invitation. Nobody of this table has one.
desk:accounts:join               200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
desk:accounts:arrive             -/401     -/401     -/401   -/401   -/401   -/401   -/401     -/401   -/401   -/401

# One's own second factor, and nobody else's. The newcomer can do nothing but add one.
desk:accounts:security           door/-    door/-    200/-   200/-   200/-   200/-   200/-     200/-   200/-   200/-
desk:accounts:confirm            door/door door/door 200/own 200/own 200/own 200/own 200/own   200/own 200/own 200/422
desk:accounts:add_app            door/door door/door own/own own/own own/own own/own own/own   own/own own/own 200/codes
desk:accounts:remove_app         -/door    -/door    -/own   -/409   -/409   -/409   -/409     -/409   -/409   -/404
desk:accounts:recovery_codes     door/-    door/-    200/-   200/-   200/-   200/-   200/-     200/-   200/-   own/-
desk:accounts:new_recovery_codes -/door    -/door    -/codes -/codes -/codes -/codes -/codes   -/codes -/codes -/own
desk:accounts:begin_key          -/door    -/door    -/200   -/200   -/200   -/200   -/200     -/200   -/200   -/200
desk:accounts:add_key            -/door    -/door    -/200   -/200   -/200   -/200   -/200     -/200   -/200   -/200
desk:accounts:remove_key[alices] -/door    -/door    -/own   -/404   -/404   -/404   -/404     -/404   -/404   -/404

# The desk. Its one document holds no matter; the queue of somebody who handles nothing is empty.
desk:home                        200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   own/403
desk:queue                       401/-     401/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   403/403

# The report: only the office that handles it. To everybody else it does not exist.
desk:matter                      401/-     401/-     200/-   404/-   200/-   404/-   404/-     404/-   404/-   403/403
desk:sealed                      -/401     -/401     -/200   -/404   -/200   -/404   -/404     -/404   -/404   403/403
desk:attachment                  -/401     -/401     -/200   -/404   -/200   -/404   -/404     -/404   -/404   403/403
desk:act[check_started]          401/401   401/401   200/200 404/404 200/200 404/404 404/404   404/404 404/404 403/403
desk:act[reopened]               401/401   401/401   403/403 404/404 200/200 404/404 404/404   404/404 404/404 403/403
desk:identity                    401/401   401/401   200/422 404/404 200/422 404/404 404/404   404/404 404/404 403/403
desk:identity_opened             -/401     -/401     -/404   -/404   -/404   -/404   -/404     -/404   -/404   403/403
desk:receipt                     401/401   401/401   200/422 404/404 200/422 404/404 404/404   404/404 404/404 403/403
desk:unreadable                  401/401   401/401   200/422 404/404 200/422 404/404 404/404   404/404 404/404 403/403
desk:correct                     401/401   401/401   200/200 404/404 200/200 404/404 404/404   404/404 404/404 403/403

# Names that are kept secret: the requests, for the office that keeps half of the key; nobody was asked here.
desk:custody                     401/-     401/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   403/403
desk:custody_request             -/401     -/401     -/404   -/404   -/404   -/404   -/404     -/404   -/404   403/403
desk:custody_answer              -/401     -/401     -/404   -/404   -/404   -/404   -/404     -/404   -/404   403/403

# What the browser searches in: a list of what one may read, and ciphertexts of what was asked for.
desk:index                       401/401   401/401   200/200 200/404 200/200 200/404 200/404   200/404 200/404 403/403

# Taking down a report, or opening a case: officers and heads, each for their own office.
desk:intake[tip]                 401/401   401/401   200/201 200/201 200/201 404/404 404/404   404/404 404/404 403/403
desk:intake[case]                401/401   401/401   200/201 200/201 200/201 404/404 404/404   404/404 404/404 403/403

# The certificate of alice's office: who works there as officer or head asks oversight for the next.
desk:renewal                     401/401   401/401   200/201 404/404 200/201 404/404 404/404   404/404 404/404 403/403
desk:regrant                     -/401     -/401     -/200   -/404   -/200   -/404   -/404     -/404   -/404   403/403
# Who holds the office's keys, and what was signed about it. Statements: by members, with the office's own key.
desk:office_keys                 401/-     401/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   403/403
desk:keys_of_office              401/-     401/-     200/-   404/-   200/-   404/-   200/-     404/-   404/-   403/403
desk:state_member                -/401     -/401     -/400   -/404   -/400   -/404   -/404     -/404   -/404   403/403

# One's own devices, which unlock the desk beside the phrase. One is there, alice's; nobody else's is ever opened.
desk:begin_device                -/401     -/401     -/200   -/200   -/200   -/200   -/200     -/200   -/200   403/403
desk:add_device                  -/401     -/401     -/200   -/200   -/200   -/200   -/200     -/200   -/200   403/403
desk:remove_device[alices]       -/401     -/401     -/200   -/404   -/404   -/404   -/404     -/404   -/404   403/403
desk:begin_unlock                -/401     -/401     -/200   -/409   -/409   -/409   -/409     -/409   -/409   403/403
desk:unlock                      -/401     -/401     -/200   -/422   -/422   -/422   -/422     -/422   -/422   403/403

# Copies of office keys for recovery: who works there keeps them; oversight and administrators read how all stand.
desk:recovery                    401/401   401/401   200/201 200/404 200/201 404/404 200/404   200/404 404/404 403/403

# Who opened what is sealed: members for their own office, oversight for every office of its province; and
# oversight's consent to handing a report down.
desk:lowerings                   door/door door/door 404/404 404/404 404/404 404/404 200/422  404/404 404/404 own/403
desk:readings                    door/-    door/-    200/-   200/-   200/-   404/-   200/-     404/-   404/-   own/403

# Paying a reward to whoever brings its code: who works at any office that may be named to pay. Nobody here brings one.
desk:paying                      door/door door/door 200/422 200/422 200/422 404/404 404/404   404/404 404/404 own/403

# The figures of Hương Sơn: who works there, or above it. An entry behind a figure has no prose in it.
desk:yearbook                    door/-    door/-    200/-   422/-   200/-   200/-   200/-     200/-   422/-   own/403
desk:evidence                    door/-    door/-    200/-   404/-   200/-   200/-   200/-     200/-   404/-   own/403

# Where outreach reached: the same rule.
desk:reach                       door/-    door/-    200/-   422/-   200/-   200/-   200/-     200/-   422/-   own/403

# Posters for notice boards: who works at the office, its registry, whoever administers the area.
desk:posters                     door/-    door/-    200/-   200/-   200/-   404/-   404/-     200/-   404/-   own/403
desk:poster                      door/-    door/-    200/-   404/-   200/-   404/-   404/-     200/-   404/-   own/403

# Steering. The planner's committee issued a plan to alice's office, and has another in draft; alice's office leads a
# cluster. Who was given nothing finds nothing; instruments are for everybody who works here.
desk:steering                    door/-    door/-    200/-   200/-   200/-   200/-   200/-     200/-   200/-   own/403
desk:records[van-ban]            door/-    door/-    200/-   200/-   200/-   200/-   200/-     200/-   200/-   own/403
desk:records[cum-lien-ket]       door/-    door/-    200/-   200/-   200/-   200/-   200/-     200/-   200/-   own/403
desk:open_record[van-ban]        door/door door/door 200/done 200/done 200/done 200/done 404/404 404/404 404/404 own/403
desk:open_record[nhiem-vu]       door/door door/door 404/404 404/404 404/404 404/404 404/404   404/404 404/404 own/403
desk:record[van-ban]             door/-    door/-    200/-   200/-   200/-   200/-   200/-     200/-   404/-   own/403
desk:record[ban-chi-dao]         door/-    door/-    404/-   404/-   404/-   200/-   404/-     404/-   404/-   own/403
desk:record[ke-hoach]            door/-    door/-    200/-   404/-   200/-   200/-   404/-     404/-   404/-   own/403
desk:record[nhiem-vu]            door/-    door/-    200/-   404/-   200/-   200/-   404/-     404/-   404/-   own/403
desk:record[cum-lien-ket]        door/-    door/-    200/-   404/-   200/-   404/-   404/-     404/-   404/-   own/403
# Commendation: a campaign is for everybody who works here; a decision of alice's office, which names somebody, for that
# office alone, and entered by its head.
desk:open_record[khen-thuong]    door/door door/door 404/404 404/404 200/done 404/404 404/404  404/404 404/404 own/403
desk:record[thi-dua]             door/-    door/-    200/-   200/-   200/-   200/-   200/-     200/-   404/-   own/403
desk:record[khen-thuong]         door/-    door/-    200/-   404/-   200/-   404/-   404/-     404/-   404/-   own/403
desk:paper[certificate]          door/-    door/-    200/-   404/-   200/-   404/-   404/-     404/-   404/-   own/403
desk:commendation_register       door/-    door/-    200/-   404/-   200/-   404/-   404/-     404/-   404/-   own/403
desk:record_act[consent_given]   door/door door/door 200/done 404/404 200/done 404/404 404/404 404/404 404/404 own/403
desk:file                        door/-    door/-    200/-   404/-   200/-   200/-   404/-     404/-   404/-   own/403
desk:paper[plan]                 door/-    door/-    200/-   404/-   200/-   200/-   404/-     404/-   404/-   own/403
desk:board                       door/-    door/-    200/-   404/-   200/-   200/-   404/-     404/-   404/-   own/403
desk:board_table                 door/-    door/-    200/-   404/-   200/-   200/-   404/-     404/-   404/-   own/403
desk:plan_progress               door/-    door/-    200/-   404/-   200/-   200/-   404/-     404/-   404/-   own/403
desk:issue_plan[draft]           door/door door/door 404/404 404/404 404/404 200/done 404/404  404/404 404/404 own/403
desk:close_plan                  door/door door/door 409/409 404/404 409/409 200/done 404/404  404/404 404/404 own/403
desk:remind                      -/door    -/door    -/404   -/404   -/404   -/done  -/404     -/404   -/404   own/403
desk:acknowledge_plan            -/door    -/door    -/done  -/404   -/done  -/done  -/404     -/404   -/404   own/403
desk:derive_plan                 door/door door/door 200/done 404/404 200/done 409/409 404/404 404/404 404/404 own/403
desk:assign_conclusions          door/door door/door 404/404 404/404 404/404 200/done 404/404  404/404 404/404 own/403
desk:correct_record[draft]       door/door door/door 404/404 404/404 404/404 200/done 404/404  404/404 404/404 own/403
desk:correct_record[ke-hoach]    door/door door/door 409/409 404/404 409/409 200/422  404/404  404/404 404/404 own/403
desk:correct_record[nhiem-vu]    door/door door/door 200/done 404/404 200/done 409/409 404/404 404/404 404/404 own/403
desk:record_act[task_set]        door/door door/door 404/404 404/404 404/404 200/done 404/404  404/404 404/404 own/403
desk:record_act[acknowledged]    door/door door/door 200/done 404/404 200/done 409/409 404/404 404/404 404/404 own/403
desk:record_act[extended]        door/door door/door 409/409 404/404 409/409 200/done 404/404  404/404 404/404 own/403
# Alice's office keeps a model: every office reads it, another adopts it, the one above recommends it.
desk:record[mo-hinh]             door/-    door/-    200/-   200/-   200/-   200/-   200/-     200/-   404/-   own/403
desk:model_registry              door/-    door/-    200/-   200/-   200/-   200/-   200/-     200/-   200/-   own/403
desk:adopt_model                 door/door door/door 409/409 200/done 409/409 200/done 409/409 409/409 404/404 own/403
desk:record_act[cost_noted]      door/door door/door 200/done 409/409 200/done 409/409 409/409 409/409 404/404 own/403
desk:record_act[recommended]     door/door door/door 409/409 409/409 200/422 200/done 409/409  409/409 404/404 own/403

# Titles. The school of Hương Sơn handed in its file, which alice's office checks; nobody here applies or decides.
desk:register_title              door/door door/door 404/404 404/404 404/404 404/404 404/404   404/404 404/404 own/403
desk:records[cong-nhan]          door/-    door/-    200/-   200/-   200/-   200/-   200/-     200/-   200/-   own/403
desk:record[cong-nhan]           door/-    door/-    200/-   404/-   200/-   404/-   404/-     404/-   404/-   own/403
desk:mark_title                  door/door door/door 409/409 404/404 409/409 404/404 404/404   404/404 404/404 own/403
desk:paper[assessment]           door/-    door/-    200/-   404/-   200/-   404/-   404/-     404/-   404/-   own/403
desk:record_act[checked]         door/door door/door 200/done 404/404 200/done 404/404 404/404 404/404 404/404 own/403
# Stories. Alice has one in draft and one that waits for somebody else's eyes; whoever has no part in it reads none.
desk:records[tin-bai]            door/-    door/-    200/-   200/-   200/-   200/-   200/-     200/-   200/-   own/403
desk:open_record[tin-bai]        door/door door/door 200/done 200/done 200/done 200/done 404/404 404/404 404/404 own/403
desk:record[tin-bai]             door/-    door/-    200/-   404/-   200/-   404/-   404/-     404/-   404/-   own/403
desk:story_preview               door/-    door/-    200/-   404/-   200/-   404/-   404/-     404/-   404/-   own/403
desk:story_picture               door/-    door/-    200/-   404/-   200/-   404/-   404/-     404/-   404/-   own/403
desk:record_act[rewritten]       door/door door/door 200/done 404/404 200/done 404/404 404/404 404/404 404/404 own/403
desk:record_act[reviewed]        door/door door/door 200/422 404/404 200/done 404/404 404/404  404/404 404/404 own/403
desk:record_act[featured]        door/door door/door 409/409 404/404 200/done 404/404 404/404  404/404 404/404 own/403
desk:record_act[taken_down]      door/door door/door 200/done 404/404 200/done 404/404 404/404 404/404 404/404 own/403
# Outreach: a session is its office's; materials and quizzes are read by everybody who works here, and mended by theirs.
desk:draft_festival              door/door door/door 200/done 200/done 200/done 200/done 404/404 404/404 404/404 own/403
desk:open_record[session]        door/door door/door 200/done 200/done 200/done 200/done 404/404 404/404 404/404 own/403
desk:record[session]             door/-    door/-    200/-   404/-   200/-   404/-   404/-     404/-   404/-   own/403
desk:record_act[moved]           door/door door/door 200/done 404/404 200/done 404/404 404/404 404/404 404/404 own/403
desk:record[tai-lieu]            door/-    door/-    200/-   200/-   200/-   200/-   200/-     200/-   404/-   own/403
desk:record[do-vui]              door/-    door/-    200/-   200/-   200/-   200/-   200/-     200/-   404/-   own/403
desk:record_act[taken_back]      door/door door/door 200/done 409/409 200/done 409/409 409/409 409/409 404/404 own/403
# In the field: alice's office planned a street, worked it and has to look again; it follows a sanction and a clearance.
desk:open_record[doan-duong]     door/door door/door 200/done 200/done 200/done 200/done 404/404 404/404 404/404 own/403
desk:record[doan-duong]          door/-    door/-    200/-   404/-   200/-   404/-   404/-     404/-   404/-   own/403
desk:record_act[looked_7]        door/door door/door 200/done 404/404 200/done 404/404 404/404 404/404 404/404 own/403
desk:open_record[xu-phat]        door/door door/door 200/done 200/done 200/done 404/404 404/404 404/404 404/404 own/403
desk:record[xu-phat]             door/-    door/-    200/-   404/-   200/-   404/-   404/-     404/-   404/-   own/403
desk:record_act[complied]        door/door door/door 409/409 404/404 409/409 404/404 404/404   404/404 404/404 own/403
desk:open_record[clearance]      door/door door/door 200/done 200/done 200/done 404/404 404/404 404/404 404/404 own/403
desk:record[clearance]           door/-    door/-    200/-   404/-   200/-   404/-   404/-     404/-   404/-   own/403
desk:record_act[stopped]         door/door door/door 409/409 404/404 200/done 404/404 404/404 404/404 404/404 own/403
desk:round                       door/-    door/-    200/-   200/-   200/-   200/-   404/-     404/-   404/-   own/403
desk:round_carried               200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   own/403
desk:round_worker                200/-     200/-     200/-   200/-   200/-   200/-   200/-     200/-   200/-   own/403
desk:round_act                   -/door    -/door    -/done  -/404   -/done  -/404   -/404     -/404   -/404   own/403
"""

# What may be kept once it is answered with 200: published stories and order reports that may be seen, the same for
# everybody, as long as whoever keeps them asks each time whether they still stand; the pictures of stories for a
# week. Nothing else of the installation is ever kept; a search is not, nor what was taken down.
CACHED = {
    **dict.fromkeys(
        (
            "public:news",
            "public:news_archive",
            "public:news_section",
            "public:news_feed",
            "public:story",
            "sitemap",
            "public:orders",
            "public:order_area",
            "public:order_shown",
            "public:order_feed",
            "public:order_area_feed",
            "public:order_group_feed",
            "public:order_report_feed",
            "public:order_map",
            "public:order_frame",
        ),
        "no-cache",
    ),
    **dict.fromkeys(("public:story_picture", "public:story_card"), "public, max-age=604800, immutable"),
    # It may be taken back at any time.
    "public:order_photo": "public, max-age=300",
}

# The one page that another site may frame: it has no script, and nothing to press but links.
FRAMED = "public:order_frame"


def read() -> dict[str, dict[str, tuple[str, str]]]:
    """{line: {role: (reading, act)}}; a line is an address's name, with its case in brackets where it has one."""
    lines = [line for line in TABLE.splitlines() if line.strip() and not line.startswith("#")]
    roles = lines[0].split()
    assert roles == list(ROLES)
    table: dict[str, dict[str, tuple[str, str]]] = {}
    for line in lines[1:]:
        name, *cells = line.split()
        assert name not in table, f"{name} stands in the table twice"
        assert len(cells) == len(roles), f"{name}: a cell is missing"
        pairs = [cell.partition("/")[::2] for cell in cells]
        table[name] = dict(zip(roles, pairs, strict=True))
    return table


def name_of(line: str) -> str:
    """The address's name of a line: "desk:act[reopened]" is desk:act."""
    return line.partition("[")[0]


def case_of(line: str) -> str:
    """What stands in the brackets of a line, "" without any."""
    return line.partition("[")[2].rstrip("]")
