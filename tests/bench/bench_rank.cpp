// How long "how sure is the ranking?" takes, beside the same computation in NumPy.
//
//   bench_rank                     all of the table
//   bench_rank --alone             without NumPy
//
// One table: touchpoints, draws, our milliseconds (the best of three, the whole study included),
// NumPy's (rank_numpy.py in this folder, run by python3 where that has NumPy), and the ratio.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "insight/certainty.hpp"
#include "stats/random.hpp"
#include "text/concat.hpp"

namespace {

using namespace touchstone;

// Half of the touchpoints with the 7 factors of ux, half with 6 of cx, as in rank_numpy.py.
struct Case {
  Audit audit;
  Scores scores;
};

Case make_case(std::size_t touchpoints) {
  constexpr std::size_t k_ux = 7;
  constexpr std::size_t k_cx = 6;
  stats::Random random(1);
  Case result;
  for (std::size_t t = 0; t < touchpoints; ++t) {
    Touchpoint touchpoint;
    touchpoint.id = TouchpointId(concat("t", std::to_string(t)));
    result.audit.touchpoints.push_back(std::move(touchpoint));
    TouchpointScore score;
    const bool ux = t < touchpoints / 2;
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

double our_seconds(std::size_t touchpoints, std::uint64_t draws) {
  const Case it = make_case(touchpoints);
  RankOptions options = rank_options(it.audit.header, shipped_model());
  options.draws = draws;
  double best = std::numeric_limits<double>::infinity();
  for (int round = 0; round < 3; ++round) {
    const auto start = std::chrono::steady_clock::now();
    RankStudy study(it.audit, shipped_model(), it.scores, options);
    study.step(std::numeric_limits<std::uint64_t>::max());
    const RankReport report = study.report();
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    if (report.draws == draws) best = std::min(best, time.count());
  }
  return best;
}

std::optional<double> numpy_seconds(std::size_t touchpoints, std::uint64_t draws) {
  const std::string command =
      concat("python3 ", TOUCHSTONE_SOURCE_DIR, "/tests/bench/rank_numpy.py ",
             std::to_string(touchpoints), " ", std::to_string(draws), " 2>/dev/null");
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  double seconds = 0;
  const int read = std::fscanf(pipe, "%lf", &seconds);
  const bool good = pclose(pipe) == 0 && read == 1;
  return good ? std::optional(seconds) : std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  const bool alone = argc > 1 && std::string_view(argv[1]) == "--alone";
  std::printf("%-12s %8s %12s %12s %8s\n", "touchpoints", "draws", "ours, ms", "NumPy, ms",
              "times");
  constexpr std::uint64_t k_draws = 10'000;
  for (const std::size_t touchpoints : {std::size_t{20}, std::size_t{100}, std::size_t{300}}) {
    const double ours = our_seconds(touchpoints, k_draws);
    const auto numpy = alone ? std::nullopt : numpy_seconds(touchpoints, k_draws);
    std::printf("%-12zu %8llu %12.1f", touchpoints, static_cast<unsigned long long>(k_draws),
                1000 * ours);
    if (numpy) {
      std::printf(" %12.1f %8.1f\n", 1000 * *numpy, *numpy / ours);
    } else {
      std::printf(" %12s %8s\n", "-", "-");
    }
  }
  return 0;
}
