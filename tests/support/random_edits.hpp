// Random changes to an audit, good and bad, always the same for a seed; for property tests here and
// of the incremental evaluation.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "audit/names.hpp"
#include "document/document.hpp"
#include "document/edits.hpp"

namespace touchstone::test {

// `Random` gives a number at each call: a generator, or the bytes of a fuzzer.
template <class Random>
class EditsFrom {
public:
  explicit EditsFrom(Random&& random) : random_(std::forward<Random>(random)) {}

  // A command for the document as it is. About one in ten is refused by it: an id that is taken or
  // unknown, a value out of range, a circle of requirements.
  Command next(const Document& document) {
    switch (below(16)) {
      case 0:
        return edit(document, &Audit::stages, IdSpace::stage);
      case 1:
        return edit(document, &Audit::channels, IdSpace::channel);
      case 2:
        return edit(document, &Audit::teams, IdSpace::team);
      case 3:
        return edit(document, &Audit::people, IdSpace::owner);
      case 4:
        return edit(document, &Audit::personas, IdSpace::persona);
      case 5:
      case 6:
      case 7:
      case 8:
        return edit(document, &Audit::touchpoints, IdSpace::touchpoint);
      case 9:
        return edit(document, &Audit::raters, IdSpace::rater);
      case 10:
        return rate(document);
      case 11:
        return edit(document, &Audit::handoffs, IdSpace::handoff);
      case 12:
        return edit(document, &Audit::kpis, IdSpace::kpi);
      case 13:
        return edit(document, &Audit::fixes, IdSpace::fix);
      case 14:
        return accept(document);
      default:
        return header(document);
    }
  }

private:
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }

  bool chance(std::size_t one_in) { return below(one_in) == 0; }

  std::optional<double> number(double low, double high) {
    if (chance(4)) return std::nullopt;
    if (chance(60)) return low - 1;
    const double share = static_cast<double>(below(21)) / 20;
    return low + share * (high - low);
  }

  std::optional<double> whole(double low, std::size_t steps) {
    if (chance(4)) return std::nullopt;
    return low + static_cast<double>(below(steps));
  }

  template <class E>
  std::optional<E> word() {
    const std::size_t pick = below(k_names<E>.size() + 1);
    if (pick == k_names<E>.size()) return std::nullopt;
    return static_cast<E>(pick);
  }

  std::optional<bool> answer() {
    const std::size_t pick = below(3);
    return pick == 2 ? std::nullopt : std::optional(pick == 1);
  }

  std::optional<Date> date() {
    if (chance(3)) return std::nullopt;
    return Date{20500 + static_cast<std::int32_t>(below(300))};
  }

  std::string name() {
    static constexpr std::string_view k_words[] = {"call", "refund", "Café",
                                                   "<b>",  "\"x\"",  "sign up"};
    return std::string(k_words[below(std::size(k_words))]) + std::to_string(below(30));
  }

  // The id of an element, sometimes one there is not.
  template <class T>
  auto any_id(const std::vector<T>& list) {
    using TypedId = decltype(T::id);
    if (list.empty() || chance(60)) return TypedId("nobody");
    return list[below(list.size())].id;
  }

  template <class T>
  auto maybe_id(const std::vector<T>& list) {
    using TypedId = decltype(T::id);
    return list.empty() || chance(3) ? std::optional<TypedId>() : std::optional(any_id(list));
  }

  template <class T>
  auto some_ids(const std::vector<T>& list) {
    std::vector<decltype(T::id)> ids;
    if (list.empty()) return ids;
    for (std::size_t count = below(3); count > 0; --count) ids.push_back(any_id(list));
    return ids;
  }

  OwnerId owner(const Audit& audit) {
    return chance(2) && !audit.people.empty() ? any_id(audit.people) : any_id(audit.teams);
  }

  std::vector<OwnerId> owners(const Audit& audit) {
    std::vector<OwnerId> ids;
    if (audit.teams.empty()) return ids;
    for (std::size_t count = below(3); count > 0; --count) ids.push_back(owner(audit));
    return ids;
  }

