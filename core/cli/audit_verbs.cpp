// check, score, report: what one audit says.
#include "audit/date.hpp"
#include "audit/read.hpp"
#include "cli/cli.hpp"
#include "cli/verbs.hpp"
#include "files/report_md.hpp"
#include "score/json_writer.hpp"
#include "score/score.hpp"
#include "score/scores_json.hpp"
#include "text/concat.hpp"

namespace touchstone::cli {
namespace {

// Moves the audit to the day of --as-of. False if that is no date.
bool set_as_of(Audit& audit, const Arguments& arguments) {
  const std::optional<std::string> text = arguments.option("--as-of");
  if (!text) return true;
  const std::optional<Date> date = parse_date(*text);
  if (date) audit.header.as_of = date;
  return date.has_value();
}

constexpr std::string_view k_bad_date = "--as-of needs a date such as 2026-11-01.";

bool is_bad_date(const Arguments& arguments) {
  Audit nothing;
  return !set_as_of(nothing, arguments);
}

}  // namespace

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
  const Arguments arguments(args, {"--as-of"}, 1, 1);
  if (!arguments.fault().empty()) return bad_usage(io, "score", arguments.fault());
  if (is_bad_date(arguments)) return bad_usage(io, "score", k_bad_date);
  std::optional<LoadedAudit> loaded = load_audit(io, arguments.file());
  if (!loaded) return k_bad_input;
  set_as_of(loaded->audit, arguments);
  const Scores scores = evaluate(loaded->audit, loaded->model);
  io.out += write_scores(loaded->audit, loaded->model, scores);
  return k_good;
}

int run_report(Args args, Io& io) {
  const Arguments arguments(args, {"--to", "--as-of", "-o"}, 1, 1);
  if (!arguments.fault().empty()) return bad_usage(io, "report", arguments.fault());
  const std::optional<std::string> kind = arguments.option("--to");
  if (!kind) return bad_usage(io, "report", "--to says which kind of report: md.");
  if (*kind != "md") {
    return bad_usage(io, "report",
                     concat("There is no report of kind \"", *kind, "\"; there is md."));
  }
  if (is_bad_date(arguments)) return bad_usage(io, "report", k_bad_date);
  std::optional<LoadedAudit> loaded = load_audit(io, arguments.file());
  if (!loaded) return k_bad_input;
  set_as_of(loaded->audit, arguments);
  const Scores scores = evaluate(loaded->audit, loaded->model);
  return deliver(io, arguments, report_markdown(loaded->audit, loaded->model, scores));
}

}  // namespace touchstone::cli
