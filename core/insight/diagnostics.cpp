#include "insight/diagnostics.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <string_view>

#include "insight/facts.hpp"

namespace touchstone {
namespace {

struct Search {
  std::string_view id;  // of the model's row
  Finding (*find)(const Facts& facts);
};

constexpr std::array k_searches = {
    Search{"great_ux_trap", find_great_ux_trap},
    Search{"broken_core", find_broken_core},
    Search{"silos", find_silos},
    Search{"vanity", find_vanity},
    Search{"same_metrics", find_same_metrics},
    Search{"pre_purchase_ignored", find_pre_purchase_ignored},
    Search{"after_purchase_ignored", find_after_purchase_ignored},
    Search{"offline_ignored", find_offline_ignored},
    Search{"mobile_ignored", find_mobile_ignored},
    Search{"one_touchpoint_focus", find_one_touchpoint_focus},
    Search{"one_problem_only", find_one_problem_only},
    Search{"edge_cases", find_edge_cases},
    Search{"polish_over_function", find_polish_over_function},
    Search{"blaming_the_product", find_blaming_the_product},
    Search{"one_kind_of_evidence", find_one_kind_of_evidence},
    Search{"unexplained", find_unexplained},
    Search{"promise_gap", find_promise_gap},
    Search{"handoff_break", find_handoff_break},
    Search{"stage_mismatch", find_stage_mismatch},
    Search{"no_re_audit", find_no_re_audit},
    Search{"copying", find_copying},
    Search{"conflicting_kpis", find_conflicting_kpis},
};

}  // namespace

std::vector<DiagnosticResult> diagnose(const Audit& audit, const Model& model,
                                       const Scores& scores) {
  const Facts facts(audit, model, scores);
  std::vector<DiagnosticResult> results;
  for (std::size_t row = 0; row < model.diagnostics.size(); ++row) {
    const auto search = std::find_if(k_searches.begin(), k_searches.end(), [&](const Search& each) {
      return each.id == model.diagnostics[row].id;
    });
    assert(search != k_searches.end());
    if (search == k_searches.end()) continue;
    const Finding finding = search->find(facts);
    results.push_back({row, finding.state, finding.value, finding.touchpoints,
                       message_of(audit, scores, model.diagnostics[row], finding)});
  }
  return results;
}

}  // namespace touchstone
