#include "import/fix_cells.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace touchstone::importing {
namespace {

using F = ImportField;

// Places in ImportOptions::effort_days.
enum class Size : std::uint8_t { low, medium, high };

constexpr std::array<std::pair<std::string_view, Size>, 12> k_effort = {{{"s", Size::low},
                                                                         {"small", Size::low},
                                                                         {"low", Size::low},
                                                                         {"l", Size::low},
                                                                         {"m", Size::medium},
                                                                         {"medium", Size::medium},
                                                                         {"med", Size::medium},
                                                                         {"mid", Size::medium},
                                                                         {"h", Size::high},
                                                                         {"high", Size::high},
                                                                         {"large", Size::high},
                                                                         {"big", Size::high}}};

constexpr std::array<std::pair<std::string_view, FixStatus>, 17> k_status = {
    {{"open", FixStatus::open},
     {"new", FixStatus::open},
     {"to do", FixStatus::open},
     {"todo", FixStatus::open},
     {"planned", FixStatus::open},
     {"backlog", FixStatus::open},
     {"not started", FixStatus::open},
     {"doing", FixStatus::doing},
     {"in progress", FixStatus::doing},
     {"started", FixStatus::doing},
     {"ongoing", FixStatus::doing},
     {"done", FixStatus::done},
     {"closed", FixStatus::done},
     {"completed", FixStatus::done},
     {"dropped", FixStatus::dropped},
     {"rejected", FixStatus::dropped},
     {"cancelled", FixStatus::dropped}}};

template <class T, std::size_t N>
std::optional<T> meaning_of(const std::array<std::pair<std::string_view, T>, N>& words,
                            std::string_view text) {
  const std::string plain = tables::plain_words(text);
  const auto row = std::ranges::find(words, plain, &std::pair<std::string_view, T>::first);
  return row == words.end() ? std::nullopt : std::optional(row->second);
}

}  // namespace

std::size_t FixCells::place(std::string_view title, std::string_view id) {
  const std::string key = name_key(title);
  const auto [found, added] = id.empty() ? by_title_.try_emplace(key, fixes_.size())
                                         : by_id_.try_emplace(std::string(id), fixes_.size());
  if (!added) return found->second;
  if (!id.empty()) by_title_.try_emplace(key, fixes_.size());
  Fix fix;
  fix.id.text = concat("fix-", std::to_string(fixes_.size() + 1));
  fix.title = title;
  fixes_.push_back(std::move(fix));
  return fixes_.size() - 1;
}

std::optional<std::size_t> FixCells::known(std::string_view id_or_title) const {
  if (const auto found = by_id_.find(id_or_title); found != by_id_.end()) return found->second;
  const auto found = by_title_.find(name_key(id_or_title));
  return found == by_title_.end() ? std::nullopt : std::optional(found->second);
}

void FixCells::add_touchpoint(std::size_t place, const TouchpointId& touchpoint) {
  Fix& fix = fixes_[place];
  if (!touched_.insert(concat(fix.id.text, "\n", touchpoint.text)).second) return;
  Effect effect;
  effect.touchpoint = touchpoint;
  fix.effects.push_back(std::move(effect));
}

std::optional<double> FixCells::effort() {
  const std::string_view found = row_.text(F::effort);
  const auto size = meaning_of(k_effort, found);
  if (!size) return row_.number(F::effort, 0, 1e9, "a number of person-days");
  if (!input_.options.effort_days) {
    row_.refuse(F::effort, found,
                "Words are no person-days; say what low, medium and high are: effort=2,8,30.");
    return std::nullopt;
  }
  return (*input_.options.effort_days)[static_cast<std::size_t>(*size)];
}

std::optional<FixStatus> FixCells::status() {
  const std::string_view found = row_.text(F::status);
  if (found.empty() || tables::says_unknown(found)) return std::nullopt;
  const auto status = meaning_of(k_status, found);
  if (!status) row_.refuse(F::status, found, "Expected open, doing, done or dropped.");
  return status;
}

void FixCells::read(std::size_t place) {
  Fix& fix = fixes_[place];
  row_.settle(fix.effort, effort(), F::effort);
  row_.settle(fix.cost, row_.number(F::cost, 0, 1e15, "an amount, 0 or more"), F::cost);
  row_.settle(fix.due, row_.day(F::due), F::due);
  row_.settle(fix.status, status(), F::status);
}

}  // namespace touchstone::importing
