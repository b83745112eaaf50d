// The HTML report: its promises to whoever opens it, and what stands in it.
#include <algorithm>
#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "assets/embedded.hpp"
#include "document/read.hpp"
#include "insight/diagnostics.hpp"
#include "report/html/html.hpp"
#include "report/html/style.hpp"
#include "score/score.hpp"
#include "support/audit_builder.hpp"
#include "support/markup.hpp"
#include "support/sha256.hpp"

using namespace touchstone;
using namespace touchstone::report;
using namespace touchstone::test;

namespace {

std::string report_of(const Audit& audit, const ReportOptions& options = {}) {
  const Result<Model> model = effective_model(shipped_model(), audit.header.overrides);
  REQUIRE(model);
  Scores scores = evaluate(audit, *model);
  scores.diagnostics = diagnose(audit, *model, scores);
  return report_html(audit, *model, scores, options);
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// An audit that has something to say in every section; `text` stands in every text of it.
Audit full_audit(const std::string& text) {
  AuditBuilder b;
  b.title(text + "title").as_of("2026-11-01");
  Header& header = b.raw().header;
  header.organisation = text;
  header.auditors = {text, text};
  header.economics = Economics{};
  header.economics->currency = text;
  b.stage(text + "buy").led_by(text + "shop").stage(text + "help");
  b.person(text + "ann", text + "shop");
  b.touchpoint(text + "pay").in_stage(text + "buy").on_channel(text + "web");
  b.discipline(Discipline::ux).level(Level::interaction).volume(3000).owner(text + "ann");
  b.quote(text).notes(text).measure("completion", 0.78).n(100).dated("2026-10-20");
  for (Measure& measure : *b.raw().touchpoints.back().measures) measure.source = text;
  b.touchpoint(text + "call").in_stage(text + "help").discipline(Discipline::cx).no_owner();
  b.evidence(text, EvidenceType::quote).evidence(text, EvidenceType::link);
  b.raw().touchpoints.back().description = text;
  b.rated("resolution", 4, text + "rater").moment_of_truth();
  b.handoff(text + "pay", text + "call").giver(text + "shop");
  b.fix(text + "train", 3).cost(100).reduces(text + "call", 0.4).done_by(text + "ann");
  b.accept(text + "pay", "O10", text);
  b.raw().accepted_gaps.back().by = text;
  b.snapshot("2026-08-01", text,
             R"({"journey":{"friction":70,"low":65,"high":75},"touchpoints":[{"id":"gone)"
             R"(","friction":9,"low":5,"high":12}]})");
  return b.build();
}

}  // namespace

TEST_CASE("the report is well-formed, with one language, one title and one main part") {
  const Markup markup = read_markup(report_of(full_audit("")));
  CHECK(markup.fault == "");
  REQUIRE(markup.named("html").size() == 1);
  CHECK(markup.named("html")[0].attributes.at("lang") == "en");
  CHECK(markup.named("title").size() >= 1);
  CHECK(markup.named("main").size() == 1);
  CHECK(markup.named("h1").size() == 1);
}

TEST_CASE("the report needs nothing from elsewhere and forbids everything but its own style") {
  const std::string report = report_of(full_audit(""));
  const Markup markup = read_markup(report);
  for (const char* name : {"script", "link", "img", "iframe", "object", "embed", "base", "form"})
    CHECK(markup.named(name).empty());
  for (const Element& element : markup.elements) {
    for (const auto& [attribute, value] : element.attributes) {
      CHECK_FALSE(attribute.starts_with("on"));
      CHECK(attribute != "style");
      CHECK(attribute != "src");
      if (attribute == "href") CHECK(value.starts_with("#"));
    }
  }
  CHECK_FALSE(has(assets::report_style().data(), "url("));
  CHECK_FALSE(has(assets::report_style().data(), "@import"));
  CHECK(has(report, "content=\"default-src 'none'; style-src '"));
  CHECK_FALSE(has(report, "unsafe"));
}

