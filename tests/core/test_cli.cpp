// The command line, without files: what it reads, prints and returns.
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "assets/embedded.hpp"
#include "cli/cli.hpp"
#include "json/tree.hpp"
#include "version.hpp"

using namespace touchstone;

namespace {

struct Outcome {
  int code;
  std::string out;
  std::string err;
  std::map<std::string, std::string> written;
};

const std::string k_empty = R"({"format":"touchstone-audit","version":1})";
const std::string k_one = R"({"format":"touchstone-audit","version":1,"as_of":"2026-11-01",
  "teams":[{"id":"shop"}],"stages":[{"id":"buy","name":"Buy"}],
  "touchpoints":[{"id":"pay","name":"Pay | now","stage":"buy","discipline":"ux",
    "ownership":{"accountable":[]},"measures":[{"metric":"sus","value":52,"n":20,"date":"2026-10-01"}]}]})";

Outcome run(std::vector<std::string> args, std::map<std::string, std::string> files = {}) {
  Outcome outcome{};
  cli::Io io;
  io.read = [&](const std::string& path) -> std::optional<std::string> {
    const auto found = files.find(path);
    if (found == files.end()) return std::nullopt;
    return found->second;
  };
  io.write = [&](const std::string& path, std::string_view bytes) {
    if (path == "full disk") return false;
    outcome.written[path] = std::string(bytes);
    return true;
  };
  outcome.code = cli::run(args, io);
  outcome.out = io.out;
  outcome.err = io.err;
  return outcome;
}

