#include "score/gap_text.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "score/directory.hpp"
#include "score/ownership.hpp"
#include "text/concat.hpp"

namespace touchstone {
namespace {

using Values = std::vector<std::pair<std::string_view, std::string>>;

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

// Names may begin small where a sentence begins; what is written in mixed case ("iPhone") stays.
std::string with_capital(std::string text) {
  if (text.size() > 1 && is_lower(text[0]) && (is_lower(text[1]) || text[1] == ' ')) {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

std::string filled(std::string_view sentence, const Values& values) {
  std::string text;
  while (!sentence.empty()) {
    const std::size_t open = sentence.find('{');
    const std::size_t close = sentence.find('}', open);
    text += sentence.substr(0, open);
    if (close == std::string_view::npos) break;
    const std::string_view name = sentence.substr(open + 1, close - open - 1);
    const auto value = std::find_if(values.begin(), values.end(),
                                    [&](const auto& each) { return each.first == name; });
    if (value != values.end()) text += value->second;
    sentence.remove_prefix(close + 1);
  }
  return with_capital(std::move(text));
}

GapText gap_text(const Rule& rule, const Values& values) {
  return {filled(rule.message, values), filled(rule.remedy, values)};
}

// "A", "A and B", "A, B and C".
std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

template <class T, class TypedId>
const T* find_by_id(const std::vector<T>& list, const TypedId& id) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const T& each) { return each.id == id; });
  return found == list.end() ? nullptr : &*found;
}

// The team an owner is or belongs to.
const Team* team_of(const Audit& audit, const OwnerId& owner) {
  if (const Team* team = find_by_id(audit.teams, owner)) return team;
  const Person* person = find_by_id(audit.people, owner);
  return person != nullptr && person->team ? find_by_id(audit.teams, *person->team) : nullptr;
}

}  // namespace

// Fills one touchpoint's sentences; each rule asks only for what its sentences name.
class GapTexts::TouchpointWords {
public:
  TouchpointWords(const GapTexts& texts, std::size_t touchpoint)
      : texts_(texts),
        audit_(texts.audit_),
        model_(texts.model_),
        it_(texts.audit_.touchpoints[touchpoint]) {
    if (!it_.ownership || !it_.ownership->accountable) return;
    for (const OwnerId& owner : *it_.ownership->accountable) {
      if (std::find(owners_.begin(), owners_.end(), owner) == owners_.end()) {
        owners_.push_back(owner);
      }
    }
  }

  GapText text(int rule) const {
    Values values{{"thing", shown_name(it_)}, {"owners", names(owners_)}};
    switch (rule) {
      case 2:
        values.emplace_back("count", std::to_string(owners_.size()));
        break;
      case 5:
        values.emplace_back("owner", team_of_other_discipline());
        break;
      case 8:
      case 13:
        values.emplace_back("metric", metrics());
        break;
      case 12:
        add_newest(values);
        break;
      case 14:
        values.emplace_back("count", std::to_string(teams_crossed()));
        break;
      case 20:
        values.emplace_back("other", rival_kpis());
        break;
      case 23:
        add_overloaded(values);
        break;
      case 24:
        values.emplace_back("owner", names(accountable_people()));
        break;
      default:
        values.emplace_back("owner", owners_.empty() ? "the owner" : names(owners_));
    }
    return gap_text(model_.rule(rule), values);
  }

private:
  std::string names(const std::vector<OwnerId>& owners) const {
    std::vector<std::string> names;
    for (const OwnerId& owner : owners) names.push_back(shown_owner(audit_, owner));
    return joined(names);
  }

  std::string team_of_other_discipline() const {
    for (const OwnerId& owner : owners_) {
      const Team* team = team_of(audit_, owner);
      const bool wrong = team != nullptr && team->discipline && it_.discipline &&
                         *team->discipline != Discipline::both &&
                         *team->discipline != *it_.discipline;
      if (wrong) return shown_name(*team);
    }
    return names(owners_);
  }

