// The fields a column of somebody's file can be, with the names such columns go by.
//
// Data only: a field is a row of k_fields, a name a word in its row, and nothing else knows column
// names but the lay-outs of the tools with fixed headers (layout.hpp) and the scoring model, whose
// metrics have their aliases.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/model.hpp"

namespace touchstone::importing {

// What a file is. The order is that of k_kinds.
enum class ImportKind : std::uint8_t {
  touchpoint_list,
  qualtrics,
  surveymonkey,
  hotjar,
  maze,
  answers,  // any other table of answers, one person a row
  zendesk_csv,
  zendesk_json,
  open_journey,
  audit,
  fixes,
  gaps,  // worked out from an audit: told apart, never read
};

// How the rows of a kind are read; also which fields its columns can be.
enum class RowForm : std::uint8_t { touchpoints, answers, tickets, fixes, document };

struct KindRow {
  ImportKind kind;
  std::string_view key;   // on the command line: "qualtrics"
  std::string_view name;  // for people: "Qualtrics responses"
  RowForm form;
};

std::span<const KindRow> import_kinds();
const KindRow& kind_row(ImportKind kind);
std::optional<ImportKind> kind_named(std::string_view key);

enum class ImportField : std::uint8_t {
  ignored,
  personal,
  // Where a row belongs.
  touchpoint,
  stage,
  channel,
  group,
  device,
  date,
  // Of a touchpoint list.
  number,
  description,
  discipline,
  level,
  owner,
  responsible,
  contributors,
  teams_crossed,
  intent,
  satisfaction,
  importance,
  severity,
  frequency,
  volume,
  lost_share,
  contacts,
  core_task,
  moment_of_truth,
  emotion,
  persona,
  pain,
  quote,
  root_cause,
  systems,
  gap,
  notes,
  metric,
  value,
  n,
  baseline,
  target,
  metric_value,  // a column of one metric's values: "metric:nps"
  recommendation,
  effort,
  cost,
  due,
  status,
  priority,
  // Of answers.
  response_status,
  finished,
  sus_item,  // "sus1".."sus10"
  sus_score,
  nps,
  nps_group,
  promoters,
  passives,
  detractors,
  csat,
  ces,
  seq,
  completion,
  seconds,
  usability_score,
  feeling,
  comment,
  // Of tickets.
  ticket,
  tags,
  updated,
  ticket_status,
  first_reply_minutes,
  satisfaction_word,
  group_stations,
  assignee_stations,
  reopens,
  // Of a list of fixes.
  fix_id,
  category,
  confidence,
  requires_fixes,
  excludes,
};

// Sets of row forms.
inline constexpr unsigned k_in_touchpoints = 1, k_in_answers = 2, k_in_tickets = 4, k_in_fixes = 8;

struct FieldRow {
  ImportField field;
  std::string_view key;   // "touchpoint", as mappings name it
  std::string_view name;  // for people
  unsigned forms;         // where it can stand
  // Names of columns in plain_words() form, separated by "|". A name in braces is matched by its
  // words in this order anywhere in the header: "{likely recommend}".
  std::string_view names;
};

std::span<const FieldRow> import_fields();
const FieldRow& field_row(ImportField field);
// By key, if the field can stand in `form`; "sus1".."sus10" and "metric:..." are the caller's.
std::optional<ImportField> field_named(std::string_view key, RowForm form);

// A header in plain_words() form, whole and without a remark in brackets at its end, as in
// "Severity (1-5)".
struct HeaderWords {
  std::string whole, bare;
};

HeaderWords header_words(std::string_view header);

// Whether a header is one of the row's names, with or without its remark.
bool is_name_of(const FieldRow& row, const HeaderWords& header);

// Whether a column of this name tells who somebody is: names, e-mail and IP addresses, places, ids
// of users. Judged by the header alone.
bool is_personal(const HeaderWords& header);

// The metric that a name such as "CSAT" or "Completion rate" is an alias of, with or without its
// remark; null if of none.
const Metric* metric_of(const Model& model, std::string_view name);

// What stands in a mapping for an effort score whose scale its name does not tell: which metric it is
// the options say (metric_cells.hpp).
inline constexpr std::string_view k_unscaled_ces = "ces";
// Whether a name in plain_words() form means such a score.
bool is_unscaled_ces(std::string_view words);

}  // namespace touchstone::importing
