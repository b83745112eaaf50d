#include "import/fields.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "tables/values.hpp"

namespace touchstone::importing {
namespace {

constexpr std::array<KindRow, 12> k_kinds = {{
    {ImportKind::touchpoint_list, "touchpoints", "Touchpoint list", RowForm::touchpoints},
    {ImportKind::qualtrics, "qualtrics", "Qualtrics responses", RowForm::answers},
    {ImportKind::surveymonkey, "surveymonkey", "SurveyMonkey responses", RowForm::answers},
    {ImportKind::hotjar, "hotjar", "Hotjar responses", RowForm::answers},
    {ImportKind::maze, "maze", "Maze results", RowForm::answers},
    {ImportKind::answers, "answers", "Answers, one person a row", RowForm::answers},
    {ImportKind::zendesk_csv, "zendesk", "Zendesk tickets (CSV)", RowForm::tickets},
    {ImportKind::zendesk_json, "zendesk-json", "Zendesk tickets (JSON)", RowForm::tickets},
    {ImportKind::open_journey, "ojf", "OpenJourney map", RowForm::document},
    {ImportKind::audit, "audit", "Touchstone audit", RowForm::document},
    {ImportKind::fixes, "fixes", "List of fixes", RowForm::fixes},
    {ImportKind::gaps, "gaps", "Touchstone's list of gaps", RowForm::document},
}};

constexpr unsigned k_list = k_in_touchpoints;
constexpr unsigned k_both = k_in_touchpoints | k_in_answers;
constexpr unsigned k_all = k_in_touchpoints | k_in_answers | k_in_tickets;
constexpr unsigned k_any = k_all | k_in_fixes;
// Beside the touchpoint they are for, or in a list of their own.
constexpr unsigned k_of_fixes = k_in_touchpoints | k_in_fixes;

using F = ImportField;

constexpr std::array k_fields = {
    FieldRow{F::ignored, "-", "left out", k_any, ""},
    FieldRow{F::personal, "personal", "personal, left out", k_any, ""},
    FieldRow{F::touchpoint, "touchpoint", "touchpoint", k_any,
             "touchpoint|touch point|touchpoints|touchpoint name|step|interaction|moment|"
             "customer touchpoint|journey step|activity|contact point|kontaktpunkt|source url|"
             "mission|mission name|page url"},
    FieldRow{F::stage, "stage", "stage", k_list,
             "stage|life cycle stage|lifecycle stage|lifecycle|life cycle|phase|journey stage|"
             "journey phase|customer journey stage|stage name"},
    FieldRow{F::channel, "channel", "channel", k_all,
             "channel|channels|medium|channel type|contact channel|kanal|via"},
    FieldRow{F::group, "group", "group", k_in_answers | k_in_tickets,
             "group|segment|team|queue|support group|customer group"},
    FieldRow{F::device, "device", "device", k_in_answers, "device|device type"},
    FieldRow{F::date, "date", "date", k_all,
             "date|day|enddate|end date|recordeddate|recorded date|date submitted|submitted at|"
             "completed at|response date|date modified|created at|measured|measured on|"
             "measure date|timestamp"},
    FieldRow{F::number, "number", "number", k_list, "number|no|nr|id|pos|position|order|row"},
    FieldRow{F::description, "description", "description", k_list,
             "description|details|touchpoint description|what happens"},
    FieldRow{F::discipline, "discipline", "discipline (UX, CX, both)", k_list,
             "discipline|ux or cx|ux cx|ux cx both"},
    FieldRow{F::level, "level", "level", k_list, "level|experience level"},
    FieldRow{F::owner, "owner", "owner (accountable)", k_of_fixes,
             "owner|accountable|business owner|department|touchpoint owner|owning team|"
             "process owner|owned by|verantwortlich|owner team"},
    FieldRow{F::responsible, "responsible", "responsible", k_list,
             "responsible|responsible team|does the work|executed by"},
    FieldRow{F::contributors, "contributors", "contributing teams", k_list,
             "contributing team|contributing teams|contributors|contributor|supporting team|"
             "supporting teams|involved teams|involved departments"},
    FieldRow{F::teams_crossed, "teams_crossed", "teams the customer passes through", k_list,
             "teams crossed|passes through|teams the customer passes through"},
    FieldRow{F::intent, "intent", "customer intent", k_list,
             "customer intent|intent|purpose|customer goal|goal|user goal|job to be done|"
             "customer need|need"},
    FieldRow{F::satisfaction, "satisfaction", "satisfaction 1 to 5", k_list,
             "satisfaction|customer satisfaction|satisfaction score|satisfaction rating|"
             "zufriedenheit"},
    FieldRow{F::importance, "importance", "importance 1 to 5, or high, medium, low", k_list,
             "importance|importance to customer|customer importance|impact|wichtigkeit"},
    FieldRow{F::severity, "severity", "severity 1 to 5", k_list,
             "severity|pain level|pain severity|severity rating|friction rating"},
    FieldRow{F::frequency, "frequency", "frequency 1 to 5", k_list,
             "frequency|how often|occurrence"},
    FieldRow{F::volume, "volume", "customers a month", k_list,
             "volume|volume a month|volume per month|monthly volume|customers a month|"
             "customers per month|reach|volume month"},
    FieldRow{F::lost_share, "lost_share", "share of customers lost here", k_list,
             "lost share|drop off|drop off rate|share lost|customers lost"},
    FieldRow{F::contacts, "contacts", "support contacts a month", k_list,
             "contacts|support contacts|contacts a month|contacts per month|tickets a month"},
    FieldRow{F::core_task, "core_task", "core task", k_list, "core task|core|critical task"},
    FieldRow{F::moment_of_truth, "moment_of_truth", "moment of truth", k_list,
             "moment of truth|moments of truth|mot|key moment"},
    FieldRow{F::emotion, "emotion", "emotion -2 to 2", k_list, "emotion|customer emotion"},
    FieldRow{F::persona, "personas", "personas", k_list, "persona|personas|customer type"},
    FieldRow{F::pain, "pain", "pain or issue", k_list,
             "pain|pains|pain point|pain points|issue|issues|problem|problems|friction|"
             "customer pain|challenge|finding|findings|pain issue|evidence"},
    FieldRow{F::quote, "quote", "customer's words", k_list,
             "quote|quotes|customer quote|verbatim|voice of the customer"},
    FieldRow{F::root_cause, "root_cause", "root cause", k_list, "root cause|cause|reason"},
    FieldRow{F::systems, "systems", "systems", k_list,
             "system|systems|tool|tools|platform|technology|systems used"},
    FieldRow{F::gap, "gap", "gap yes or no", k_list, "gap|gap yes no|is gap|ownership gap"},
    FieldRow{F::notes, "notes", "notes", k_list, "notes|note|comment|comments|remarks"},
    FieldRow{F::metric, "metric", "metric", k_list,
             "metric|kpi|measure|indicator|kpi metric|key metric"},
    FieldRow{F::value, "value", "the metric's value", k_list,
             "value|current value|current|metric value|kpi value|actual|score"},
    FieldRow{F::n, "n", "people measured", k_both,
             "n|sample|sample size|respondents|responses|number of responses"},
    FieldRow{F::baseline, "baseline", "baseline", k_list, "baseline|baseline value"},
    FieldRow{F::target, "target", "target", k_list,
             "target|target value|goal value|kpi target|metric target"},
    FieldRow{F::metric_value, "metric", "one metric's values", k_list, ""},
    FieldRow{F::recommendation, "recommendation", "recommendation", k_of_fixes,
             "recommendation|recommendations|fix|action|solution|improvement|opportunity|"
             "opportunities|suggested action|next step|recommended action"},
    FieldRow{F::effort, "effort", "effort in person-days", k_of_fixes,
             "effort|effort days|effort person days|person days|effort in days|"
             "effort in person days"},
    FieldRow{F::cost, "cost", "cost", k_of_fixes, "cost|costs|budget"},
    FieldRow{F::due, "due", "due date", k_of_fixes, "due|due date|deadline|target date"},
    FieldRow{F::status, "status", "status of the recommendation", k_of_fixes,
             "status|fix status|action status"},
    FieldRow{F::priority, "priority", "priority", k_of_fixes,
             "priority|prio|rank|ranking|points off the journey"},
    FieldRow{F::response_status, "response_status", "status of the response", k_in_answers, ""},
    FieldRow{F::finished, "finished", "finished", k_in_answers, "finished|completed response"},
    FieldRow{F::sus_item, "sus", "SUS item 1 to 10", k_in_answers, ""},
    FieldRow{F::sus_score, "sus_score", "SUS score 0 to 100", k_in_answers,
             "sus score|sus|system usability scale|sus total"},
    FieldRow{F::nps, "nps", "NPS answer 0 to 10", k_in_answers,
             "nps|nps score|net promoter score|likelihood to recommend|ltr|"
             "{how likely recommend}"},
    FieldRow{F::nps_group, "nps_group", "NPS group", k_in_answers,
             "nps group|nps category|nps segment|nps type"},
    FieldRow{F::promoters, "promoters", "number of promoters", k_in_answers,
             "promoters|number of promoters|promoter count"},
    FieldRow{F::passives, "passives", "number of passives", k_in_answers,
             "passives|number of passives|neutrals|passive count"},
    FieldRow{F::detractors, "detractors", "number of detractors", k_in_answers,
             "detractors|number of detractors|detractor count"},
    FieldRow{F::csat, "csat", "satisfaction answer", k_in_answers,
             "csat|csat score|satisfaction|customer satisfaction|overall satisfaction|"
             "{how satisfied}"},
    FieldRow{F::ces, "ces", "effort answer (CES)", k_in_answers,
             "ces|ces score|customer effort score|customer effort|effort|"
             "{made it easy for me}|{how easy was it}|{how much effort}"},
    FieldRow{F::seq, "seq", "ease of the task 1 to 7 (SEQ)", k_in_answers,
             "seq|single ease question|task ease"},
    FieldRow{F::completion, "completion", "passed or failed", k_in_answers,
             "completion|task completion|completed|outcome|result|task success|success|"
             "mission outcome|path status|pass fail"},
    FieldRow{F::seconds, "seconds", "time on task", k_in_answers,
             "time on task|duration|task time|seconds|time|time spent|mission duration|"
             "duration s|duration seconds|time on task s"},
    FieldRow{F::usability_score, "usability_score", "Maze usability score 0 to 100", k_in_answers,
             "usability score|maze usability score|mission usability score|maus"},
    FieldRow{F::feeling, "feeling", "emotion 1 to 5", k_in_answers, "emotion|feeling|mood"},
    FieldRow{F::comment, "comment", "free text", k_in_answers,
             "comment|comments|message|feedback|verbatim|open ended response|quote|"
             "additional feedback|{anything else}|{what could we improve}|{main reason}"},
    FieldRow{F::ticket, "ticket", "ticket id", k_in_tickets, "id|ticket id"},
    FieldRow{F::tags, "tags", "tags", k_in_tickets, "tags"},
    FieldRow{F::updated, "updated", "updated", k_in_tickets, "updated at"},
    FieldRow{F::ticket_status, "ticket_status", "status of the ticket", k_in_tickets, ""},
    FieldRow{F::first_reply_minutes, "first_reply_minutes", "minutes to the first reply",
             k_in_tickets, "first reply time in minutes"},
    FieldRow{F::satisfaction_word, "satisfaction_word", "satisfaction: good or bad", k_in_tickets,
             "satisfaction score"},
    FieldRow{F::group_stations, "group_stations", "groups passed through", k_in_tickets,
             "group stations"},
    FieldRow{F::assignee_stations, "assignee_stations", "people passed through", k_in_tickets,
             "assignee stations"},
    FieldRow{F::reopens, "reopens", "times reopened", k_in_tickets, "reopens"},
    FieldRow{F::fix_id, "fix_id", "id of the fix", k_in_fixes, "fix id|id|issue key|key"},
    FieldRow{F::category, "category", "category", k_in_fixes, "category|fix category"},
    FieldRow{F::confidence, "confidence", "confidence 0 to 1", k_in_fixes, "confidence"},
    FieldRow{F::requires_fixes, "requires", "fixes it needs first", k_in_fixes,
             "requires|needs first|depends on|blocked by"},
    FieldRow{F::excludes, "excludes", "fixes it cannot go with", k_in_fixes,
             "excludes|cannot go with"},
};

constexpr bool fields_stand_by_number() {
  for (std::size_t i = 0; i < k_fields.size(); ++i)
    if (static_cast<std::size_t>(k_fields[i].field) != i) return false;
  return true;
}

static_assert(fields_stand_by_number());

// Names in plain_words() form. "requester id" and the like are ids of people.
constexpr std::string_view k_personal_names =
    "name|first name|last name|full name|customer name|respondent name|recipientlastname|"
    "recipientfirstname|recipientemail|recipient last name|recipient first name|recipient email|"
    "externalreference|external reference|externaldatareference|external data reference|email|"
    "e mail|email address|e mail address|emailaddress|mail|phone|phone number|telephone|mobile "
    "number|ip|"
    "ipaddress|ip address|location|locationlatitude|locationlongitude|location latitude|"
    "location longitude|location accuracy|latitude|longitude|country|city|region|address|"
    "postcode|zip|zip code|postal code|user|user id|userid|username|user name|hotjar user id|"
    "respondent id|respondent|customer id|client id|contact id|account id|responseid|response id|"
    "tester|tester id|participant|participant id|participant name|requester|requester id|"
    "requester external id|requester email|requester domain|requester name|submitter|submitter id|"
    "assignee|assignee id|assignee name|organization|organisation|company|collector id|"
    "custom data 1|custom 1|ip addresses|date of birth|birthday|age|gender|recipient|recipients|"
    "organization id|contact|contact person|contact name|interviewee|{your name}|{your e mail}|"
    "{your email}|{email address}|{e mail address}|{phone number}|{first name}|{last name}";

// Whether `plain` is one of the names in `list`, braces apart.
bool is_in_list(std::string_view list, std::string_view plain) {
  if (plain.empty()) return false;
  while (!list.empty()) {
    const std::size_t bar = std::min(list.find('|'), list.size());
    if (list.substr(0, bar) == plain) return true;
    list.remove_prefix(std::min(bar + 1, list.size()));
  }
  return false;
}

// Whether the words of a name in braces stand in `plain` in their order.
bool is_found_in(std::string_view list, std::string_view plain) {
  for (std::size_t open = list.find('{'); open != std::string_view::npos;
       open = list.find('{', open + 1)) {
    std::string_view words = list.substr(open + 1, list.find('}', open) - open - 1);
    std::size_t at = 0;
    while (!words.empty() && at != std::string_view::npos) {
      const std::size_t blank = std::min(words.find(' '), words.size());
      at = plain.find(words.substr(0, blank), at);
      words.remove_prefix(std::min(blank + 1, words.size()));
    }
    if (at != std::string_view::npos) return true;
  }
  return false;
}

std::string_view without_remark(std::string_view header) {
  header = tables::trimmed(header);
  if (!header.ends_with(')') && !header.ends_with(']')) return header;
  const std::size_t open = header.find_last_of("([");
  return open == std::string_view::npos || open == 0 ? header
                                                     : tables::trimmed(header.substr(0, open));
}

}  // namespace

std::span<const KindRow> import_kinds() {
  return k_kinds;
}

const KindRow& kind_row(ImportKind kind) {
  return k_kinds[static_cast<std::size_t>(kind)];
}

std::optional<ImportKind> kind_named(std::string_view key) {
  for (const KindRow& row : k_kinds)
    if (row.key == key) return row.kind;
  return std::nullopt;
}

std::span<const FieldRow> import_fields() {
  return k_fields;
}

const FieldRow& field_row(ImportField field) {
  return k_fields[static_cast<std::size_t>(field)];
}

std::optional<ImportField> field_named(std::string_view key, RowForm form) {
  const unsigned bit = 1U << static_cast<unsigned>(form);
  for (const FieldRow& row : k_fields) {
    const bool composed = row.field == F::sus_item || row.field == F::metric_value;
    if (row.key == key && (row.forms & bit) != 0 && !composed) return row.field;
  }
  return std::nullopt;
}

HeaderWords header_words(std::string_view header) {
  return {tables::plain_words(header), tables::plain_words(without_remark(header))};
}

bool is_name_of(const FieldRow& row, const HeaderWords& header) {
  return is_in_list(row.names, header.whole) || is_in_list(row.names, header.bare) ||
         is_found_in(row.names, header.whole);
}

bool is_personal(const HeaderWords& header) {
  return is_in_list(k_personal_names, header.whole) || is_found_in(k_personal_names, header.whole);
}

const Metric* metric_of(const Model& model, std::string_view name) {
  const HeaderWords words = header_words(name);
  for (const Metric& metric : model.metrics) {
    for (const std::string& alias : metric.aliases)
      if (alias == words.whole || alias == words.bare) return &metric;
  }
  return nullptr;
}

bool is_unscaled_ces(std::string_view words) {
  return words == k_unscaled_ces || words == "customer effort score";
}

}  // namespace touchstone::importing
