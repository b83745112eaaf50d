// Reports of tests/golden/report_small.json, byte for byte. Its scores were computed by hand: Pay
// online 50 (41.5 to 58.5: 78 of 100, Agresti-Coull), Refund call 96.4 (83.6 to 100: three raters
// who say catastrophe), Refund letter 50 (2.5 to 97.5: nobody has looked), the journey 66.5 (53.1
// to 80.0). docs/reports.md tells how to write the files anew; read the difference before you do.
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "cli/cli.hpp"
#include "document/read.hpp"
#include "score/score.hpp"
#include "support/documents.hpp"

using namespace touchstone;
using Catch::Matchers::WithinAbs;

namespace {

const std::string k_golden = TOUCHSTONE_SOURCE_DIR "/tests/golden/";

std::string printed(std::vector<std::string> options) {
  cli::Io io;
  io.read = [](const std::string& path) { return std::optional(test::file_text(path)); };
  io.write = [](const std::string&, std::string_view) { return false; };
  std::vector<std::string> args = {"report", k_golden + "report_small.json"};
  args.insert(args.end(), options.begin(), options.end());
  REQUIRE(cli::run(args, io) == 0);
  return io.out;
}

std::string golden(const std::string& name) {
  const std::string text = test::file_text(k_golden + name);
  REQUIRE_FALSE(text.empty());
  return text;
}

}  // namespace

TEST_CASE("the golden audit has the scores that were computed by hand") {
  const Result<Audit> audit =
      read_audit(test::file_text(k_golden + "report_small.json"), shipped_model());
  REQUIRE(audit);
  const Scores scores = evaluate(*audit, shipped_model());
  CHECK_THAT(scores.touchpoints[0].low, WithinAbs(41.540334795590105, 1e-9));
  CHECK_THAT(scores.touchpoints[1].friction, WithinAbs(96.3768115942029, 1e-9));
  CHECK_THAT(scores.touchpoints[2].high, WithinAbs(97.48705964084671, 1e-9));
  CHECK_THAT(scores.journey->friction, WithinAbs(66.52665936911256, 1e-9));
  CHECK_THAT(scores.journey->low, WithinAbs(53.08462277622303, 1e-9));
  CHECK_THAT(scores.handoffs[0].gap, WithinAbs(82.45, 1e-9));
}

TEST_CASE("the HTML report is the golden one") {
  CHECK(printed({"--to", "html", "--budget", "5"}) == golden("report_small.html"));
}

TEST_CASE("the map is the golden one") {
  CHECK(printed({"--to", "svg"}) == golden("report_small.svg"));
}

TEST_CASE("the tables are the golden ones") {
  CHECK(printed({"--to", "csv"}) == golden("report_small_touchpoints.csv"));
  CHECK(printed({"--to", "csv", "--part", "gaps"}) == golden("report_small_gaps.csv"));
  CHECK(printed({"--to", "csv", "--part", "fixes"}) == golden("report_small_fixes.csv"));
  CHECK(printed({"--to", "jira"}) == golden("report_small_jira.csv"));
}
