#include "app/touchpoint_table.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <tuple>
#include <utility>

#include "app/edits.hpp"
#include "app/wording.hpp"
#include "files/import_values.hpp"
#include "text/concat.hpp"
#include "text/figure.hpp"
#include "text/order.hpp"
#include "views/lanes.hpp"

namespace touchstone::app {
namespace {

using Field = TouchpointField;

constexpr std::array k_columns = {
    TouchpointColumn{.field = Field::name,
                     .column = {.title = "Touchpoint", .width = 230, .stretch = true}},
    TouchpointColumn{.field = Field::friction,
                     .column = {.title = "Friction",
                                .width = 150,
                                .description = "0 none, 100 blocked, with its 90 % interval"},
                     .worked_out = true},
    TouchpointColumn{.field = Field::gap,
                     .column = {.title = "Ownership gap",
                                .width = 122,
                                .description = "0 none, 100 nobody cares for it"},
                     .worked_out = true},
    TouchpointColumn{.field = Field::evidence,
                     .column = {.title = "Evidence",
                                .width = 116,
                                .description = "How much of the score rests on evidence"},
                     .worked_out = true,
                     .groups = true},
    TouchpointColumn{.field = Field::share,
                     .column = {.title = "Share",
                                .width = 76,
                                .align = ui::Align::end,
                                .description = "Share of the journey's friction"},
                     .worked_out = true},
    TouchpointColumn{
        .field = Field::stage, .column = {.title = "Stage", .width = 140}, .groups = true},
    TouchpointColumn{
        .field = Field::channel, .column = {.title = "Channel", .width = 130}, .groups = true},
    TouchpointColumn{.field = Field::discipline,
                     .column = {.title = "Discipline", .width = 108},
                     .groups = true},
    TouchpointColumn{.field = Field::volume,
                     .column = {.title = "Volume",
                                .width = 96,
                                .align = ui::Align::end,
                                .description = "Customers a month who meet it"}},
    TouchpointColumn{.field = Field::importance,
                     .column = {.title = "Importance",
                                .width = 100,
                                .align = ui::Align::end,
                                .description = "1 to 5; counts as 3 when not known"},
                     .groups = true},
    TouchpointColumn{
        .field = Field::owner,
        .column = {.title = "Owner", .width = 190, .description = "Who answers for it"},
        .groups = true},
    TouchpointColumn{.field = Field::level,
                     .column = {.title = "Level", .width = 116},
                     .shown_at_first = false,
                     .groups = true},
    TouchpointColumn{.field = Field::moment_of_truth,
                     .column = {.title = "Moment of truth",
                                .width = 128,
                                .description = "Here customers decide to stay or to leave"},
                     .shown_at_first = false,
                     .groups = true},
    TouchpointColumn{
        .field = Field::core_task,
        .column = {.title = "Core task", .width = 96, .description = "What customers came for"},
        .shown_at_first = false,
        .groups = true},
    TouchpointColumn{.field = Field::description,
                     .column = {.title = "Description", .width = 240},
                     .shown_at_first = false},
    TouchpointColumn{.field = Field::quote,
                     .column = {.title = "Customer's words", .width = 240},
                     .shown_at_first = false},
    TouchpointColumn{
        .field = Field::notes, .column = {.title = "Notes", .width = 240}, .shown_at_first = false},
};

static_assert(std::ranges::is_sorted(k_columns, {}, &TouchpointColumn::field) &&
              k_columns.size() == static_cast<std::size_t>(Field::notes) + 1);

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

// ---- Texts --------------------------------------------------------------------------------------

constexpr std::string_view k_nobody = "Nobody";
constexpr std::string_view k_between_owners = "; ";

struct Named {
  std::string id, name;
};

template <class T>
std::vector<Named> named(const std::vector<T>& list) {
  std::vector<Named> result;
  for (const T& element : list)
    result.push_back({element.id.text, element.name.empty() ? element.id.text : element.name});
  return result;
}

std::vector<Named> named_owners(const Audit& audit) {
  std::vector<Named> owners = named(audit.teams);
  for (Named& person : named(audit.people)) owners.push_back(std::move(person));
  return owners;
}

template <class T, class IdType>
std::string name_in(const std::vector<T>& list, const std::optional<IdType>& id) {
  const T* element = id ? find(list, *id) : nullptr;
  if (element == nullptr) return {};
  return element->name.empty() ? element->id.text : element->name;
}

std::string owners_text(const Audit& audit, const Touchpoint& touchpoint) {
  if (!touchpoint.ownership || !touchpoint.ownership->accountable) return {};
  const std::vector<OwnerId>& owners = *touchpoint.ownership->accountable;
  if (owners.empty()) return std::string(k_nobody);
  std::string text;
  for (const OwnerId& owner : owners)
    text += concat(text.empty() ? "" : k_between_owners, name_of_owner(audit, owner));
  return text;
}

std::string number_text(std::optional<double> value) {
  constexpr int k_decimals = 6;
  return value ? short_number(*value, k_decimals) : std::string();
}

std::string yes_no(bool value) {
  return value ? "yes" : "no";
}

std::string evidence_word(EvidenceLevel level) {
  switch (level) {
    case EvidenceLevel::enough:
      return "Enough";
    case EvidenceLevel::thin:
      return "Thin";
    case EvidenceLevel::insufficient:
      break;
  }
  return "Insufficient";
}

// The one with this name, in any case; or what to say.
struct Found {
  const Named* named = nullptr;
  std::string problem;
};

Found find_named(const std::vector<Named>& list, std::string_view text, std::string_view what) {
  const std::string wanted = lower(text);
  for (const Named& element : list)
    if (lower(element.name) == wanted) return {&element, {}};
  constexpr std::size_t k_most_named = 12;
  std::string known;
  for (std::size_t i = 0; i < list.size() && i < k_most_named; ++i)
    known += concat(i == 0 ? "" : ", ", list[i].name);
  if (list.size() > k_most_named) known += ", ...";
  return {nullptr, concat("There is no ", what, " \"", text, "\". ",
                          known.empty() ? std::string("There is none yet: add it in Audit set-up.")
                                        : concat("There are: ", known, "."))};
}

template <class IdType>
std::string take_reference(std::optional<IdType>& into, const std::vector<Named>& list,
                           std::string_view text, std::string_view what) {
  if (text.empty()) {
    into.reset();
    return {};
  }
  Found found = find_named(list, text, what);
  if (found.named != nullptr) into = IdType(found.named->id);
  return std::move(found.problem);
}

template <class Enum>
std::string take_word(std::optional<Enum>& into, std::string_view text, std::string_view what) {
  std::vector<Named> list;
  for (const std::string_view word : words(Enum{}))
    list.push_back({std::to_string(list.size()), std::string(word)});
  if (text.empty()) {
    into.reset();
    return {};
  }
  Found found = find_named(list, text, what);
  if (found.named != nullptr) into = static_cast<Enum>(found.named - list.data());
  return std::move(found.problem);
}

std::string take_number(std::optional<double>& into, std::string_view text, double least,
                        double most, std::string_view range) {
  const std::optional<double> value = text.empty() ? std::nullopt : ui::read_number(text);
  if (!text.empty() && !value) return concat("\"", text, "\" is no number.");
  if (value && (*value < least || *value > most))
    return concat("It is ", range, ", not ", text, ".");
  into = value;
  return {};
}

std::string take_yes_no(bool& into, std::string_view text) {
  const std::optional<bool> value = text.empty() ? false : files::parse_yes_no(text);
  if (!value) return concat("\"", text, "\" is neither yes nor no.");
  into = *value;
  return {};
}

std::string take_owners(const Audit& audit, Touchpoint& touchpoint, std::string_view text) {
  std::optional<std::vector<OwnerId>> owners;
  if (!text.empty()) owners.emplace();
  if (!text.empty() && lower(text) != lower(k_nobody)) {
    const std::vector<Named> all = named_owners(audit);
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(';'), text.size());
      const std::string_view name = files::trimmed(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
      if (name.empty()) continue;
      const Found found = find_named(all, name, "team or person");
      if (found.named == nullptr) return found.problem;
      if (OwnerId owner(found.named->id); !contains(*owners, owner))
        owners->push_back(std::move(owner));
    }
  }
  if (!touchpoint.ownership && !owners) return {};
  if (!touchpoint.ownership) touchpoint.ownership.emplace();
  touchpoint.ownership->accountable = std::move(owners);
  return {};
}

std::string take_name(std::string& into, std::string_view text) {
  if (text.empty()) return "A touchpoint needs a name.";
  into = text;
  return {};
}

}  // namespace

