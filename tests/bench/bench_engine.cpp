// How long the engine takes, natively and as WebAssembly in Node: the same source for both.
//
//   bench_engine generate FOLDER SIZE...   audits of SIZE touchpoints and what else the peers need
//   bench_engine measure FOLDER SIZE...    one JSON object a line: {"what", "size", "who",
//                                          "milliseconds" (median), "fastest", "runs", ...}
//
// Nothing is timed before it was seen right: an edit must leave what a full evaluation gives, bytes
// read must be written again. "checks" are sums that a peer has to match before it is timed:
// journey's friction, low and high, then over the touchpoints F, high, coverage, and rank x F.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/synthetic_audit.hpp"
#include "document/document.hpp"
#include "document/read.hpp"
#include "document/write.hpp"
#include "insight/certainty.hpp"
#include "json/text.hpp"
#include "model/model.hpp"
#include "score/evaluation.hpp"
#include "score/evidence.hpp"
#include "score/score.hpp"
#include "stats/random.hpp"
#include "text/concat.hpp"

namespace {

using namespace touchstone;

#ifdef __EMSCRIPTEN__
constexpr std::string_view k_who = "wasm";
#else
constexpr std::string_view k_who = "native";
#endif

constexpr std::size_t k_ranked = 300;
constexpr std::uint64_t k_draws = 10'000;
constexpr std::uint64_t k_slice = 200;  // draws at once, as in the page

[[noreturn]] void give_up(std::string_view why) {
  std::fprintf(stderr, "bench_engine: %.*s\n", static_cast<int>(why.size()), why.data());
  std::exit(1);
}

std::string read_file(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) give_up(concat("cannot read ", path));
  std::fseek(file, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(std::ftell(file)), '\0');
  std::fseek(file, 0, SEEK_SET);
  if (std::fread(bytes.data(), 1, bytes.size(), file) != bytes.size())
    give_up(concat("cannot read all of ", path));
  std::fclose(file);
  return bytes;
}

void write_file(const std::string& path, std::string_view bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr || std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size())
    give_up(concat("cannot write ", path));
  std::fclose(file);
}

std::string list_of(const std::vector<double>& numbers) {
  std::string text = "[";
  for (const double number : numbers) {
    if (text.size() > 1) text += ',';
    append_json_number(text, number);
  }
  return text + ']';
}

struct Timing {
  double median;
  double fastest;
  std::size_t runs;
};

// Runs `work` at least five times and for half a second; `prepare` before each run is not timed.
// Functions by reference: a WebAssembly machine optimises what is called again, and all of this
// would else be one main() that is called once.
Timing time_of(const std::function<void()>& prepare, const std::function<void()>& work) {
  using Clock = std::chrono::steady_clock;
  constexpr double k_enough_ms = 500;
  constexpr std::size_t k_fewest = 5;
  constexpr std::size_t k_most = 1001;
  std::vector<double> times;
  double sum = 0;
  while (times.size() < k_fewest || (sum < k_enough_ms && times.size() < k_most)) {
    prepare();
    const auto start = Clock::now();
    work();
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    sum += times.back();
  }
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times.front(), times.size()};
}

void print_line(std::string_view what, std::size_t size, const Timing& timing,
                std::string_view more = "") {
  std::string line = concat("{\"what\":\"", what, "\",\"size\":", std::to_string(size),
                            ",\"who\":\"", k_who, "\",\"milliseconds\":");
  append_json_number(line, timing.median);
  line += ",\"fastest\":";
  append_json_number(line, timing.fastest);
  line += concat(",\"runs\":", std::to_string(timing.runs), more, "}\n");
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fflush(stdout);
}

std::string checks_of(const Scores& scores) {
  std::vector<double> checks(7, 0.0);
  checks[0] = scores.journey->friction;
  checks[1] = scores.journey->low;
  checks[2] = scores.journey->high;
  for (const TouchpointScore& it : scores.touchpoints) {
    checks[3] += it.friction;
    checks[4] += it.high;
    checks[5] += it.coverage;
    checks[6] += it.rank * it.friction;
  }
  return concat(",\"checks\":", list_of(checks));
}

std::string audit_path(const std::string& folder, std::size_t size) {
  return concat(folder, "/audit_", std::to_string(size), ".json");
}

