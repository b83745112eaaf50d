#include "document/check.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "document/fields.hpp"
#include "intake/limits.hpp"
#include "json/text.hpp"
#include "text/concat.hpp"
#include "text/figure.hpp"

namespace touchstone {
namespace {

// The name of one thing of a space, in a sentence.
std::string_view noun(IdSpace space) {
  switch (space) {
    case IdSpace::stage:
      return "stage";
    case IdSpace::channel:
      return "channel";
    case IdSpace::team:
      return "team";
    case IdSpace::owner:
      return "team or person";
    case IdSpace::persona:
      return "persona";
    case IdSpace::touchpoint:
      return "touchpoint";
    case IdSpace::rater:
      return "rater";
    case IdSpace::handoff:
      return "hand-off";
    case IdSpace::kpi:
      return "KPI";
    case IdSpace::fix:
      return "fix";
    case IdSpace::place:
      return "touchpoint, hand-off or stage";
    case IdSpace::factor:
    case IdSpace::rated_factor:
      return "factor";
    case IdSpace::metric:
      return "metric";
    case IdSpace::rule:
      return "rule";
    case IdSpace::goal:
      return "goal";
    case IdSpace::none:
      break;
  }
  return "thing";
}

std::string range_text(double low, double high) {
  const bool from = std::isfinite(low);
  const bool to = std::isfinite(high);
  if (from && to) return number_text(low) + " to " + number_text(high);
  if (from) return number_text(low) + " or more";
  return number_text(high) + " or less";
}

// One element's checks, by the tables of fields.hpp; see check_element().
class Checker {
  // What a row asks of its value.
  struct Demand {
    Form form;
    IdSpace space;
    Range range;
  };

public:
  Checker(const Model& model, const AuditIndex& index, bool references, Path& path,
          ProblemList& problems)
      : model_(model), index_(index), references_(references), path_(path), problems_(problems) {}

  template <class T>
  void object(const T& it) {
    // At the root stand problems of the whole text, such as bytes that are not UTF-8.
    const std::string pointer = problems_.empty() ? "" : path_.pointer();
    if (!pointer.empty() && problems_.has(pointer)) return;
    for_each_field<T>([&](const auto& row, std::size_t) {
      using Member = typename std::decay_t<decltype(row)>::Member;
      if (!needs_check<Member>(row.space)) return;
      const StepInto step(path_, row.key);
      value({row.form, row.space, row.range}, it.*row.member);
    });
    rules(it);
  }

private:
  // Texts that name nothing, dates, enumerations and truth values are right once they are read.
  template <class V>
  static constexpr bool needs_check(IdSpace space) {
    if constexpr (k_is_optional<V> || k_is_list<V>)
      return needs_check<typename V::value_type>(space);
    else if constexpr (std::is_same_v<V, std::string>)
      return space != IdSpace::none;
    else
      return k_is_object<V> || k_is_id<V> || std::is_same_v<V, double>;
  }

  template <class V>
  void value(const Demand& demand, const V& it) {
    if constexpr (k_is_optional<V>) {
      if (it) value(demand, *it);
    } else if constexpr (k_is_object<V>) {
      object(it);
    } else if constexpr (k_is_list<V>) {
      for (std::size_t i = 0; i < it.size() && !problems_.is_full(); ++i) {
        const StepInto step(path_, i);
        value(demand, it[i]);
      }
    } else if constexpr (k_is_id<V>) {
      id(demand.form, demand.space, it.text);
    } else if constexpr (std::is_same_v<V, std::string>) {
      id(demand.form, demand.space, it);
    } else if constexpr (std::is_same_v<V, double>) {
      number(demand.range, it);
    }
  }

  void id(Form form, IdSpace space, const std::string& text) {
    if (text.empty()) {
      const bool own = form == Form::own_id;
      here("The " + std::string(own ? "id" : noun(space)) + " is missing or empty; expected " +
           (own ? "a text that no other element of the list has."
                : "the id of a " + std::string(noun(space)) + "."));
      return;
    }
    if (form != Form::own_id && !exists(space, text)) here(missing_reference(space, text));
  }

