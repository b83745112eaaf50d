// compare: what has changed between two audits.
#include "cli/cli.hpp"
#include "cli/verbs.hpp"
#include "insight/compare.hpp"
#include "score/json_writer.hpp"
#include "score/score.hpp"

namespace touchstone::cli {
namespace {

void write_ids(JsonWriter& json, std::string_view key, const Audit& audit,
               const std::vector<std::size_t>& places) {
  json.line().key(key).array();
  for (const std::size_t place : places) json.text(audit.touchpoints[place].id.text);
  json.end();
}

void write_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  json.key(key).array();
  for (const std::string& text : texts) json.text(text);
  json.end();
}

void write_change(JsonWriter& json, const Audit& audit, const TouchpointChange& change) {
  json.line().object().key("id").text(audit.touchpoints[change.new_place].id.text);
  json.key("before").number(change.before).key("after").number(change.after);
  json.key("change").text(name_of(change.change));
  json.key("rank_before").number(change.rank_before).key("rank_after").number(change.rank_after);
  write_texts(json, "gaps_opened", change.gaps_opened);
  write_texts(json, "gaps_closed", change.gaps_closed);
  json.end();
}

}  // namespace

int run_compare(Args args, Io& io) {
  const Arguments arguments(args, {}, 2, 2);
  if (!arguments.fault().empty()) return bad_usage(io, "compare", arguments.fault());
  const auto before = load_audit(io, arguments.files()[0]);
  const auto after = load_audit(io, arguments.files()[1]);
  if (!before || !after) return k_bad_input;
  const Scores old_scores = evaluate(before->audit, before->model);
  const Scores new_scores = evaluate(after->audit, after->model);
  const Comparison comparison =
      compare({before->audit, before->model, old_scores}, {after->audit, after->model, new_scores});
  JsonWriter json;
  json.object().key("journey").object();
  json.key("before").number_or_null(comparison.before);
  json.key("after").number_or_null(comparison.after).key("change");
  if (comparison.change) {
    json.text(name_of(*comparison.change));
  } else {
    json.null();
  }
  json.end().key("touchpoints").array();
  for (const TouchpointChange& change : comparison.touchpoints)
    write_change(json, after->audit, change);
  json.end();
  write_ids(json, "added", after->audit, comparison.added);
  write_ids(json, "removed", before->audit, comparison.removed);
  io.out += json.end().take() + "\n";
  return k_good;
}

}  // namespace touchstone::cli
