#include <string>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "document/fields.hpp"
#include "document/new_audit.hpp"
#include "document/read.hpp"
#include "document/write.hpp"
#include "support/audit_builder.hpp"
#include "support/documents.hpp"

using namespace touchstone;
using namespace touchstone::test;

namespace {

// A document that uses every key of the format, each with a value that differs from what its
// absence would say, unknown keys at every depth, and texts that need escapes.
const std::string k_full = R"({"format":"touchstone-audit","version":1,
 "title":"Caf\u00e9 \"<b>\"\u2028","organisation":"o","auditors":["A","B"],"as_of":"2026-11-01","seed":7,
 "business_stage":"scaling","goals":["reduce_churn"],
 "stages":[{"id":"s","name":"S","phase":"post_purchase","lead":"t","role":"support","x":{"y":[1,null,"z"]}},{"id":"s2"}],
 "channels":[{"id":"c","name":"C","kind":"human","mobile":true,"x":1}],
 "teams":[{"id":"t","name":"T","discipline":"both","x":1e300}],
 "people":[{"id":"p","name":"P","team":"t","x":[]}],
 "personas":[{"id":"q","name":"Q","needs":"n","pains":"p","share":0.25,"x":{}}],
 "touchpoints":[{"id":"a","name":"A","description":"d","stage":"s","channel":"c","discipline":"cx",
   "level":"relationship","volume":1200,"importance":4.5,"lost_share":0.1,"contacts":3,"core_task":true,
   "moment_of_truth":true,"personas":["q"],"emotion":-1.5,"quote":"q","not_applicable":["promise"],
   "ownership":{"accountable":["p"],"responsible":["t"],"contributors":["t"],"teams_crossed":["t"],
     "authority":false,"deputy":"t","feedback_route":true,"support_topic":false,
     "last_sync":"2026-10-01","last_review":"2026-09-01","x":1},
   "measures":[{"metric":"nps","value":-12.5,"n":40,"sd":1.5,"log_sd":0.5,"low":-30,"high":5,
     "successes":1,"promoters":10,"detractors":15,"date":"2026-10-31","baseline":0,"target":30,
     "source":"survey","kind":"proxy","x":false}],
   "evidence":[{"type":"ticket","text":"e","date":"2026-10-30","x":""}],"notes":"n","x":-0.0},{"id":"b"}],
 "raters":[{"id":"r","name":"R","team":"t","spectator":true,"absent":true,"x":1}],
 "ratings":[{"rater":"r","touchpoint":"a","factor":"overall","score":3,"date":"2026-10-29","note":"n","counter":2,"x":1}],
 "handoffs":[{"id":"h","from":"a","to":"b","giver":"t","receiver":"t","context":["case file"],
   "response_hours":24,"x":1}],
 "kpis":[{"id":"k","name":"K","metric":"nps","quantity":"promoters","direction":"up","team":"t",
   "target":40,"shared":true,"conflicts_with":["k2"],"x":1},{"id":"k2"}],
 "fixes":[{"id":"f","title":"F","effort":2.5,"cost":1000,"owner":"p","due":"2026-12-31","status":"doing",
   "confidence":0.8,"category":"service","rationale":"user_evidence","requires":["f2"],"excludes":["f3"],
   "effects":[{"touchpoint":"a","reduces":0.3,"low":0.1,"high":0.5,"x":1}],"x":1},{"id":"f2"},{"id":"f3"}],
 "snapshots":[{"date":"2026-08-01","label":"August","scores":{"journey":{"friction":40.5}},"x":1}],
 "economics":{"currency":"EUR","margin_per_month":9.5,"retention_monthly":0.97,"discount_monthly":0.01,
   "cost_per_contact":6,"x":1},
 "workshop":{"key":"BAAA","minutes":2,"show_when_all":true,"x":1},
 "overrides":{"/factors/trust/weight":2,"/rules/O12/severity":[10,20]},
 "override_reasons":[{"pointer":"/factors/trust/weight","reason":"A bank lives on trust."}],
 "accepted_gaps":[{"target":"a","rule":"O1","reason":"r","by":"b","date":"2026-10-28","x":1}],
 "agenda":[{"touchpoint":"a","factor":"overall","state":"shown","since":1795392000,
   "before":[{"rater":"r","score":2,"x":1}],"note":"n","decision":"d","x":1}],
 "ballots":[{"rater":"r","line":"TB1.x","x":1}],
 "workshop_log":[{"at":1795392000,"act":"asked","touchpoint":"a","factor":"overall","x":1}],
 "unknown":{"deep":[{"a":1}]}})";

std::string rewritten(std::string_view text) {
  const Result<Audit> audit = read(text);
  for (const Problem& problem : audit.problems())
    UNSCOPED_INFO(problem.pointer + ": " + problem.message);
  REQUIRE(audit);
  return write_audit(*audit);
}

// All keys of all tables that `text` does not mention.
std::string missing_keys(const std::string& text) {
  std::string missing;
  const auto look = [&](const auto& row, std::size_t) {
    if (text.find('"' + std::string(row.key) + '"') == std::string::npos)
      missing += std::string(row.key) + ' ';
  };
  for_each_list([&](const auto& list) {
    for_each_field<typename std::decay_t<decltype(list)>::Element>(look);
  });
  for_each_field<Header>(look);
  for_each_field<Ownership>(look);
  for_each_field<Measure>(look);
  for_each_field<Evidence>(look);
  for_each_field<Effect>(look);
  for_each_field<Economics>(look);
  return missing;
}

