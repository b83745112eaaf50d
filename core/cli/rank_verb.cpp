// rank: how sure the ranking of touchpoints is.
#include <algorithm>
#include <limits>

#include "cli/cli.hpp"
#include "cli/verbs.hpp"
#include "insight/certainty.hpp"
#include "score/json_writer.hpp"
#include "score/score.hpp"

namespace touchstone::cli {

int run_rank(Args args, Io& io) {
  Arguments arguments(args, {"--draws", "--kappa", "--top"}, 1, 1);
  constexpr double k_least_kappa = 1e-6;
  const std::optional<double> draws = arguments.number("--draws", 1, true);
  const std::optional<double> kappa = arguments.number("--kappa", k_least_kappa);
  const std::optional<double> top = arguments.number("--top", 1, true);
  if (!arguments.fault().empty()) return bad_usage(io, "rank", arguments.fault());
  constexpr double k_most_draws = 1e9;
  if (draws && *draws > k_most_draws)
    return bad_usage(io, "rank", "--draws is more than 1000000000.");
  const std::optional<LoadedAudit> loaded = load_audit(io, arguments.file());
  if (!loaded) return k_bad_input;
  const auto& [audit, model] = *loaded;
  RankOptions options = rank_options(audit.header, model);
  options.draws = draws ? static_cast<std::uint64_t>(*draws)
                        : draws_for(options.draws, audit.touchpoints.size());
  if (kappa) options.kappa = *kappa;
  if (top) options.top = static_cast<std::size_t>(std::min(*top, 1e9));
  const Scores scores = evaluate(audit, model);
  RankStudy study(audit, model, scores, options);
  study.step(std::numeric_limits<std::uint64_t>::max());
  const RankReport report = study.report();
  JsonWriter json;
  json.object().key("touchpoints").array();
  for (std::size_t i = 0; i < report.touchpoints.size(); ++i) {
    const TouchpointCertainty& it = report.touchpoints[i];
    json.line().object().key("id").text(audit.touchpoints[i].id.text).key("acceptability").array();
    for (const double share : it.acceptability) json.number(share);
    json.end().key("p_top").number(it.p_top).key("label").text(name_of(it.label)).end();
  }
  io.out += json.end().end().take() + "\n";
  return k_good;
}

}  // namespace touchstone::cli