TEST_CASE("the policy names the hash of exactly the style that stands in the report") {
  CHECK(csp_hash("abc") == "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");  // FIPS 180-4
  CHECK(k_report_style_hash == csp_hash(assets::report_style()));
  CHECK(
      has(report_of(full_audit("")), "<style>" + std::string(assets::report_style()) + "</style>"));
}

TEST_CASE("hostile text in every field stays text") {
  const std::string hostile =
      "</style></title><script>alert(1)</script><!-- --><img src=x onerror=alert(1)>"
      "javascript:alert(1) \"'>&amp;\x01\x7F\u2028\u202Eevil";
  const std::string report = report_of(full_audit(hostile), {.budget = 10, .certainty = {}});
  const Markup markup = read_markup(report);
  CHECK(markup.fault == "");
  CHECK(markup.named("script").empty());
  CHECK(markup.named("img").empty());
  CHECK_FALSE(has(report, "<!--"));
  CHECK_FALSE(has(report, "\u202E"));
  CHECK_FALSE(has(report, "\u2028"));
  CHECK_FALSE(has(report, "\x01"));
  for (const std::string& href : markup.values("href")) CHECK(href.starts_with("#"));
}

TEST_CASE("the hostile audit has as many elements as the harmless one") {
  const auto elements = [](const std::string& text) {
    const Markup markup = read_markup(report_of(full_audit(text)));
    return markup.elements.size() - markup.named("text").size();
  };
  // But for lines of text on the map, which wrap by width.
  CHECK(elements("</td></tr>") == elements("_td__tr___"));
}

TEST_CASE("every link leads to a place in the report, and no id stands twice") {
  const Markup markup = read_markup(report_of(full_audit(""), {.budget = 10, .certainty = {}}));
  const std::vector<std::string> ids = markup.values("id");
  const std::set<std::string> distinct(ids.begin(), ids.end());
  CHECK(distinct.size() == ids.size());
  for (const std::string& href : markup.values("href")) CHECK(distinct.contains(href.substr(1)));
  for (const std::string& label : markup.values("aria-labelledby")) {
    std::string rest = label;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      CHECK(distinct.contains(rest.substr(0, end)));
      rest.erase(0, end + 1);
    }
  }
}

TEST_CASE("every table has a caption and says which cells are headers; every picture has a name") {
  const Markup markup = read_markup(report_of(full_audit("")));
  CHECK(markup.named("table").size() == markup.named("caption").size());
  for (const Element& th : markup.named("th")) CHECK(th.attributes.contains("scope"));
  for (const Element& svg : markup.named("svg")) {
    const bool hidden = svg.attributes.contains("aria-hidden");
    const bool named =
        svg.attributes.contains("aria-label") || svg.attributes.contains("aria-labelledby");
    CHECK(hidden != named);
  }
}

TEST_CASE("headings go down one level at a time") {
  const Markup markup = read_markup(report_of(full_audit("")));
  int level = 0;
  for (const Element& element : markup.elements) {
    if (element.name.size() != 2 || element.name[0] != 'h' || element.name == "hr") continue;
    const int next = element.name[1] - '0';
    CHECK(next <= level + 1);
    level = next;
  }
}

TEST_CASE("the same audit gives the same bytes") {
  CHECK(report_of(full_audit("x")) == report_of(full_audit("x")));
}

TEST_CASE("the report of an empty audit says that there is nothing to report") {
  const std::string report = report_of(audit().build());
  CHECK(read_markup(report).fault == "");
  CHECK(has(report, "This audit has no touchpoints yet"));
  CHECK_FALSE(has(report, "id=\"map\""));
}

TEST_CASE("a journey that nobody has looked at is reported as insufficient evidence") {
  const std::string report = report_of(audit().touchpoint("call").build());
  CHECK(has(report, "<strong>insufficient evidence</strong> to judge this journey"));
  CHECK(has(report, ">50?</text>"));
  CHECK_FALSE(has(report, "Customers meet"));
}

