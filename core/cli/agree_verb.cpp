// agree: do the raters agree, and what to discuss first.
#include <array>

#include "cli/cli.hpp"
#include "cli/verbs.hpp"
#include "insight/agreement.hpp"
#include "score/json_writer.hpp"

namespace touchstone::cli {
namespace {

constexpr std::array<std::string_view, 4> k_level_names = {"nominal", "ordinal", "interval",
                                                           "ratio"};

void write_figures(JsonWriter& json, const AgreementFigures& figures) {
  json.key("alpha").object();
  for (std::size_t i = 0; i < k_level_names.size(); ++i)
    json.key(k_level_names[i]).number_or_null(figures.alpha[i]);
  json.end().key("W").number_or_null(figures.w);
}

}  // namespace

int run_agree(Args args, Io& io) {
  const Arguments arguments(args, {}, 1, 1);
  if (!arguments.fault().empty()) return bad_usage(io, "agree", arguments.fault());
  const std::optional<LoadedAudit> loaded = load_audit(io, arguments.file());
  if (!loaded) return k_bad_input;
  const auto& [audit, model] = *loaded;
  const AgreementReport report = report_agreement(audit, model);
  JsonWriter json;
  json.object();
  write_figures(json, report.overall);
  json.key("units").array();
  for (const DisputedUnit& unit : report.units) {
    json.line().object().key("touchpoint").text(audit.touchpoints[unit.touchpoint].id.text);
    json.key("factor").text(factor_id(model, unit.factor)).key("share").number(unit.share).end();
  }
  json.end().line().key("per_factor").object();
  for (const FactorAgreement& each : report.per_factor) {
    json.line().key(factor_id(model, each.factor)).object();
    write_figures(json, each.figures);
    json.end();
  }
  json.end().line().key("per_touchpoint").object();
  for (const TouchpointAgreement& each : report.per_touchpoint) {
    json.line().key(audit.touchpoints[each.touchpoint].id.text).object();
    write_figures(json, each.figures);
    json.end();
  }
  io.out += json.end().end().take() + "\n";
  return k_good;
}

}  // namespace touchstone::cli
