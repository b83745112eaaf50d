// The ownership rules O1..O27: which fire, which an unknown field keeps open.
//
// A rule is judged from the fields it names. Where a field is unknown and could change the result
// for some value of the other unknown ones, the rule does not fire and counts as unknown. Known
// rest of the audit (KPIs, how much each owner owns) is taken as it is. docs/engine.md has the
// table.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/buckets.hpp"
#include "score/directory.hpp"
#include "score/scores.hpp"

namespace touchstone {

// Fields that can be unknown to a rule, in the order in which they are listed.
enum class AskedField : std::uint8_t {
  accountable,
  responsible,
  contributors,
  teams_crossed,
  authority,
  feedback_route,
  support_topic,
  team,        // of an accountable person
  discipline,  // of the touchpoint or of an owning team
  level,
  measures,
  date,  // of the measures
  as_of,
  kpis
};
inline constexpr std::size_t k_asked_fields = 14;
template <>
inline constexpr std::array<std::string_view, k_asked_fields> k_names<AskedField> = {
    "accountable",    "responsible",   "contributors", "teams_crossed", "authority",
    "feedback_route", "support_topic", "team",         "discipline",    "level",
    "measures",       "date",          "as_of",        "kpis"};

// Two KPIs whose owners would pull a touchpoint in opposite directions.
struct KpiPair {
  std::size_t first;  // places in Audit::kpis, first < second
  std::size_t second;
  std::uint32_t first_team;  // owners (teams) of the directory
  std::uint32_t second_team;
};

// All pairs of KPIs with team, quantity and direction that count the same in opposite directions or
// declare a conflict; for each pair of teams only the first is kept.
std::vector<KpiPair> conflicting_kpis(const Audit& audit, const Directory& directory);

// The accountable of each touchpoint and who has too much of it (rule O23).
class Workload {
public:
  Workload(const Audit& audit, const Model& model, const Directory& directory);

  // Distinct accountable owners of a touchpoint, in the order of the list; none if unknown.
  std::span<const std::uint32_t> owners(std::size_t touchpoint) const {
    return owners_[touchpoint];
  }

  std::size_t owned_by(std::size_t owner) const { return counts_[owner]; }

  bool is_overloaded(std::size_t owner) const { return overloaded_[owner]; }

  // Reads one touchpoint's owners again; true if somebody became overloaded or ceased to be.
  bool reread(const Audit& audit, const Model& model, const Directory& directory,
              std::size_t touchpoint);

private:
  void find_overloaded(const Model& model);

  Buckets<std::uint32_t> owners_;
  std::vector<std::size_t> counts_;  // touchpoints by owner
  std::vector<bool> overloaded_;     // by owner
};

// What the rules need to know beyond the touchpoint itself.
struct OwnershipContext {
  const Audit& audit;
  const Model& model;
  const Directory& directory;
  const Workload& workload;
  const std::vector<KpiPair>& kpi_pairs;
};

// The findings at one place, with the rules each unknown field keeps open.
struct Judgement {
  RuleSet fired = 0;
  RuleSet second = 0;
  std::array<RuleSet, k_asked_fields> open{};

  RuleSet unknown() const;
};

// Judges touchpoints one after the other; what it refers to must outlive it.
class OwnershipJudge {
public:
  explicit OwnershipJudge(const OwnershipContext& context) : context_(context) {}

  Judgement judge(std::size_t touchpoint);

private:
  // A person without a team might belong to any.
  struct Owners {
    bool known = false;
    std::size_t count = 0;
    bool has_person = false;
    std::size_t without_team = 0;
    std::vector<std::uint32_t> teams;  // distinct
  };

  void read_facts(std::size_t touchpoint);
  bool takes_part(std::uint32_t team) const;

  void judge_accountable(Judgement& result) const;
  void judge_discipline(Judgement& result) const;
  void judge_silo(Judgement& result) const;
  void judge_feedback(Judgement& result) const;
  void judge_kpis(Judgement& result) const;
  void judge_load(std::size_t touchpoint, Judgement& result) const;
  void judge_dates(Judgement& result) const;
  void judge_measures(Judgement& result) const;
  void judge_known_measures(const std::vector<Measure>& measures, Judgement& result) const;
  void judge_family(Judgement& result) const;
  void judge_age(const std::vector<Measure>& measures, Judgement& result) const;

  OwnershipContext context_;
  // About the touchpoint being judged.
  const Touchpoint* touchpoint_ = nullptr;
  const Ownership* ownership_ = nullptr;
  Owners owners_;
  std::vector<std::uint32_t> crossed_teams_;  // distinct
  std::optional<std::size_t> crossed_;        // distinct teams crossed
  std::vector<std::uint32_t> contributors_;   // distinct teams
  std::vector<const Metric*> metrics_;        // by measure
};

Judgement judge_handoff(const Handoff& handoff);

// Rules of the audit level that fire (O21 or O22, then O26 by stage), none marked as accepted.
std::vector<AuditGap> judge_audit(const Audit& audit, const Model& model);

// Whether a list of the document is known: it stands there, or has elements.
bool knows_kpis(const Audit& audit);
bool knows_handoffs(const Audit& audit);

constexpr RuleSet rule_bit(int rule) {
  return RuleSet{1} << rule;
}

}  // namespace touchstone