  bool exists(IdSpace space, const std::string& text) const {
    switch (space) {
      case IdSpace::factor:
        return model_.factor_index(text).has_value();
      case IdSpace::rated_factor:
        return text == k_overall || model_.factor_index(text).has_value();
      case IdSpace::metric:
        return model_.metric_index(text).has_value();
      case IdSpace::rule:
        return model_.rule_index(text).has_value();
      case IdSpace::goal:
        return model_.goal_index(text).has_value();
      default:
        return !references_ || index_.has(space, text);
    }
  }

  std::string missing_reference(IdSpace space, const std::string& text) const {
    if (space == IdSpace::metric && text == "ces")
      return "Found \"ces\", a customer effort score without its scale; expected \"ces7\" (1 to "
             "7, 7 = made it easy), \"ces5\" (1 to 5, 1 = low effort) or \"effort10\" (1 to 10, "
             "10 = high effort), because the scales point in different directions.";
    if (space == IdSpace::factor && text == k_overall)
      return "Found \"overall\", which is a vote of raters and always applies; expected a factor.";
    const std::string kind(noun(space));
    const bool of_model = space > IdSpace::place;
    return "There is no " + kind + " " + quoted(text) + (of_model ? " in the scoring model" : "") +
           "; expected the id of a " + kind + (of_model ? " it has." : " of this audit.");
  }

  void number(const Range& range, double it) {
    if (!std::isfinite(it)) {
      here("Found a number that is not finite; expected a finite one.");
      return;
    }
    const bool inside = it >= range.low && it <= range.high;
    const bool whole = !range.whole || it == std::trunc(it);
    if (inside && whole) return;
    here("Found " + number_text(it) + "; expected a " +
         (range.whole ? "whole number, " : "number, ") + range_text(range.low, range.high) + ".");
  }

  // Rules between the fields of one object.
  template <class T>
  void rules(const T&) {}

  void rules(const Measure& it) {
    interval(it.low, it.high);
    if (const Metric* metric = model_.metric(it.metric)) {
      in_unit(*metric, "value", it.value);
      in_unit(*metric, "low", it.low);
      in_unit(*metric, "high", it.high);
      in_unit(*metric, "baseline", it.baseline);
      in_unit(*metric, "target", it.target);
    }
    if ((it.successes || it.promoters || it.detractors) && !it.n)
      below("n",
            "n is missing; expected how many were asked or observed, because a count is given.");
    if (it.n) counts(it, *it.n);
    if (it.baseline && it.target && *it.baseline == *it.target)
      below("target", "Found the target " + number_text(*it.target) +
                          ", which is the baseline; expected two values that differ.");
  }

  void counts(const Measure& it, double n) {
    const auto at_most_n = [&](std::string_view key, const std::optional<double>& count) {
      if (count && *count > n)
        below(key, "Found " + number_text(*count) + ", more than n = " + number_text(n) +
                       "; expected at most n.");
    };
    at_most_n("successes", it.successes);
    at_most_n("promoters", it.promoters);
    at_most_n("detractors", it.detractors);
    if (it.promoters && it.detractors && *it.promoters <= n && *it.detractors <= n &&
        *it.promoters + *it.detractors > n)
      below("detractors", "Found " + number_text(*it.promoters) + " promoters and " +
                              number_text(*it.detractors) +
                              " detractors; expected no more than n = " + number_text(n) +
                              " together.");
  }

  void in_unit(const Metric& metric, std::string_view key, const std::optional<double>& it) {
    if (!it || !std::isfinite(*it)) return;
    if (*it >= metric.unit.low && *it <= metric.unit.high) return;
    below(key, "Found " + number_text(*it) + "; expected " +
                   range_text(metric.unit.low, metric.unit.high) + ", the range of " +
                   metric.id.text + ".");
  }

  void interval(const std::optional<double>& low, const std::optional<double>& high) {
    if (low && !high) below("high", "high is missing; expected it, because low is given.");
    if (high && !low) below("low", "low is missing; expected it, because high is given.");
    if (low && high && *low > *high)
      below("low", "Found low " + number_text(*low) + " above high " + number_text(*high) +
                       "; expected low at most high.");
  }

  void rules(const Effect& it) { interval(it.low, it.high); }

