// plan, rank, agree and compare on the command line.
#include <map>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <nlohmann/json.hpp>

#include "cli/cli.hpp"
#include "document/write.hpp"
#include "support/audit_builder.hpp"

using namespace touchstone;
using namespace touchstone::test;
using Catch::Matchers::WithinAbs;
using Json = nlohmann::json;

namespace {

struct Outcome {
  int code;
  std::string out, err;

  Json json() const { return Json::parse(out); }
};

class Shell {
public:
  Shell() { save("audit", small_audit()); }

  void save(const std::string& name, const Audit& audit) { files_[name] = write_audit(audit); }

  void save_text(const std::string& name, std::string text) { files_[name] = std::move(text); }

  Outcome run(const std::vector<std::string>& args) const {
    cli::Io io;
    io.read = [this](const std::string& path) -> std::optional<std::string> {
      const auto file = files_.find(path);
      if (file == files_.end()) return std::nullopt;
      return file->second;
    };
    io.write = [](const std::string&, std::string_view) { return false; };
    const int code = cli::run(args, io);
    return {code, io.out, io.err};
  }

  static Audit small_audit() {
    AuditBuilder builder = audit();
    builder.touchpoint("pay").discipline(Discipline::ux).no_owner();
    builder.rated("clarity", 4, "ann").rated("clarity", 3, "bob").rated("speed", 1, "ann");
    builder.rated("speed", 2, "bob");
    builder.touchpoint("call").discipline(Discipline::cx).rated("overall", 2, "ann");
    builder.fix("clear words", 2).reduces("pay", 0.5).fix("more staff", 30).reduces("call", 0.9);
    return builder;
  }

private:
  std::map<std::string, std::string> files_;
};

std::vector<std::string> keys_of(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;  // sorted by nlohmann
}

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("plan prints its keys and the fixes that fit", "[cli]") {
  const Outcome plan = Shell().run({"plan", "audit", "--budget", "2.5"});
  REQUIRE(plan.code == 0);
  const Json json = plan.json();
  CHECK(keys_of(json) ==
        Keys{"effort", "fixes", "gap", "journey_after", "journey_before", "optimal", "value"});
  CHECK(json["fixes"] == Json::array({"clear words"}));
  CHECK(json["effort"] == 2);
  CHECK(json["optimal"] == true);
  CHECK(json["gap"] == 0);
  CHECK(json["journey_after"] < json["journey_before"]);
}

TEST_CASE("plan on an audit without touchpoints has null journeys", "[cli]") {
  Shell shell;
  shell.save("empty", audit());
  const Json json = shell.run({"plan", "empty", "--budget", "10"}).json();
  CHECK(json["journey_before"].is_null());
  CHECK(json["journey_after"].is_null());
  CHECK(json["fixes"].empty());
}

TEST_CASE("plan wants a budget of at least 0", "[cli]") {
  const Shell shell;
  CHECK(shell.run({"plan", "audit"}).code == 2);
  CHECK(shell.run({"plan", "audit", "--budget", "-1"}).code == 2);
  CHECK(shell.run({"plan", "audit", "--budget", "soon"}).code == 2);
  CHECK(shell.run({"plan", "audit", "--budget"}).code == 2);
  CHECK(shell.run({"plan", "audit", "--budget", "1", "--draws", "3"}).code == 2);
  CHECK(shell.run({"plan", "--budget", "1"}).code == 2);
  CHECK(shell.run({"plan", "audit", "--budget", "0"}).code == 0);
  CHECK(shell.run({"plan", "audit", "--budget", "-1"}).out.empty());
}

TEST_CASE("a bad or missing document prints nothing and exits 1", "[cli]") {
  Shell shell;
  shell.save_text("bad", "{\"format\":\"touchstone-audit\"}");
  for (const Keys& args : {Keys{"plan", "bad", "--budget", "1"}, Keys{"rank", "bad"},
                           Keys{"agree", "bad"}, Keys{"compare", "audit", "bad"},
                           Keys{"compare", "bad", "audit"}, Keys{"rank", "nowhere"}}) {
    const Outcome outcome = shell.run(args);
    CHECK(outcome.code == 1);
    CHECK(outcome.out.empty());
    CHECK_FALSE(outcome.err.empty());
  }
}

TEST_CASE("rank prints an acceptability per rank, P(top) and a label", "[cli]") {
  const Outcome rank = Shell().run({"rank", "audit", "--draws", "200", "--top", "1"});
  REQUIRE(rank.code == 0);
  const Json json = rank.json();
  CHECK(keys_of(json) == Keys{"touchpoints"});
  REQUIRE(json["touchpoints"].size() == 2);
  const Json pay = json["touchpoints"][0];
  CHECK(keys_of(pay) == Keys{"acceptability", "id", "label", "p_top"});
  REQUIRE(pay["acceptability"].size() == 2);
  CHECK_THAT(pay["acceptability"][0].get<double>() + pay["acceptability"][1].get<double>(),
             WithinAbs(1, 1e-12));
  CHECK(pay["p_top"] == pay["acceptability"][0]);
  const Json all = Shell().run({"rank", "audit", "--draws", "10"}).json();
  CHECK(all["touchpoints"][0]["p_top"] == 1);  // two touchpoints are among the first five
  CHECK(all["touchpoints"][0]["label"] == "robust");
}

TEST_CASE("rank refuses draws, kappa and top that make no sense", "[cli]") {
  const Shell shell;
  for (const char* bad : {"0", "-1", "1.5", "x", "1e10"})
    CHECK(shell.run({"rank", "audit", "--draws", bad}).code == 2);
  for (const char* bad : {"0", "-1", "x"})
    CHECK(shell.run({"rank", "audit", "--kappa", bad}).code == 2);
  for (const char* bad : {"0", "1.5"}) CHECK(shell.run({"rank", "audit", "--top", bad}).code == 2);
  CHECK(shell.run({"rank", "audit", "--kappa", "10", "--draws", "5"}).code == 0);
}

TEST_CASE("agree prints alphas, W, disputed units and both breakdowns", "[cli]") {
  const Outcome agree = Shell().run({"agree", "audit"});
  REQUIRE(agree.code == 0);
  const Json json = agree.json();
  CHECK(keys_of(json) == Keys{"W", "alpha", "per_factor", "per_touchpoint", "units"});
  CHECK(keys_of(json["alpha"]) == Keys{"interval", "nominal", "ordinal", "ratio"});
  CHECK(json["units"].size() == 2);
  CHECK(keys_of(json["units"][0]) == Keys{"factor", "share", "touchpoint"});
  CHECK(keys_of(json["per_factor"]) == Keys{"clarity", "overall", "speed"});
  CHECK(json["per_factor"]["overall"]["alpha"]["ordinal"].is_null());
  CHECK(keys_of(json["per_touchpoint"]["pay"]) == Keys{"W", "alpha"});
}

TEST_CASE("compare prints the journey, the touchpoints, what came and what went", "[cli]") {
  Shell shell;
  AuditBuilder after = audit();
  after.touchpoint("pay").discipline(Discipline::ux).owner("team").touchpoint("new");
  shell.save("after", after);
  const Outcome compare = shell.run({"compare", "audit", "after"});
  REQUIRE(compare.code == 0);
  const Json json = compare.json();
  CHECK(keys_of(json) == Keys{"added", "journey", "removed", "touchpoints"});
  CHECK(keys_of(json["journey"]) == Keys{"after", "before", "change"});
  CHECK(json["added"] == Json::array({"new"}));
  CHECK(json["removed"] == Json::array({"call"}));
  REQUIRE(json["touchpoints"].size() == 1);
  CHECK(keys_of(json["touchpoints"][0]) == Keys{"after", "before", "change", "gaps_closed",
                                                "gaps_opened", "id", "rank_after", "rank_before"});
  CHECK(json["touchpoints"][0]["gaps_closed"] == Json::array({"O1"}));
  shell.save("empty", audit());
  CHECK(shell.run({"compare", "empty", "after"}).json()["journey"]["change"].is_null());
  CHECK(shell.run({"compare", "audit"}).code == 2);
}

TEST_CASE("score carries all diagnostics in the model's order", "[cli]") {
  const Json json = Shell().run({"score", "audit"}).json();
  const auto& rows = shipped_model().diagnostics;
  REQUIRE(json["diagnostics"].size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(json["diagnostics"][i]["id"] == rows[i].id);
    CHECK(keys_of(json["diagnostics"][i]) ==
          Keys{"id", "message", "state", "touchpoints", "value"});
  }
}