std::span<const TouchpointColumn> touchpoint_columns() {
  return k_columns;
}

const TouchpointColumn& column_of(TouchpointField field) {
  return k_columns[static_cast<std::size_t>(field)];
}

std::vector<TouchpointField> usual_columns() {
  std::vector<TouchpointField> fields;
  for (const TouchpointColumn& column : k_columns)
    if (column.shown_at_first) fields.push_back(column.field);
  return fields;
}

std::string text_of(const Scored& scored, std::size_t touchpoint, TouchpointField field) {
  const Touchpoint& t = scored.audit.touchpoints[touchpoint];
  const TouchpointScore& score = scored.scores.touchpoints[touchpoint];
  switch (field) {
    case Field::name:
      return t.name;
    case Field::friction:
      return points(score.friction);
    case Field::gap:
      return points(score.ownership_gap);
    case Field::evidence:
      return evidence_word(score.evidence);
    case Field::share:
      return percent(score.journey_share);
    case Field::stage:
      return name_in(scored.audit.stages, t.stage);
    case Field::channel:
      return name_in(scored.audit.channels, t.channel);
    case Field::discipline:
      return std::string(word(t.discipline, ""));
    case Field::volume:
      return number_text(t.volume);
    case Field::importance:
      return number_text(t.importance);
    case Field::owner:
      return owners_text(scored.audit, t);
    case Field::level:
      return std::string(word(t.level, ""));
    case Field::moment_of_truth:
      return yes_no(t.moment_of_truth);
    case Field::core_task:
      return yes_no(t.core_task);
    case Field::description:
      return t.description;
    case Field::quote:
      return t.quote;
    case Field::notes:
      return t.notes;
  }
  return {};
}