  void rules(const Handoff& it) {
    if (!it.from.text.empty() && it.from == it.to)
      below("to", "Found " + quoted(it.to.text) +
                      ", where the hand-off comes from; expected another touchpoint.");
  }

  void rules(const Touchpoint& it) {
    const bool weighed =
        std::any_of(model_.factors.begin(), model_.factors.end(),
                    [&](const Factor& factor) { return factor.weight > 0 && applies(factor, it); });
    if (weighed) return;
    const std::string message =
        "No factor applies, or all that apply weigh 0; expected at least one, because nothing "
        "could be scored here. Shorten not_applicable.";
    if (it.not_applicable.empty())
      here(message);
    else
      below("not_applicable", message);
  }

  void here(std::string message) { problems_.add(path_.pointer(), std::move(message)); }

  void below(std::string_view key, std::string message) {
    const StepInto step(path_, key);
    here(std::move(message));
  }

  const Model& model_;
  const AuditIndex& index_;
  bool references_;
  Path& path_;
  ProblemList& problems_;
};

// The second and later elements of each id. Teams and people share one space.
void check_doubled_ids(const Audit& audit, ProblemList& problems) {
  std::unordered_map<std::string, std::string> owners;
  for_each_list([&](const auto& list) {
    using T = typename std::decay_t<decltype(list)>::Element;
    if constexpr (requires(const T& element) { element.id; }) {
      constexpr bool k_owns = std::is_same_v<T, Team> || std::is_same_v<T, Person>;
      std::unordered_map<std::string, std::string> own;
      std::unordered_map<std::string, std::string>& seen = k_owns ? owners : own;
      const auto& elements = audit.*list.member;
      for (std::size_t i = 0; i < elements.size(); ++i) {
        const std::string& id = elements[i].id.text;
        if (id.empty()) continue;
        std::string pointer = pointer_to(pointer_to(pointer_to("", list.key), i), "id");
        const auto [first, is_new] = seen.emplace(id, pointer);
        if (!is_new)
          problems.add(std::move(pointer), "The id " + quoted(id) + " is taken by " +
                                               first->second +
                                               "; expected one that nothing else has" +
                                               (k_owns ? ", teams and people together." : "."));
      }
    }
  });
}

}  // namespace

void ProblemList::add(std::string pointer, std::string message) {
  if (!is_full() && !pointers_.insert(pointer).second) return;
  problems_.add({std::move(pointer), std::move(message)});
}

void ProblemList::add_all(Problems problems) {
  for (Problem& problem : problems) {
    pointers_.insert(problem.pointer);
    problems_.add(std::move(problem));
  }
}

template <class T>
void check_element(const T& element, const Model& model, const AuditIndex& index, bool references,
                   Path& path, ProblemList& problems) {
  Checker(model, index, references, path, problems).object(element);
}

void check_header(const Header& header, const Model& model, ProblemList& problems) {
  Path path;
  const AuditIndex none;
  Checker(model, none, false, path, problems).object(header);
}

std::vector<RequiredFix> closing_requirements(const std::vector<Fix>& fixes) {
  enum class Mark : std::uint8_t { unseen, open, closed };

  std::vector<RequiredFix> closing;
  const bool any = std::any_of(fixes.begin(), fixes.end(),
                               [](const Fix& fix) { return !fix.requires_fixes.empty(); });
  if (!any) return closing;
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < fixes.size(); ++i) places.emplace(fixes[i].id.text, i);

  std::vector<Mark> marks(fixes.size(), Mark::unseen);
  std::vector<RequiredFix> stack;  // no recursion: a chain may be as long as the list
  const auto enter = [&](std::size_t fix) {
    marks[fix] = Mark::open;
    stack.push_back({fix, 0});
  };
  for (std::size_t start = 0; start < fixes.size(); ++start) {
    if (marks[start] == Mark::unseen) enter(start);
    while (!stack.empty()) {
      RequiredFix& top = stack.back();
      const std::vector<FixId>& needs = fixes[top.fix].requires_fixes;
      if (top.entry == needs.size()) {
        marks[top.fix] = Mark::closed;
        stack.pop_back();
        continue;
      }
      const std::size_t from = top.fix;
      const std::size_t entry = top.entry++;
      const auto next = places.find(needs[entry].text);
      if (next == places.end()) continue;
      if (marks[next->second] == Mark::unseen)
        enter(next->second);
      else if (marks[next->second] == Mark::open)
        closing.push_back({from, entry});
    }
  }
  return closing;
}