// `value` without the keys that are null, which say what their absence says.
nlohmann::json without_nulls(const nlohmann::json& value) {
  nlohmann::json kept = value;
  if (value.is_object()) {
    kept = nlohmann::json::object();
    for (const auto& [key, inner] : value.items())
      if (!inner.is_null()) kept[key] = without_nulls(inner);
  } else if (value.is_array()) {
    for (nlohmann::json& inner : kept) inner = without_nulls(inner);
  }
  return kept;
}

bool same_json(const std::string& one, const std::string& other) {
  return nlohmann::json::parse(one) == nlohmann::json::parse(other);
}

}  // namespace

TEST_CASE("the full document uses every key there is") {
  CHECK(missing_keys(k_full).empty());
}

TEST_CASE("reading and writing loses nothing but formatting") {
  const std::string written = rewritten(k_full);
  CHECK(missing_keys(written).empty());
  CHECK(same_json(written, k_full));
}

TEST_CASE("writing, reading and writing again gives the same bytes") {
  const std::string written = rewritten(k_full);
  CHECK(rewritten(written) == written);
  CHECK(rewritten(rewritten(document())) == rewritten(document()));
}

TEST_CASE("what a document states explicitly is kept even where its absence would say the same") {
  const std::string text =
      document({{"title", "\"\""},
                {"auditors", "[]"},
                {"goals", "[]"},
                {"overrides", "{}"},
                {"economics", R"({"currency":""})"},
                {"snapshots", R"([{"scores":{},"label":""}])"},
                {"channels", R"([{"id":"c","name":"","mobile":false}])"},
                {"touchpoints",
                 R"([{"id":"a","core_task":false,"moment_of_truth":true,"evidence":[],"measures":[],
             "not_applicable":[],"notes":"","personas":[],"ownership":{}},{"id":"b"}])"},
                {"fixes", R"([{"id":"f","requires":[],"excludes":[],"effects":[]}])"}});
  CHECK(same_json(rewritten(text), text));
}

TEST_CASE("null on a known key is left out, on an unknown one kept") {
  const std::string text = rewritten(document({{"title", "null"}, {"mood", "null"}}));
  CHECK(text.find("title") == std::string::npos);
  CHECK(text.find("\"mood\": null") != std::string::npos);
}

TEST_CASE("each element of a list stands on a line of its own, and unknown keys at the end") {
  CHECK(rewritten(R"({"mood":1,"stages":[{"hue":2,"name":"S","id":"s"},{"id":"z"}],"version":1,
                      "channels":[],"title":"T","format":"touchstone-audit"})") ==
        "{\n"
        "  \"format\": \"touchstone-audit\",\n"
        "  \"version\": 1,\n"
        "  \"title\": \"T\",\n"
        "  \"stages\": [\n"
        "    {\"id\":\"s\",\"name\":\"S\",\"hue\":2},\n"
        "    {\"id\":\"z\"}\n"
        "  ],\n"
        "  \"channels\": [],\n"
        "  \"mood\": 1\n"
        "}\n");
}

TEST_CASE("unknown keys keep their order") {
  const std::string text = rewritten(document({{"zebra", "1"}, {"ape", "2"}, {"mole", "3"}}));
  CHECK(text.find("zebra") < text.find("ape"));
  CHECK(text.find("ape") < text.find("mole"));
}

TEST_CASE("a written document may stand in a script block") {
  const std::string text =
      rewritten(document({{"title", "\"</script>\xE2\x80\xA8\""}, {"x<y", R"({"<":"<"})"}}));
  CHECK(text.find('<') == std::string::npos);
  CHECK(text.find("\xE2\x80\xA8") == std::string::npos);
  CHECK(rewritten(text) == text);
}

TEST_CASE("the samples survive being read and written") {
  for (const char* name : {"neobank", "retail", "saas"}) {
    CAPTURE(name);
    const std::string text =
        file_text(TOUCHSTONE_SOURCE_DIR "/assets/samples/" + std::string(name) + ".json");
    REQUIRE_FALSE(text.empty());
    const std::string written = rewritten(text);
    CHECK(nlohmann::json::parse(written) == without_nulls(nlohmann::json::parse(text)));
    CHECK(rewritten(written) == written);
  }
}

TEST_CASE("an audit made by hand is read back as it was") {
  Audit made = audit()
                   .as_of("2026-11-01")
                   .touchpoint("refund call")
                   .in_stage("help")
                   .owner("support")
                   .measure("csat_top2", .7)
                   .n(80)
                   .rated("resolution", 3)
                   .fix("call back", 2)
                   .reduces("refund call", .3);
  for_each_list(
      [&](const auto& list) { made.header.known.*list.known = !(made.*list.member).empty(); });
  const Result<Audit> back = read(write_audit(made));
  REQUIRE(back);
  CHECK(*back == made);
}

TEST_CASE("a new audit is valid and has what a first touchpoint needs") {
  const Audit fresh = new_audit(day("2026-11-22"), "Harbour Bank");
  const Result<Audit> back = read(write_audit(fresh));
  REQUIRE(back);
  CHECK(*back == fresh);
  CHECK(fresh.header.title == "Harbour Bank");
  CHECK(fresh.stages.size() == 6);
  CHECK_FALSE(fresh.channels.empty());
  CHECK(fresh.raters.size() == 1);
  CHECK(fresh.raters.front().name == "You");
  CHECK(fresh.touchpoints.empty());
}