  std::string metrics() const {
    std::vector<std::string> names;
    for (const Measure& measure : *it_.measures) {
      const Metric* metric = model_.metric(measure.metric);
      const std::string& name = metric != nullptr ? metric->name : measure.metric.text;
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    return joined(names);
  }

  void add_newest(Values& values) const {
    std::optional<Date> newest;
    for (const Measure& measure : *it_.measures) {
      if (measure.date && (!newest || *measure.date > *newest)) newest = measure.date;
    }
    std::vector<std::string> names;
    for (const Measure& measure : *it_.measures) {
      const Metric* metric = model_.metric(measure.metric);
      if (measure.date == newest && metric != nullptr) names.push_back(metric->name);
    }
    const int days =
        newest && audit_.header.as_of ? days_between(*newest, *audit_.header.as_of) : 0;
    values.emplace_back("days", std::to_string(days));
    values.emplace_back("metric", joined(names));
  }

  std::size_t teams_crossed() const {
    std::unordered_set<OwnerId> teams(it_.ownership->teams_crossed->begin(),
                                      it_.ownership->teams_crossed->end());
    return teams.size();
  }

  std::string rival_kpis() const {
    const Directory& directory = texts_.lookup().directory;
    std::vector<std::size_t> teams;
    const auto add = [&](const OwnerId& id) {
      const auto owner = directory.owner(audit_, id);
      const auto team = owner ? directory.team_of(*owner) : std::nullopt;
      if (team) teams.push_back(*team);
    };
    for (const OwnerId& owner : owners_) add(owner);
    if (it_.ownership->contributors) {
      for (const OwnerId& team : *it_.ownership->contributors) add(team);
    }
    const auto takes_part = [&](std::uint32_t team) {
      return std::find(teams.begin(), teams.end(), team) != teams.end();
    };
    for (const KpiPair& pair : texts_.lookup().rivals) {
      if (takes_part(pair.first_team) && takes_part(pair.second_team)) {
        return joined({shown_name(audit_.kpis[pair.first]), shown_name(audit_.kpis[pair.second])});
      }
    }
    return {};
  }

  // The owner with the most touchpoints.
  void add_overloaded(Values& values) const {
    std::size_t most = 0;
    for (const OwnerId& owner : owners_) {
      const auto place = texts_.lookup().directory.owner(audit_, owner);
      const std::size_t count = place ? texts_.lookup().workload.owned_by(*place) : 0;
      if (count <= most) continue;
      most = count;
      values.insert(values.begin(), {"owner", shown_owner(audit_, owner)});
    }
    values.emplace_back("count", std::to_string(most));
  }

  std::vector<OwnerId> accountable_people() const {
    std::vector<OwnerId> people;
    std::copy_if(owners_.begin(), owners_.end(), std::back_inserter(people),
                 [&](const OwnerId& id) { return find_by_id(audit_.people, id) != nullptr; });
    return people;
  }

  const GapTexts& texts_;
  const Audit& audit_;
  const Model& model_;
  const Touchpoint& it_;
  std::vector<OwnerId> owners_;  // distinct
};

const std::string& shown_owner(const Audit& audit, const OwnerId& id) {
  if (const Team* team = find_by_id(audit.teams, id)) return shown_name(*team);
  const Person* person = find_by_id(audit.people, id);
  return person != nullptr ? shown_name(*person) : id.text;
}

const GapTexts::Lookup& GapTexts::lookup() const {
  if (!lookup_) lookup_.emplace(audit_, model_);
  return *lookup_;
}

const std::string& GapTexts::touchpoint_name(const TouchpointId& id) const {
  const auto place = lookup().directory.touchpoint(audit_, id);
  return place ? shown_name(audit_.touchpoints[*place]) : id.text;
}

GapText GapTexts::touchpoint(std::size_t touchpoint, int rule) const {
  return TouchpointWords(*this, touchpoint).text(rule);
}

GapText GapTexts::handoff(std::size_t handoff, int rule) const {
  const Handoff& it = audit_.handoffs[handoff];
  const Values values{{"thing", concat("the hand-off from ", touchpoint_name(it.from), " to ",
                                       touchpoint_name(it.to))}};
  return gap_text(model_.rule(rule), values);
}

GapText touchpoint_gap_text(const Audit& audit, const Model& model, std::size_t touchpoint,
                            int rule) {
  return GapTexts(audit, model).touchpoint(touchpoint, rule);
}

GapText handoff_gap_text(const Audit& audit, const Model& model, std::size_t handoff, int rule) {
  return GapTexts(audit, model).handoff(handoff, rule);
}

GapText audit_gap_text(const Audit& audit, const Model& model, const AuditGap& gap) {
  Values values;
  if (gap.stage) values.emplace_back("thing", shown_name(audit.stages[*gap.stage]));
  const auto shared = std::count_if(audit.kpis.begin(), audit.kpis.end(),
                                    [](const Kpi& kpi) { return kpi.shared; });
  values.emplace_back("count", std::to_string(shared));
  return gap_text(model.rule(gap.rule), values);
}

GapText unrecorded_handoff_text(const Audit& audit, const Model& model,
                                const UnrecordedHandoff& handoff) {
  const Values values{{"thing", shown_name(audit.touchpoints[handoff.from])},
                      {"other", shown_name(audit.touchpoints[handoff.to])}};
  const UnrecordedHandoffRow& row = model.unrecorded_handoff;
  return {filled(row.message, values), filled(row.remedy, values)};
}

std::vector<NotAsked> not_asked(const Judgement& judgement) {
  std::vector<NotAsked> fields;
  for (std::size_t field = 0; field < judgement.open.size(); ++field) {
    NotAsked asked{std::string(k_names<AskedField>[field]), {}};
    for (int rule = 1; rule <= k_rule_count; ++rule) {
      if (contains(judgement.open[field], rule)) asked.rules.push_back(rule);
    }
    if (!asked.rules.empty()) fields.push_back(std::move(asked));
  }
  return fields;
}

std::vector<NotAsked> not_asked(const Audit& audit, const Model& model, std::size_t touchpoint) {
  const Directory directory(audit);
  const Workload workload(audit, model, directory);
  const std::vector<KpiPair> pairs = conflicting_kpis(audit, directory);
  return not_asked(OwnershipJudge({audit, model, directory, workload, pairs}).judge(touchpoint));
}

}  // namespace touchstone