  // Adds, changes, erases or moves an element of one list.
  template <class T>
  Command edit(const Document& document, std::vector<T> Audit::* member, IdSpace space) {
    const std::vector<T>& list = document.audit().*member;
    const std::size_t act = below(10);
    if (list.empty() || act < 4) {
      T element;
      fill(element, document.audit());
      element.id.text = chance(40) && !list.empty() ? list[below(list.size())].id.text
                                                    : new_id(document.index(), space, name());
      return insert_element(document, std::move(element), "Add", below(list.size() + 1));
    }
    const std::size_t at = below(list.size());
    if (act == 4) return erase_element<T>(document, at, "Erase");
    if (act == 5) return move_element<T>(document, at, below(list.size()), "Move");
    T element = list[at];
    fill(element, document.audit());
    return replace_element(document, at, std::move(element), "Change", chance(3) ? "typing" : "");
  }

  void fill(Stage& it, const Audit& audit) {
    it.name = name();
    it.phase = word<Phase>();
    it.role = word<StageRole>();
    it.lead = maybe_id(audit.teams);
  }

  void fill(Channel& it, const Audit&) {
    it.name = name();
    it.kind = word<ChannelKind>();
    it.mobile = chance(2);
  }

  void fill(Team& it, const Audit&) {
    it.name = name();
    it.discipline = word<Discipline>();
  }

  void fill(Person& it, const Audit& audit) {
    it.name = name();
    it.team = maybe_id(audit.teams);
  }

  void fill(Persona& it, const Audit&) {
    it.name = name();
    it.needs = name();
    it.share = number(0, 1);
  }

  void fill(Rater& it, const Audit& audit) {
    it.name = name();
    it.team = maybe_id(audit.teams);
    it.spectator = chance(4);
  }

  void fill(Touchpoint& it, const Audit& audit) {
    it.name = name();
    it.stage = maybe_id(audit.stages);
    it.channel = maybe_id(audit.channels);
    it.discipline = word<Discipline>();
    it.level = word<Level>();
    it.volume = number(0, 5000);
    it.importance = number(1, 5);
    it.lost_share = number(0, 1);
    it.contacts = number(0, 100);
    it.core_task = chance(4);
    it.emotion = number(-2, 2);
    it.notes = chance(2) ? name() : "";
    it.personas.reset();
    if (chance(3)) it.personas = some_ids(audit.personas);
    it.not_applicable.clear();
    if (chance(4)) it.not_applicable = {FactorId("speed"), FactorId("effort")};
    it.ownership.reset();
    if (!chance(4)) it.ownership = ownership(audit);
    it.measures.reset();
    if (chance(2)) it.measures = measures();
  }

  Ownership ownership(const Audit& audit) {
    Ownership it;
    if (!chance(4)) it.accountable = owners(audit);
    if (!chance(4)) it.responsible = owners(audit);
    if (!chance(4)) it.contributors = some_ids(audit.teams);
    if (!chance(4)) it.teams_crossed = some_ids(audit.teams);
    it.authority = answer();
    it.feedback_route = answer();
    it.support_topic = answer();
    if (chance(3) && !audit.teams.empty()) it.deputy = owner(audit);
    it.last_sync = date();
    it.last_review = date();
    return it;
  }

  std::vector<Measure> measures() {
    static constexpr std::string_view k_shares[] = {"completion", "bounce", "csat_top2",
                                                    "churn_monthly", "page_views"};
    std::vector<Measure> list;
    for (std::size_t count = below(4); count > 0; --count) {
      Measure it;
      it.metric = MetricId(chance(80) ? "ces" : std::string(k_shares[below(std::size(k_shares))]));
      it.value = number(0, 1);
      it.n = whole(chance(60) ? 0 : 1, 300);
      it.date = date();
      if (chance(4)) it.baseline = .4;
      if (chance(4)) it.target = chance(20) ? .4 : .6;
      it.kind = word<EvidenceKind>();
      list.push_back(std::move(it));
    }
    return list;
  }

  void fill(Handoff& it, const Audit& audit) {
    it.from = any_id(audit.touchpoints);
    it.to = any_id(audit.touchpoints);
    if (it.from == it.to && !chance(4) && audit.touchpoints.size() > 1)
      it.to = audit.touchpoints[audit.touchpoints[0].id == it.from ? 1 : 0].id;
    it.giver = maybe_id(audit.teams);
    it.receiver = maybe_id(audit.teams);
    it.response_hours = number(0, 48);
    it.context.reset();
    if (chance(2)) it.context = {name()};
  }