// The keys of an object in their order, joined by blanks.
std::string keys(JsonValue object) {
  std::string text;
  for (const JsonValue member : object) text += (text.empty() ? "" : " ") + member.key();
  return text;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("no verb and an unknown verb are wrong usage, told with the list of verbs") {
  CHECK(run({}).code == 2);
  CHECK(run({"sing"}).code == 2);
  CHECK(has(run({"sing"}).err, "touchstone score"));
  CHECK(run({"sing"}).out.empty());
}

TEST_CASE("help and version print to standard output") {
  CHECK(run({"help"}).code == 0);
  CHECK(run({"--help"}).out == run({"help"}).out);
  CHECK(run({"version"}).out == "touchstone " + std::string(k_version_text) + "\n");
  CHECK(run({"--version"}).code == 0);
}

TEST_CASE("the version is the build's") {
  std::ifstream file(std::string(TOUCHSTONE_SOURCE_DIR) + "/CMakeLists.txt");
  std::stringstream text;
  text << file.rdbuf();
  CHECK(has(text.str(), "project(touchstone VERSION " + std::string(k_version_text) + " "));
}

TEST_CASE("check says that a good audit is valid") {
  const Outcome outcome = run({"check", "a.json"}, {{"a.json", k_empty}});
  CHECK(outcome.code == 0);
  CHECK(outcome.out == "{\"valid\":true,\"problems\":[]}\n");
  CHECK(outcome.err.empty());
}

TEST_CASE("check prints its JSON for a bad audit too, and returns 1") {
  const Outcome outcome = run({"check", "-"}, {{"-", R"({"format":"x","touchpoints":[{}]})"}});
  CHECK(outcome.code == 1);
  JsonTree tree;
  REQUIRE(parse_json(outcome.out, tree).empty());
  CHECK(keys(tree.root()) == "valid problems");
  CHECK_FALSE(tree.root().find("valid")->boolean());
  CHECK(tree.root().find("problems")->size() >= 3);
  const JsonValue problems = *tree.root().find("problems");
  for (const JsonValue problem : problems) CHECK(keys(problem) == "pointer message");
}

TEST_CASE("a missing file is bad input, told on standard error") {
  for (const std::string verb : {"check", "score"}) {
    const Outcome outcome = run({verb, "gone.json"});
    CHECK(outcome.code == 1);
    CHECK(outcome.out.empty());
    CHECK(has(outcome.err, "gone.json"));
  }
}

TEST_CASE("score prints nothing but problems for a bad audit") {
  const Outcome outcome = run({"score", "a"}, {{"a", "{"}});
  CHECK(outcome.code == 1);
  CHECK(outcome.out.empty());
  CHECK_FALSE(outcome.err.empty());
}

TEST_CASE("arguments that are missing, too many or unknown are wrong usage") {
  CHECK(run({"score"}).code == 2);
  CHECK(run({"score", "a", "b"}).code == 2);
  CHECK(run({"score", "a", "--loud"}).code == 2);
  CHECK(run({"score", "a", "--as-of"}).code == 2);
  CHECK(run({"score", "a", "--as-of", "2026-02-30"}, {{"a", k_one}}).code == 2);
  CHECK(run({"score", "a", "--as-of", "2026-01-01", "--as-of", "2026-01-01"}).code == 2);
  CHECK(run({"report", "a"}, {{"a", k_one}}).code == 2);
  CHECK(run({"report", "a", "--to", "papyrus"}, {{"a", k_one}}).code == 2);
}

TEST_CASE("scores have the keys of the specification, in its order") {
  const Outcome outcome = run({"score", "a"}, {{"a", k_one}});
  REQUIRE(outcome.code == 0);
  JsonTree tree;
  REQUIRE(parse_json(outcome.out, tree).empty());
  const JsonValue root = tree.root();
  CHECK(keys(root) ==
        "format version as_of journey touchpoints groups handoffs unrecorded_handoffs audit_gaps "
        "diagnostics");
  CHECK(keys(*root.find("journey")) == "friction low high coverage mean max peak_end alpha");
  const JsonValue touchpoint = *root.find("touchpoints")->begin();
  CHECK(keys(touchpoint) ==
        "id rank friction low high bound_low bound_high coverage evidence journey_share factors "
        "ownership_gap gaps not_asked");
  CHECK(keys(*touchpoint.find("factors")->begin()) ==
        "factor weight x sd rho contribution items from_overall");
  CHECK(keys(*touchpoint.find("gaps")->begin()) == "rule severity contribution message remedy");
  CHECK(keys(*touchpoint.find("not_asked")->begin()) == "field rules");
  CHECK(keys(*root.find("groups")->begin()) == "by id friction low high coverage");
  CHECK(keys(*root.find("audit_gaps")->begin()) == "rule severity stage message remedy");
  CHECK(keys(*root.find("diagnostics")->begin()) == "id state value touchpoints message");
}

TEST_CASE("an empty audit has a journey of nulls") {
  const Outcome outcome = run({"score", "a"}, {{"a", k_empty}});
  CHECK(outcome.code == 0);
  CHECK(has(outcome.out,
            "\"as_of\":null,\n\"journey\":{\"friction\":null,\"low\":null,\"high\":null,"
            "\"coverage\":null,\"mean\":null,\"max\":null,\"peak_end\":null,\"alpha\":null}"));
}

TEST_CASE("--as-of moves the day, so that evidence ages") {
  const std::string now = run({"score", "a"}, {{"a", k_one}}).out;
  const std::string later = run({"score", "--as-of=2028-11-01", "a"}, {{"a", k_one}}).out;
  CHECK(has(later, "\"as_of\":\"2028-11-01\""));
  CHECK_FALSE(has(now, "\"O12\""));
  CHECK(has(later, "\"O12\""));
}

TEST_CASE("the samples are valid and scored with finite numbers") {
  for (const assets::Named& sample : assets::samples()) {
    CAPTURE(sample.name);
    const Outcome outcome = run({"score", "-"}, {{"-", std::string(sample.text)}});
    CHECK(outcome.code == 0);
    CHECK(outcome.err.empty());
    JsonTree tree;
    CHECK(parse_json(outcome.out, tree).empty());
  }
}

TEST_CASE("the Markdown report has its chapters and escapes what would be markup") {
  const Outcome outcome = run({"report", "a", "--to", "md"}, {{"a", k_one}});
  REQUIRE(outcome.code == 0);
  for (const char* chapter : {"# Touchpoint audit", "## Summary", "## Touchpoints",
                              "## Ownership gaps", "## Method and limits"}) {
    CHECK(has(outcome.out, chapter));
  }
  CHECK(has(outcome.out, "| 1 | Pay \\| now | Buy |"));
  CHECK(has(outcome.out, "Nobody answers for Pay \\| now."));
}

TEST_CASE("the report is the same bytes every time, and -o writes them to a file") {
  const Outcome printed = run({"report", "a", "--to", "md"}, {{"a", k_one}});
  const Outcome filed = run({"report", "a", "--to", "md", "-o", "out.md"}, {{"a", k_one}});
  CHECK(filed.out.empty());
  CHECK(filed.written.at("out.md") == printed.out);
  CHECK(run({"report", "a", "--to", "md", "-o", "full disk"}, {{"a", k_one}}).code == 1);
}

TEST_CASE("an audit without touchpoints has a report that says so") {
  CHECK(has(run({"report", "a", "--to", "md"}, {{"a", k_empty}}).out, "no touchpoints yet"));
}

TEST_CASE("stats reads standard input or a file") {
  CHECK(run({"stats"}).code == 2);
  CHECK(run({"stats", "no such method"}, {{"-", "{}"}}).code == 2);
  const Outcome piped = run({"stats", "nps"}, {{"-", "{\"scores\":[10,9,3]}"}});
  CHECK(piped.code == run({"stats", "nps", "f"}, {{"f", "{\"scores\":[10,9,3]}"}}).code);
}