std::string take_text(const Audit& audit, Touchpoint& touchpoint, TouchpointField field,
                      std::string_view text) {
  constexpr double k_no_limit = 1e15;
  text = files::trimmed(text);
  switch (field) {
    case Field::name:
      return take_name(touchpoint.name, text);
    case Field::stage:
      return take_reference(touchpoint.stage, named(audit.stages), text, "stage");
    case Field::channel:
      return take_reference(touchpoint.channel, named(audit.channels), text, "channel");
    case Field::discipline:
      return take_word(touchpoint.discipline, text, "discipline");
    case Field::level:
      return take_word(touchpoint.level, text, "level");
    case Field::volume:
      return take_number(touchpoint.volume, text, 0, k_no_limit, "0 or more");
    case Field::importance:
      return take_number(touchpoint.importance, text, 1, 5, "from 1 to 5");
    case Field::owner:
      return take_owners(audit, touchpoint, text);
    case Field::moment_of_truth:
      return take_yes_no(touchpoint.moment_of_truth, text);
    case Field::core_task:
      return take_yes_no(touchpoint.core_task, text);
    case Field::description:
      touchpoint.description = text;
      break;
    case Field::quote:
      touchpoint.quote = text;
      break;
    case Field::notes:
      touchpoint.notes = text;
      break;
    case Field::friction:
    case Field::gap:
    case Field::evidence:
    case Field::share:
      return "This is worked out from the rest.";
  }
  return {};
}

// ---- Rows ---------------------------------------------------------------------------------------

namespace {

bool passes(const Scored& scored, const TouchpointFilter& filter, const std::string& wanted,
            std::size_t i) {
  const Touchpoint& touchpoint = scored.audit.touchpoints[i];
  const TouchpointScore& score = scored.scores.touchpoints[i];
  if (filter.stage && touchpoint.stage != filter.stage) return false;
  if (filter.gaps_only && score.ownership_gap <= 0) return false;
  if (filter.thin_only && score.evidence == EvidenceLevel::enough) return false;
  return wanted.empty() || lower(touchpoint.name).find(wanted) != std::string::npos ||
         lower(touchpoint.notes).find(wanted) != std::string::npos ||
         lower(owner_name(scored.audit, touchpoint)).find(wanted) != std::string::npos;
}

// What a row is sorted by in one column.
struct SortKey {
  bool unknown = false;
  double number = 0;
  std::string text;

