// The inspector's pictures: how a friction adds up, where a measure stands, what to look at next.
#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "host/headless.hpp"
#include "model/model.hpp"
#include "score/score.hpp"
#include "support/audit_builder.hpp"
#include "support/page.hpp"

namespace touchstone::app {
namespace {

namespace headless = platform::headless;
using test::audit;

// A call that is measured little, of which the inspector tells.
class Page : public test::OpenPage {
public:
  explicit Page(const Audit& shown) : OpenPage(shown, "M") {
    REQUIRE(headless::key("Right"));
    REQUIRE(headless::key("Enter"));
  }
};

Audit call() {
  return audit()
      .as_of("2026-11-01")
      .touchpoint("call")
      .in_stage("help")
      .rated("overall", 3)
      .measure("completion", 0.7)
      .n(40)
      .target(0.9)
      .build();
}

// The rest of the line on which something begins so.
std::string line_of(std::string_view beginning) {
  const std::string all = headless::describe();
  const std::size_t at = all.find(beginning);
  if (at == std::string::npos) return {};
  return all.substr(at + beginning.size(), all.find('\n', at) - at - beginning.size());
}

TEST_CASE("the inspector adds a touchpoint's friction up from its factors") {
  const Page page(call());
  std::string line = line_of("How it adds up: ");
  const std::size_t end = line.find("; together ");
  REQUIRE(end != std::string::npos);
  const double together = std::atof(line.c_str() + end + 11);
  double sum = 0;
  line = line.substr(0, end) + ", ";
  for (std::size_t comma = line.find(", "); comma != std::string::npos; comma = line.find(", ")) {
    sum += std::atof(line.c_str() + line.rfind(' ', comma - 1));
    line = line.substr(comma + 2);
  }
  const Scores scores = evaluate(call(), shipped_model());
  CHECK(std::abs(together - scores.touchpoints.front().friction) < 0.051);
  CHECK(std::abs(sum - together) < 0.05 * 12 + 0.05);  // each factor's part is rounded
}

TEST_CASE("where an interval is wide the inspector says what would narrow it most") {
  const Page page(call());
  CHECK(line_of("would narrow this most: ").find(" people") != std::string::npos);
}

TEST_CASE("a measure stands on its scale with its target, and the scale has a source") {
  const Page page(call());
  REQUIRE(headless::press("tab", "Measures"));
  CHECK(line_of(": now 70 %").starts_with(", target 90 %"));
  CHECK(line_of("Judged by: ").find(" is ") != std::string::npos);
}

}  // namespace
}  // namespace touchstone::app
