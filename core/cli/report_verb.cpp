// report: what one audit says, for readers and for other programs.
#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

#include "cli/cli.hpp"
#include "cli/verbs.hpp"
#include "draw/map_svg.hpp"
#include "insight/certainty.hpp"
#include "report/csv.hpp"
#include "report/html/html.hpp"
#include "report/jira.hpp"
#include "report/markdown.hpp"
#include "text/concat.hpp"

namespace touchstone::cli {
namespace {

struct Request {
  const LoadedAudit& loaded;
  const Scores& scores;
  Arguments& arguments;
};

// A kind of report: its files, one unless the format limits their length. Sets the arguments' fault
// if an option does not suit.
using Files = std::vector<std::string>;

Files markdown(const Request& it) {
  return {report::report_markdown(it.loaded.audit, it.loaded.model, it.scores)};
}

Files html(const Request& it) {
  report::ReportOptions options;
  options.budget = it.arguments.number("--budget", 0);
  if (!it.loaded.audit.touchpoints.empty()) {
    const Header& header = it.loaded.audit.header;
    RankOptions wanted = rank_options(header, it.loaded.model);
    wanted.draws = draws_for(wanted.draws, it.loaded.audit.touchpoints.size());
    RankStudy study(it.loaded.audit, it.loaded.model, it.scores, wanted);
    study.step(std::numeric_limits<std::uint64_t>::max());
    options.certainty = study.report();
  }
  return {report::report_html(it.loaded.audit, it.loaded.model, it.scores, options)};
}

Files csv(const Request& it) {
  const std::string part = it.arguments.option("--part").value_or("touchpoints");
  const std::optional<report::CsvPart> known = report::csv_part_named(part);
  if (!known) {
    it.arguments.blame(
        concat("There is no table \"", part, "\"; there are touchpoints, gaps and fixes."));
    return {};
  }
  return {report::report_csv(it.loaded.audit, it.loaded.model, it.scores, *known)};
}

Files jira(const Request& it) {
  return report::report_jira(it.loaded.audit, it.loaded.model, it.scores);
}

Files svg(const Request& it) {
  return {draw::map_svg(it.loaded.audit, it.loaded.model, it.scores)};
}

struct Kind {
  std::string_view name;
  Files (*make)(const Request& request);
};

constexpr std::array k_kinds = {Kind{"md", markdown}, Kind{"html", html}, Kind{"csv", csv},
                                Kind{"jira", jira}, Kind{"svg", svg}};

std::string kind_names() {
  std::string names;
  for (const Kind& kind : k_kinds) names += concat(names.empty() ? "" : ", ", kind.name);
  return names;
}

// "fixes.csv" -> "fixes-2.csv"
std::string numbered(const std::string& path, std::size_t number) {
  const std::size_t slash = path.find_last_of('/');
  std::size_t dot = path.find_last_of('.');
  if (dot == std::string::npos || (slash != std::string::npos && dot < slash)) dot = path.size();
  return concat(path.substr(0, dot), "-", std::to_string(number), path.substr(dot));
}

int deliver_all(Io& io, const Arguments& arguments, const Files& files) {
  if (files.size() == 1) return deliver(io, arguments, files.front());
  const std::optional<std::string> path = arguments.option("-o");
  if (!path || *path == "-") {
    return bad_usage(
        io, "report",
        concat("This report is ", std::to_string(files.size()), " files; -o says where they go."));
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string place = i == 0 ? *path : numbered(*path, i + 1);
    if (!io.write(place, files[i])) {
      io.err += concat("\"", place, "\" cannot be written.\n");
      return k_bad_input;
    }
  }
  return k_good;
}

}  // namespace

int run_report(Args args, Io& io) {
  Arguments arguments(args, {"--to", "--as-of", "--budget", "--part", "-o"}, 1, 1);
  if (arguments.fault().empty()) check_as_of(arguments);
  static_cast<void>(arguments.number("--budget", 0));
  if (!arguments.fault().empty()) return bad_usage(io, "report", arguments.fault());
  const std::string name = arguments.option("--to").value_or("");
  const auto kind = std::find_if(k_kinds.begin(), k_kinds.end(),
                                 [&](const Kind& each) { return each.name == name; });
  if (kind == k_kinds.end()) {
    return bad_usage(io, "report", concat("--to says which report: ", kind_names(), "."));
  }
  const std::optional<LoadedAudit> loaded = load_audit(io, arguments);
  if (!loaded) return k_bad_input;
  const Scores scores = scores_of(*loaded);
  const Files files = kind->make({*loaded, scores, arguments});
  if (!arguments.fault().empty()) return bad_usage(io, "report", arguments.fault());
  return deliver_all(io, arguments, files);
}

}  // namespace touchstone::cli