  auto value() const { return std::tie(number, text); }
};

SortKey by_number(std::optional<double> value) {
  return {.unknown = !value, .number = value.value_or(0), .text = {}};
}

template <class T, class IdType>
SortKey by_place(const std::vector<T>& list, const std::optional<IdType>& id) {
  const auto place = id ? place_of(list, *id) : std::nullopt;
  return {.unknown = !place, .number = static_cast<double>(place.value_or(0)), .text = {}};
}

template <class Enum>
SortKey by_word(const std::optional<Enum>& value) {
  return {.unknown = !value,
          .number = value ? static_cast<double>(static_cast<int>(*value)) : 0,
          .text = {}};
}

SortKey sort_key(const Scored& scored, std::size_t i, Field field) {
  const Touchpoint& touchpoint = scored.audit.touchpoints[i];
  const TouchpointScore& score = scored.scores.touchpoints[i];
  switch (field) {
    case Field::friction:  // by rank, which breaks ties as the report does
      return by_number(-static_cast<double>(score.rank));
    case Field::gap:
      return by_number(score.ownership_gap);
    case Field::evidence:
      return by_number(score.coverage);
    case Field::share:
      return by_number(score.journey_share);
    case Field::stage:
      return by_place(scored.audit.stages, touchpoint.stage);
    case Field::channel:
      return by_place(scored.audit.channels, touchpoint.channel);
    case Field::discipline:
      return by_word(touchpoint.discipline);
    case Field::level:
      return by_word(touchpoint.level);
    case Field::volume:
      return by_number(touchpoint.volume);
    case Field::importance:
      return by_number(touchpoint.importance);
    default: {
      std::string text = lower(text_of(scored, i, field));
      const bool unknown = text.empty();
      return {.unknown = unknown, .number = 0, .text = std::move(text)};
    }
  }
}

void sort_by(const Scored& scored, Field field, bool descending, std::vector<std::size_t>& places) {
  std::vector<std::pair<SortKey, std::size_t>> keyed;
  keyed.reserve(places.size());
  for (const std::size_t place : places) keyed.emplace_back(sort_key(scored, place, field), place);
  put_in_order(keyed, [&](const auto& a, const auto& b) {
    if (a.first.unknown != b.first.unknown) return b.first.unknown;
    return descending ? b.first.value() < a.first.value() : a.first.value() < b.first.value();
  });
  std::ranges::transform(keyed, places.begin(), [](const auto& pair) { return pair.second; });
}

// Levels of evidence are gathered as named, not by how much of it there is.
std::string group_title(const Scored& scored, std::size_t touchpoint, Field field) {
  std::string text = text_of(scored, touchpoint, field);
  if (!text.empty()) return text;
  return field == Field::owner ? "Not asked yet" : "Not known";
}

void gather(const Scored& scored, const std::vector<std::size_t>& places, const TableOrder& order,
            TableRows& result) {
  // Groups stand in the order of the column they are made by.
  std::vector<std::size_t> by_group = places;
  sort_by(scored, *order.grouped_by, false, by_group);
  std::map<std::string, std::size_t> known;
  for (const std::size_t place : by_group) {
    std::string title = group_title(scored, place, *order.grouped_by);
    if (known.emplace(title, result.groups.size()).second)
      result.groups.push_back({.title = std::move(title), .worst = {}});
  }
  std::vector<std::vector<std::size_t>> members(result.groups.size());
  for (const std::size_t place : places) {
    const std::size_t group = known.at(group_title(scored, place, *order.grouped_by));
    const TouchpointScore& score = scored.scores.touchpoints[place];
    TableGroup& told = result.groups[group];
    ++told.touchpoints;
    if (score.evidence != EvidenceLevel::insufficient)
      told.worst = std::max(told.worst.value_or(0), score.friction);
    members[group].push_back(place);
  }
  for (std::size_t group = 0; group < members.size(); ++group) {
    result.rows.push_back({.is_group = true, .at = group});
    if (order.closed.contains(result.groups[group].title)) continue;
    for (const std::size_t place : members[group]) result.rows.push_back({.at = place});
  }
}

}  // namespace