TEST_CASE("300 touchpoints make a well-formed report that names each in the appendix") {
  AuditBuilder b;
  for (int i = 0; i < 300; ++i)
    b.touchpoint("point " + std::to_string(i)).in_stage("stage " + std::to_string(i / 30));
  const std::string report = report_of(b.build());
  CHECK(read_markup(report).fault == "");
  const std::size_t appendix = report.find("<section id=\"appendix\"");
  REQUIRE(appendix != std::string::npos);
  for (int i = 0; i < 300; ++i)
    CHECK(report.find("<bdi>point " + std::to_string(i) + "</bdi>", appendix) != std::string::npos);
}

TEST_CASE("a gap is told with what would close it, an accepted one with its reason") {
  const std::string report = report_of(audit()
                                           .touchpoint("call")
                                           .no_owner()
                                           .touchpoint("bill")
                                           .no_owner()
                                           .accept("bill", "O1", "sold in spring")
                                           .build());
  CHECK(has(report, "Nobody answers for call."));
  CHECK(has(report, "Name one accountable person and tell the teams who work on it."));
  CHECK_FALSE(has(report, "Nobody answers for bill."));
  CHECK(has(report, "sold in spring"));
}

TEST_CASE("with a budget the report plans, without one it does not") {
  const Audit one = audit()
                        .touchpoint("call")
                        .rated("resolution", 4)
                        .fix("train", 3)
                        .reduces("call", 0.5)
                        .build();
  CHECK(has(report_of(one, {.budget = 5, .certainty = {}}), "The plan for 5 person-days"));
  CHECK(
      has(report_of(one, {.budget = 2, .certainty = {}}), "No open fix with a known effort fits"));
  CHECK_FALSE(has(report_of(one), "The plan for"));
}

TEST_CASE("a plan too small to be told from chance is said to be so") {
  const Audit vague = audit()
                          .touchpoint("call")
                          .rated("resolution", 3)
                          .fix("train", 3)
                          .reduces("call", 0.02)
                          .build();
  CHECK(has(report_of(vague, {.budget = 5, .certainty = {}}), "no detectable change"));
}

TEST_CASE("the change since the last snapshot is told, or that none can be detected") {
  const auto with_snapshot = [](const std::string& scores) {
    return report_of(audit()
                         .as_of("2026-11-01")
                         .touchpoint("call")
                         .rated("resolution", 4, "a")
                         .snapshot("2026-08-01", "summer", scores)
                         .build());
  };
  const std::string same =
      with_snapshot(R"({"journey":{"friction":60,"low":20,"high":95},)"
                    R"("touchpoints":[{"id":"call","friction":60,"low":20,"high":95}]})");
  CHECK(has(same, "<strong>no detectable change</strong>"));
  CHECK(has(same, "No detectable change at any of 1 touchpoint"));
  CHECK_FALSE(has(report_of(audit().touchpoint("call").build()), "Since the last audit"));
}

TEST_CASE("a snapshot younger than the audit is not compared with") {
  const std::string report = report_of(audit()
                                           .as_of("2026-11-01")
                                           .touchpoint("call")
                                           .snapshot("2026-11-01", "now", R"({"touchpoints":[]})")
                                           .build());
  CHECK_FALSE(has(report, "Since the last audit"));
}

TEST_CASE("overrides of the scoring model are told") {
  const std::string report =
      report_of(audit().touchpoint("call").overriding("/factors/effort/weight", "2").build());
  CHECK(has(report, "/factors/effort/weight"));
}

TEST_CASE("a very long quote is cut and marked") {
  const std::string report =
      report_of(audit().touchpoint("call").quote(std::string(40'000, 'q')).build());
  CHECK(has(report, std::string(k_long_text, 'q') + " […]"));
  CHECK_FALSE(has(report, std::string(k_long_text + 1, 'q')));
}

TEST_CASE("one person's judgement is said to be that") {
  const std::string report =
      report_of(audit().touchpoint("call").rated("resolution", 4, "ann").build());
  CHECK(has(report, "one person's judgement"));
}