// What the intervals look up, as QuantileCache computes it: t by n - 1 degrees of freedom for n of
// 0, 1, ... (nothing below 2), and both ends of the Poisson interval by events.
std::string quantiles() {
  constexpr std::size_t k_people = 400;
  constexpr std::size_t k_events = 400 * 50;
  QuantileCache cache;
  std::vector<double> t = {0, 0}, low, high;
  for (std::size_t n = 2; n <= k_people; ++n) t.push_back(cache.t_two_sided_95(double(n)));
  for (std::size_t events = 0; events <= k_events; ++events) {
    const stats::Interval interval = cache.poisson_95(double(events));
    low.push_back(interval.low);
    high.push_back(interval.high);
  }
  return concat("{\"t\":", list_of(t), ",\"poisson_low\":", list_of(low),
                ",\"poisson_high\":", list_of(high), "}\n");
}

// An audit whose ranking is studied: half of its touchpoints with the 7 factors of ux, half with 6
// of cx. Only what the study looks at.
struct Ranked {
  Audit audit;
  Scores scores;
};

Ranked ranked_audit() {
  constexpr std::size_t k_ux = 7;
  constexpr std::size_t k_cx = 6;
  stats::Random random(1);
  Ranked result;
  for (std::size_t t = 0; t < k_ranked; ++t) {
    Touchpoint touchpoint;
    touchpoint.id = TouchpointId(concat("t", std::to_string(1000 + t)));
    result.audit.touchpoints.push_back(std::move(touchpoint));
    TouchpointScore score;
    const bool ux = t < k_ranked / 2;
    const std::size_t count = ux ? k_ux : k_cx;
    for (std::size_t k = 0; k < count; ++k) {
      FactorScore factor;
      factor.factor = static_cast<std::uint16_t>(ux ? k : k_ux + k);
      factor.weight = 1 / static_cast<double>(count);
      factor.x = 10 + 80 * random.uniform();
      factor.rho = random.uniform();
      score.factors.push_back(factor);
    }
    result.scores.touchpoints.push_back(std::move(score));
    result.scores.ranking.push_back(static_cast<std::uint32_t>(t));
  }
  return result;
}

// The study's input for a peer: of each touchpoint the places of its factors, their x and sd.
std::string ranked_json() {
  const Ranked it = ranked_audit();
  const RankOptions options = rank_options(it.audit.header, shipped_model());
  std::string text = concat("{\"draws\":", std::to_string(k_draws),
                            ",\"top\":", std::to_string(options.top), ",\"alpha\":");
  const double factors = static_cast<double>(shipped_model().factors.size());
  text += list_of(std::vector<double>(shipped_model().factors.size(), options.kappa / factors));
  text += ",\"touchpoints\":[";
  for (std::size_t t = 0; t < k_ranked; ++t) {
    std::vector<double> places, x, sd;
    for (const FactorScore& factor : it.scores.touchpoints[t].factors) {
      places.push_back(factor.factor);
      x.push_back(factor.x);
      sd.push_back(factor.sd());
    }
    text += concat(t > 0 ? ",\n" : "\n", "{\"factors\":", list_of(places), ",\"x\":", list_of(x),
                   ",\"sd\":", list_of(sd), "}");
  }
  return text + "]}\n";
}

void measure_ranking() {
  const Ranked it = ranked_audit();
  RankOptions options = rank_options(it.audit.header, shipped_model());
  options.draws = k_draws;
  RankReport report;
  const Timing timing = time_of([] {},
                                [&] {
                                  RankStudy study(it.audit, shipped_model(), it.scores, options);
                                  while (!study.step(k_slice)) continue;
                                  report = study.report();
                                });
  if (report.draws != k_draws) give_up("the ranking was not studied to its end");
  std::vector<double> p_top;
  for (const TouchpointCertainty& touchpoint : report.touchpoints)
    p_top.push_back(touchpoint.p_top);
  print_line("ranking", k_ranked, timing, concat(",\"p_top\":", list_of(p_top)));
}

// One touchpoint's first measure that is judged by a value of its own, drawn half the way to its
// metric's first anchor.
struct MeasureEdit {
  ListEdit<Touchpoint> edit;
  std::size_t measure;
  double value;
};

std::optional<MeasureEdit> edit_of_measure(const Audit& audit, std::size_t touchpoint) {
  const Touchpoint& before = audit.touchpoints[touchpoint];
  for (std::size_t m = 0; m < before.measures->size(); ++m) {
    const Measure& measure = (*before.measures)[m];
    const Metric& metric = *shipped_model().metric(measure.metric);
    if (!measure.value || measure.low || metric.anchors.empty() || metric.complement) continue;
    Touchpoint after = before;
    const double value = (*measure.value + metric.anchors.front().value) / 2;
    if (value == *measure.value) continue;
    (*after.measures)[m].value = value;
    return MeasureEdit{{touchpoint, before, std::move(after)}, m, value};
  }
  return std::nullopt;
}