TableRows rows_of(const Scored& scored, const TouchpointFilter& filter, const TableOrder& order) {
  std::vector<std::size_t> places;
  const std::string wanted = lower(filter.text);
  for (std::size_t i = 0; i < scored.audit.touchpoints.size(); ++i) {
    if (passes(scored, filter, wanted, i)) places.push_back(i);
  }
  if (order.sorted_by) sort_by(scored, *order.sorted_by, order.descending, places);
  TableRows result;
  result.touchpoints = places.size();
  if (order.grouped_by) {
    gather(scored, places, order, result);
  } else {
    for (const std::size_t place : places) result.rows.push_back({.at = place});
  }
  return result;
}

// ---- Many cells ---------------------------------------------------------------------------------

namespace {

// The end of the quoted cell that begins at `at`: behind its closing quote, if that ends the cell.
std::optional<std::size_t> end_of_quoted(std::string_view text, std::size_t at) {
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] != '"') continue;
    if (i + 1 < text.size() && text[i + 1] == '"') {
      ++i;
      continue;
    }
    const bool ends =
        i + 1 == text.size() || text[i + 1] == '\t' || text[i + 1] == '\n' || text[i + 1] == '\r';
    return ends ? std::optional(i + 1) : std::nullopt;
  }
  return std::nullopt;
}

std::string without_quotes(std::string_view quoted) {
  std::string cell;
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    cell += quoted[i];
    if (quoted[i] == '"') ++i;
  }
  return cell;
}

std::string places_in_words(std::size_t line, Field field) {
  return concat("Line ", std::to_string(line), ", ", column_of(field).column.title);
}

// The columns that the block's first line names, if each of its cells is a column's title.
std::optional<std::vector<Field>> columns_named_by(const Block& block) {
  if (block.size() < 2) return std::nullopt;
  std::vector<Field> fields;
  for (const std::string& cell : block.front()) {
    const std::string wanted = lower(files::trimmed(cell));
    const auto named = std::ranges::find_if(k_columns, [&](const TouchpointColumn& column) {
      return lower(column.column.title) == wanted;
    });
    if (named == k_columns.end()) return std::nullopt;
    fields.push_back(named->field);
  }
  return fields;
}

// Collects what many cells become, touchpoint by touchpoint.
class Changes {
public:
  explicit Changes(const Document& document) : document_(document) {}

  void put(std::size_t place, Field field, std::string_view text, const std::string& where) {
    if (column_of(field).worked_out) {
      if (!contains(result_.passed_over, field)) result_.passed_over.push_back(field);
      return;
    }
    const auto [at, is_new] = changed_.try_emplace(place);
    if (is_new && place < touchpoints().size()) at->second = touchpoints()[place];
    std::string problem = take_text(document_.audit(), at->second, field, text);
    if (!problem.empty()) refuse(where, std::move(problem));
  }

  void refuse(std::string where, std::string problem) {
    result_.problems.push_back({std::move(where), std::move(problem)});
  }

  CellChanges take(std::string label) {
    if (!result_.problems.empty()) return std::move(result_);
    result_.command.label = std::move(label);
    std::set<std::string> new_ids;
    for (auto& [place, touchpoint] : changed_) {
      if (place < touchpoints().size()) {
        Command one = replace_element(document_, place, std::move(touchpoint), "");
        for (Edit& edit : one.edits) result_.command.edits.push_back(std::move(edit));
        continue;
      }
      touchpoint.id = TouchpointId(free_id(touchpoint.name, new_ids));
      ++result_.added;
      result_.command.edits.emplace_back(
          ListEdit<Touchpoint>{place, std::nullopt, std::move(touchpoint)});
    }
    return std::move(result_);
  }

private:
  const std::vector<Touchpoint>& touchpoints() const { return document_.audit().touchpoints; }