  void fill(Kpi& it, const Audit& audit) {
    it.name = name();
    it.quantity = chance(2) ? "calls" : "cost";
    it.direction = word<KpiDirection>();
    it.team = maybe_id(audit.teams);
    it.shared = chance(3);
    it.conflicts_with = some_ids(audit.kpis);
  }

  void fill(Fix& it, const Audit& audit) {
    it.title = name();
    it.effort = number(0, 20);
    it.cost = number(0, 900);
    it.status = word<FixStatus>();
    it.category = word<FixCategory>();
    it.rationale = word<Rationale>();
    it.confidence = number(0, 1);
    it.due = date();
    it.owner = maybe_id(audit.teams);
    it.requires_fixes.clear();
    if (chance(3)) it.requires_fixes = some_ids(audit.fixes);
    it.excludes.clear();
    if (chance(4)) it.excludes = some_ids(audit.fixes);
    it.effects.clear();
    for (const TouchpointId& id : some_ids(audit.touchpoints)) {
      Effect effect;
      effect.touchpoint = id;
      effect.reduces = number(0, 1);
      it.effects.push_back(std::move(effect));
    }
  }

  Command rate(const Document& document) {
    static constexpr std::string_view k_factors[] = {"overall", "effectiveness", "effort", "trust",
                                                     "speed"};
    const Audit& audit = document.audit();
    return set_rating(document, any_id(audit.raters), any_id(audit.touchpoints),
                      FactorId(std::string(k_factors[below(std::size(k_factors))])), whole(0, 5),
                      date(), "Rate");
  }

  Command accept(const Document& document) {
    const Audit& audit = document.audit();
    if (!audit.accepted_gaps.empty() && chance(3))
      return erase_element<AcceptedGap>(document, below(audit.accepted_gaps.size()), "Reopen gap");
    AcceptedGap gap;
    gap.rule = RuleId("O" + std::to_string(1 + below(28)));
    gap.reason = name();
    gap.date = date();
    if (!audit.touchpoints.empty()) gap.target = any_id(audit.touchpoints).text;
    if (chance(4) && !audit.handoffs.empty()) gap.target = any_id(audit.handoffs).text;
    return insert_element(document, std::move(gap), "Accept gap");
  }

  Command header(const Document& document) {
    Header after = document.audit().header;
    switch (below(5)) {
      case 0:
        after.title = name();
        break;
      case 1:
        after.as_of = date();
        break;
      case 2:
        after.business_stage = word<BusinessStage>();
        break;
      case 3:
        after.overrides.clear();
        if (chance(2)) after.overrides = {{"/factors/speed/weight", std::to_string(below(4))}};
        break;
      default:
        after.goals = {GoalId(chance(10) ? "world_peace" : "reduce_churn")};
    }
    return change_header(document, std::move(after), "Change header");
  }

  Random random_;
};

class RandomEdits : public EditsFrom<std::mt19937> {
public:
  explicit RandomEdits(std::uint32_t seed) : EditsFrom(std::mt19937(seed)) {}
};

// Carries out a command's edits whatever comes of it; false where they do not fit.
inline bool force(Audit& audit, const Command& command) {
  bool fits = true;
  for (const Edit& edit : command.edits) {
    std::visit(
        [&]<class E>(const E& it) {
          if constexpr (std::is_same_v<E, HeaderEdit>) {
            audit.header = it.after;
          } else {
            using T = typename decltype(it.after)::value_type;
            std::vector<T>& list = audit.*k_list_of<T>.member;
            fits = fits && it.at <= list.size() && (!it.before || it.at < list.size());
            if (!fits) return;
            const auto place = list.begin() + static_cast<std::ptrdiff_t>(it.at);
            if (!it.before)
              list.insert(place, *it.after);
            else if (!it.after)
              list.erase(place);
            else
              *place = *it.after;
          }
        },
        edit);
  }
  return fits;
}

}  // namespace touchstone::test