// Times the command and the evaluation that follows it, there and back.
void measure_edit(std::string_view what, const Audit& audit, Edit edit, std::string more) {
  Command there{"", {std::move(edit)}, ""};
  Command back = inverse(there);
  Document document(audit, shipped_model());
  Evaluation evaluation(document.audit(), document.model());
  const auto carry_out = [&](const Command& command) {
    if (!document.apply(command).empty()) give_up("an edit was refused");
    evaluation.follow(document.audit(), document.model(), command);
  };
  const Scores before = evaluation.scores();
  carry_out(there);
  if (!(evaluation.scores() == evaluate(document.audit(), document.model())))
    give_up("the evaluation did not follow an edit");
  more += checks_of(evaluation.scores());
  carry_out(back);
  if (!(evaluation.scores() == before)) give_up("the evaluation did not follow an edit back");
  bool forth = true;
  const Timing timing =
      time_of([] {}, [&] { carry_out(std::exchange(forth, !forth) ? there : back); });
  print_line(what, audit.touchpoints.size(), timing, more);
}

void measure_edits(const Audit& audit) {
  std::size_t middle = audit.touchpoints.size() / 2;
  std::optional<MeasureEdit> measure;
  while (!(measure = edit_of_measure(audit, middle))) ++middle;
  std::string value = ",\"value\":";
  append_json_number(value, measure->value);
  measure_edit("edit of a measure", audit, measure->edit,
               concat(",\"touchpoint\":", std::to_string(middle),
                      ",\"measure\":", std::to_string(measure->measure), value));

  std::size_t place = audit.ratings.size() / 2;
  while (audit.ratings[place].rater == audit.raters.back().id) ++place;  // the spectator
  Rating after = audit.ratings[place];
  after.score = *after.score >= 2 ? *after.score - 2 : *after.score + 2;
  measure_edit("edit of a rating", audit, ListEdit<Rating>{place, audit.ratings[place], after},
               concat(",\"rating\":", std::to_string(place),
                      ",\"score\":", std::to_string(static_cast<int>(*after.score))));
}

void measure_size(const std::string& folder, std::size_t size) {
  const std::string bytes = read_file(audit_path(folder, size));
  Result<Audit> read = read_audit(bytes, shipped_model());
  if (!read) give_up(concat(read.problems().front().pointer, " ", read.problems().front().message));
  const Audit audit = std::move(*read);
  std::string written = write_audit(audit);
  if (written != bytes) give_up("a document changed by being read and written");

  std::optional<Result<Audit>> again;
  const Timing parse =
      time_of([&] { again.reset(); }, [&] { again.emplace(read_audit(bytes, shipped_model())); });
  const std::string more = concat(",\"bytes\":", std::to_string(bytes.size()));
  print_line("parse", size, parse, more);
  again.reset();
  const Timing write =
      time_of([&] { written = std::string(); }, [&] { written = write_audit(audit); });
  print_line("write", size, write, more);
  written = std::string();

  std::optional<Evaluation> evaluation;
  const Timing full =
      time_of([&] { evaluation.reset(); }, [&] { evaluation.emplace(audit, shipped_model()); });
  std::string alpha = ",\"alpha\":";
  append_json_number(alpha, evaluation->scores().alpha.value_or(0));
  print_line("full evaluation", size, full, checks_of(evaluation->scores()) + alpha);
  evaluation.reset();
  measure_edits(audit);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view verb = argc > 2 ? argv[1] : "";
  if (verb != "generate" && verb != "measure") give_up("usage: generate|measure FOLDER SIZE...");
  const std::string folder = argv[2];
  if (verb == "generate") {
    write_file(concat(folder, "/quantiles.json"), quantiles());
    write_file(concat(folder, "/ranked.json"), ranked_json());
  } else {
    measure_ranking();
  }
  for (int i = 3; i < argc; ++i) {
    const auto size = static_cast<std::size_t>(std::strtoull(argv[i], nullptr, 10));
    if (verb == "generate")
      write_file(audit_path(folder, size), write_audit(bench::SyntheticAudit(size).take()));
    else
      measure_size(folder, size);
  }
  return 0;
}