  std::string free_id(const std::string& name, std::set<std::string>& taken) const {
    std::string id = new_id(document_.index(), IdSpace::touchpoint, name);
    for (std::size_t i = 2; !taken.insert(id).second; ++i)
      id = new_id(document_.index(), IdSpace::touchpoint, concat(name, " ", std::to_string(i)));
    return id;
  }

  const Document& document_;
  std::map<std::size_t, Touchpoint> changed_;  // by place; those beyond the end are new
  CellChanges result_;
};

}  // namespace

Block block_of(std::string_view text) {
  Block block;
  for (std::size_t at = 0; at < text.size();) {
    if (block.empty()) block.emplace_back();
    std::size_t end = std::min(text.find_first_of("\t\r\n", at), text.size());
    const auto quoted = text[at] == '"' ? end_of_quoted(text, at) : std::nullopt;
    if (quoted) {
      end = *quoted;
      block.back().push_back(without_quotes(text.substr(at, end - at)));
    } else {
      block.back().emplace_back(text.substr(at, end - at));
    }
    at = end;
    if (at == text.size()) break;
    if (text[at] == '\t') {
      ++at;
      if (at == text.size()) block.back().emplace_back();
      continue;
    }
    at += text.substr(at).starts_with("\r\n") ? 2U : 1U;
    if (at < text.size()) block.emplace_back();
  }
  return block;
}

std::string block_text(const Block& block) {
  std::string text;
  for (std::size_t line = 0; line < block.size(); ++line) {
    if (line > 0) text += '\n';
    for (std::size_t i = 0; i < block[line].size(); ++i) {
      const std::string& cell = block[line][i];
      if (i > 0) text += '\t';
      if (cell.find_first_of("\t\r\n\"") == std::string::npos) {
        text += cell;
        continue;
      }
      text += '"';
      for (const char c : cell) text += c == '"' ? "\"\"" : std::string(1, c);
      text += '"';
    }
  }
  return text;
}

Block copy_of(const Scored& scored, const TablePart& part) {
  Block block;
  for (const std::size_t touchpoint : part.touchpoints) {
    std::vector<std::string>& line = block.emplace_back();
    for (const Field field : part.columns) line.push_back(text_of(scored, touchpoint, field));
  }
  return block;
}

CellChanges paste_into(const Document& document, const TablePart& part, const Block& block) {
  const std::optional<std::vector<Field>> headed = columns_named_by(block);
  const Block lines(block.begin() + (headed ? 1 : 0), block.end());
  const std::span<const Field> columns = headed ? std::span<const Field>(*headed) : part.columns;
  Changes changes(document);
  std::size_t next_new = document.audit().touchpoints.size();
  std::size_t cells = 0;
  const bool brings_names = !columns.empty() && columns.front() == Field::name;
  for (std::size_t line = 0; line < lines.size(); ++line) {
    const std::vector<std::string>& texts = lines[line];
    const bool is_known = line < part.touchpoints.size();
    if (!is_known && !brings_names) {
      changes.refuse(
          concat("Line ", std::to_string(line + 1)),
          concat("The table ends before it: ", count_of(part.touchpoints.size(), "row", "rows"),
                 " for ", count_of(lines.size(), "line", "lines"),
                 ". Begin higher up, or in the column Touchpoint to add rows."));
      break;
    }
    if (texts.size() > columns.size()) {
      changes.refuse(concat("Line ", std::to_string(line + 1)),
                     concat(count_of(texts.size(), "cell", "cells"), " for ",
                            count_of(columns.size(), "column", "columns"),
                            ". Begin further left, or show more columns."));
      continue;
    }
    const std::size_t place = is_known ? part.touchpoints[line] : next_new++;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      changes.put(place, columns[i], texts[i], places_in_words(line + 1, columns[i]));
      ++cells;
    }
  }
  return changes.take(concat("Paste ", count_of(cells, "cell", "cells")));
}

CellChanges fill(const Document& document, std::span<const std::size_t> touchpoints,
                 TouchpointField field, std::string_view text) {
  Changes changes(document);
  for (const std::size_t place : touchpoints)
    changes.put(place, field, text, document.audit().touchpoints[place].name);
  return changes.take(concat(column_of(field).column.title, " of ",
                             count_of(touchpoints.size(), "touchpoint", "touchpoints")));
}

}  // namespace touchstone::app
