// check and score: is an audit valid, and what does it say?
#include "cli/cli.hpp"
#include "cli/verbs.hpp"
#include "document/read.hpp"
#include "score/json_writer.hpp"
#include "score/scores_json.hpp"

namespace touchstone::cli {

int run_check(Args args, Io& io) {
  const Arguments arguments(args, {}, 1, 1);
  if (!arguments.fault().empty()) return bad_usage(io, "check", arguments.fault());
  const std::optional<std::string> bytes = load_bytes(io, arguments.file());
  if (!bytes) return k_bad_input;
  const Result<Audit> audit = read_audit(*bytes, shipped_model());
  JsonWriter json;
  json.object().key("valid").boolean(audit.ok()).key("problems").array();
  for (const Problem& problem : audit.problems()) {
    json.line().object().key("pointer").text(problem.pointer);
    json.key("message").text(problem.message).end();
  }
  json.end().end();
  io.out += json.take() + "\n";
  return audit.ok() ? k_good : k_bad_input;
}

int run_score(Args args, Io& io) {
  Arguments arguments(args, {"--as-of"}, 1, 1);
  if (arguments.fault().empty()) check_as_of(arguments);
  if (!arguments.fault().empty()) return bad_usage(io, "score", arguments.fault());
  const std::optional<LoadedAudit> loaded = load_audit(io, arguments);
  if (!loaded) return k_bad_input;
  io.out += write_scores(loaded->audit, loaded->model, scores_of(*loaded));
  return k_good;
}

}  // namespace touchstone::cli
