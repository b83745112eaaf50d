// plan: the best set of fixes a budget allows.
#include "cli/cli.hpp"
#include "cli/verbs.hpp"
#include "insight/plan.hpp"
#include "score/json_writer.hpp"
#include "score/score.hpp"

namespace touchstone::cli {

int run_plan(Args args, Io& io) {
  Arguments arguments(args, {"--budget"}, 1, 1);
  const std::optional<double> budget = arguments.number("--budget", 0);
  if (!arguments.fault().empty()) return bad_usage(io, "plan", arguments.fault());
  if (!budget) return bad_usage(io, "plan", "--budget says how many person-days there are.");
  const std::optional<LoadedAudit> loaded = load_audit(io, arguments.file());
  if (!loaded) return k_bad_input;
  const Scores scores = evaluate(loaded->audit, loaded->model);
  const Plan plan = best_plan(loaded->audit, loaded->model, scores, *budget);
  JsonWriter json;
  json.object().key("fixes").array();
  for (const std::size_t fix : plan.fixes) json.text(loaded->audit.fixes[fix].id.text);
  json.end();
  json.key("effort").number(plan.effort);
  json.key("value").number(plan.value);
  json.key("journey_before").number_or_null(plan.journey_before);
  json.key("journey_after").number_or_null(plan.journey_after);
  json.key("optimal").boolean(plan.optimal);
  json.key("gap").number(plan.gap);
  io.out += json.end().take() + "\n";
  return k_good;
}

}  // namespace touchstone::cli