void check_cycles(const std::vector<Fix>& fixes, ProblemList& problems) {
  for (const auto& [fix, entry] : closing_requirements(fixes)) {
    const std::string pointer =
        pointer_to(pointer_to(pointer_to(pointer_to("", "fixes"), fix), "requires"), entry);
    problems.add(pointer, "Requiring " + quoted(fixes[fix].requires_fixes[entry].text) +
                              " closes a circle, so that none of its fixes could come first; "
                              "expected no circle.");
  }
}

static_assert(
    [] {
      bool all = true;
      for_each_list([&](const auto& list) { all = all && most_elements(list.key) > 0; });
      return all;
    }(),
    "each list of the document has its limit");

std::string too_long(std::string_view key, std::size_t found) {
  std::string name(key);
  std::ranges::replace(name, '_', ' ');
  return concat("Found ", in_groups(std::to_string(found)), " entries in the list of ", name,
                "; expected at most ", in_groups(std::to_string(most_elements(key))),
                ", which is as many as Touchstone takes.");
}

void check_sizes(const Audit& audit, ProblemList& problems) {
  for_each_list([&](const auto& list) {
    const std::size_t size = (audit.*list.member).size();
    if (size > most_elements(list.key))
      problems.add(pointer_to("", list.key), too_long(list.key, size));
  });
}

void check_audit(const Audit& audit, const Model& model, ProblemList& problems) {
  const AuditIndex index(audit);
  check_header(audit.header, model, problems);
  Path path;
  Checker checker(model, index, index.has_dangling(), path, problems);
  for_each_list([&](const auto& list) {
    const auto& elements = audit.*list.member;
    const StepInto into_list(path, list.key);
    for (std::size_t i = 0; i < elements.size() && !problems.is_full(); ++i) {
      const StepInto into_element(path, i);
      checker.object(elements[i]);
    }
  });
  if (index.has_doubled()) check_doubled_ids(audit, problems);
  check_cycles(audit.fixes, problems);
}

// One instance per list of the document.
template void check_element(const Stage&, const Model&, const AuditIndex&, bool, Path&,
                            ProblemList&);
template void check_element(const Channel&, const Model&, const AuditIndex&, bool, Path&,
                            ProblemList&);
template void check_element(const Team&, const Model&, const AuditIndex&, bool, Path&,
                            ProblemList&);
template void check_element(const Person&, const Model&, const AuditIndex&, bool, Path&,
                            ProblemList&);
template void check_element(const Persona&, const Model&, const AuditIndex&, bool, Path&,
                            ProblemList&);
template void check_element(const Touchpoint&, const Model&, const AuditIndex&, bool, Path&,
                            ProblemList&);
template void check_element(const Rater&, const Model&, const AuditIndex&, bool, Path&,
                            ProblemList&);
template void check_element(const Rating&, const Model&, const AuditIndex&, bool, Path&,
                            ProblemList&);
template void check_element(const Handoff&, const Model&, const AuditIndex&, bool, Path&,
                            ProblemList&);
template void check_element(const Kpi&, const Model&, const AuditIndex&, bool, Path&, ProblemList&);
template void check_element(const Fix&, const Model&, const AuditIndex&, bool, Path&, ProblemList&);
template void check_element(const Snapshot&, const Model&, const AuditIndex&, bool, Path&,
                            ProblemList&);
template void check_element(const AcceptedGap&, const Model&, const AuditIndex&, bool, Path&,
                            ProblemList&);
template void check_element(const AgendaItem&, const Model&, const AuditIndex&, bool, Path&,
                            ProblemList&);
template void check_element(const SealedBallot&, const Model&, const AuditIndex&, bool, Path&,
                            ProblemList&);
template void check_element(const WorkshopEntry&, const Model&, const AuditIndex&, bool, Path&,
                            ProblemList&);

}  // namespace touchstone
