// The columns of the touchpoint table, and their cells as text.
#include <algorithm>
#include <array>
#include <utility>

#include "state/edits.hpp"
#include "state/owner_names.hpp"
#include "state/touchpoint_table.hpp"
#include "state/wording.hpp"
#include "tables/values.hpp"
#include "text/concat.hpp"
#include "text/figure.hpp"
#include "text/lower.hpp"

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

// Texts.

constexpr std::string_view k_nobody = "Nobody";
constexpr std::string_view k_between_owners = "; ";

struct Named {
  std::string id, name;
};

template <class T>
std::vector<Named> named(const std::vector<T>& list) {
  std::vector<Named> result;
  for (const T& element : list) result.push_back({element.id.text, shown_name(element)});
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
  return element == nullptr ? std::string() : shown_name(*element);
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
  const std::optional<bool> value = text.empty() ? false : tables::parse_yes_no(text);
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
      const std::string_view name = tables::trimmed(text.substr(0, end));
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
  text = tables::trimmed(text);
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

}  // namespace touchstone::app
