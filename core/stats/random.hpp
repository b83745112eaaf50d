// Seeded random numbers: the same seed gives the same draws natively and as WebAssembly.
//
// Generator: xoshiro256++ (Blackman and Vigna 2019), its state filled from the seed by splitmix64.
// Normal draws by the ziggurat (Marsaglia and Tsang 2000, in Doornik's 2005 form, 256 layers) whose
// table is computed by the compiler. Gamma by Marsaglia and Tsang (2000). Uniform draws are equal
// to the last bit everywhere; the others use the C library's exp, log and sqrt in rare branches, so
// they agree to rounding.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace touchstone::stats {

class Random {
public:
  explicit Random(std::uint64_t seed);

  [[nodiscard]] std::uint64_t bits() { return next(state_); }

  // In [0, 1), a multiple of 2^-53.
  [[nodiscard]] double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }

  // In (0, 1): safe to take the logarithm of.
  [[nodiscard]] double uniform_open() {
    return (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52;
  }

  // Mean 0, standard deviation 1.
  [[nodiscard]] double normal();

  // The same numbers as normal() one by one, sooner.
  void fill_normal(std::span<double> out);

  // ln of a gamma draw with scale 1; shape > 0. The logarithm does not underflow for small shapes.
  [[nodiscard]] double log_gamma(double shape);

  // Weights from a Dirichlet distribution: out sums to 1. alpha >= 0, not all 0; an alpha of 0
  // gives a weight of 0. Lengths equal. {1, 1, ...} is uniform over all weights.
  void dirichlet(std::span<const double> alpha, std::span<double> out);

private:
  using State = std::array<std::uint64_t, 4>;

  static std::uint64_t next(State& state) {
    const std::uint64_t result = std::rotl(state[0] + state[3], 23) + state[0];
    const std::uint64_t shifted = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = std::rotl(state[3], 45);
    return result;
  }

  State state_{};
};

namespace detail {

constexpr std::size_t k_layers = 256;

// Right edges of the ziggurat's layers, all of equal area under exp(-x^2/2), from the bottom up;
// edges[0] stands for the bottom strip with its tail. ratios[i] = edges[i + 1] / edges[i].
struct Ziggurat {
  std::array<double, k_layers + 1> edges;
  std::array<double, k_layers> ratios;
};

extern const Ziggurat k_ziggurat;

// In [-1, 1). A layer is chosen by the lowest 8 bits, this uses the highest 53.
inline double signed_uniform(std::uint64_t draw) {
  return static_cast<double>(draw >> 11) * 0x1p-52 - 1;
}

// The one draw in a hundred that falls outside the quick part of its layer.
[[nodiscard]] bool finish_normal(Random& random, std::size_t layer, double signed_uniform,
                                 double& result);

}  // namespace detail

inline double Random::normal() {
  for (;;) {
    const std::uint64_t draw = bits();
    const std::size_t layer = draw & (detail::k_layers - 1);
    const double u = detail::signed_uniform(draw);
    const double x = u * detail::k_ziggurat.edges[layer];
    if ((u < 0 ? -u : u) < detail::k_ziggurat.ratios[layer]) return x;
    double result = 0;
    if (detail::finish_normal(*this, layer, u, result)) return result;
  }
}

}  // namespace touchstone::stats
