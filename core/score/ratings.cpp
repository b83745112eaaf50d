#include "score/ratings.hpp"

#include <algorithm>
#include <string_view>

#include "score/id_table.hpp"

namespace touchstone {
namespace {

constexpr std::size_t k_rating_categories = 5;
constexpr std::int16_t k_erased = -1;

struct RaterIds {
  const Audit& audit;

  std::string_view operator()(std::size_t place) const { return audit.raters[place].id.text; }
};

// Turns ratings of the audit into counted ones, without looking the same id up twice in a row.
class RatingReader {
public:
  RatingReader(const Audit& audit, const Model& model) : audit_(audit), model_(model) {
    raters_.build(audit.raters.size(), RaterIds{audit_});
  }

  // None for spectators and for ids that mean nothing.
  std::optional<CountedRating> read(const Rating& rating) {
    if (!last_rater_ || audit_.raters[*last_rater_].id != rating.rater) {
      last_rater_ = raters_.find(rating.rater.text, RaterIds{audit_});
    }
    if (!last_rater_ || audit_.raters[*last_rater_].spectator) return std::nullopt;
    const std::optional<std::uint16_t> factor = factor_of(rating.factor);
    if (!factor) return std::nullopt;
    const auto score = rating.score ? static_cast<std::int16_t>(*rating.score) : k_erased;
    return CountedRating{static_cast<std::uint32_t>(*last_rater_), *factor, score, rating.date};
  }

private:
  std::optional<std::uint16_t> factor_of(const FactorId& id) const {
    if (id.text == k_overall) return k_overall_factor;
    const std::optional<std::size_t> factor = model_.factor_index(id.text);
    if (!factor) return std::nullopt;
    return static_cast<std::uint16_t>(*factor);
  }

  const Audit& audit_;
  const Model& model_;
  IdTable raters_;
  std::optional<std::size_t> last_rater_;
};

bool same_place(const CountedRating& a, const CountedRating& b) {
  return a.factor == b.factor && a.rater == b.rater;
}

// Sorts a touchpoint's ratings, which come in the list's order, and keeps what counts.
void settle(std::vector<CountedRating>& ratings) {
  std::ranges::stable_sort(ratings, [](const CountedRating& a, const CountedRating& b) {
    return a.factor != b.factor ? a.factor < b.factor : a.rater < b.rater;
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < ratings.size(); ++i) {
    const bool overruled = i + 1 < ratings.size() && same_place(ratings[i], ratings[i + 1]);
    if (!overruled && ratings[i].score != k_erased) ratings[kept++] = ratings[i];
  }
  ratings.resize(kept);
}

}  // namespace

RatingTable::RatingTable(const Audit& audit, const Model& model, const Directory& directory)
    : units_(k_rating_categories) {
  RatingReader reader(audit, model);
  const std::size_t touchpoints = audit.touchpoints.size();

  // Counting sort by touchpoint, in the list's order within each.
  struct Placed {
    std::uint32_t touchpoint;
    CountedRating rating;
  };

  std::vector<Placed> read;
  read.reserve(audit.ratings.size());
  std::vector<std::uint32_t> starts(touchpoints + 1, 0);
  std::optional<std::size_t> touchpoint;  // of the rating before
  const auto is_at = [&](std::size_t place, const Rating& rating) {
    return place < touchpoints && audit.touchpoints[place].id == rating.touchpoint;
  };
  for (const Rating& rating : audit.ratings) {
    if (!touchpoint || !is_at(*touchpoint, rating)) {
      // Whoever rates, rates one touchpoint after the other.
      const std::size_t next = touchpoint ? *touchpoint + 1 : 0;
      touchpoint = is_at(next, rating) ? next : directory.touchpoint(audit, rating.touchpoint);
    }
    const auto counted = touchpoint ? reader.read(rating) : std::nullopt;
    if (!counted) continue;
    read.push_back({static_cast<std::uint32_t>(*touchpoint), *counted});
    ++starts[*touchpoint + 1];
  }
  for (std::size_t i = 0; i < touchpoints; ++i) starts[i + 1] += starts[i];
  std::vector<CountedRating> sorted(read.size());
  std::vector<std::uint32_t> next(starts.begin(), starts.end());
  for (const Placed& placed : read) sorted[next[placed.touchpoint]++] = placed.rating;

  ratings_.reserve(touchpoints, sorted.size());
  applicable_.reserve(touchpoints);
  std::vector<CountedRating> bucket;
  for (std::size_t i = 0; i < touchpoints; ++i) {
    bucket.assign(sorted.data() + starts[i], sorted.data() + starts[i + 1]);
    settle(bucket);
    ratings_.push_back(bucket);
    applicable_.push_back(applicable_factors(model, audit.touchpoints[i]));
    count_units(bucket, applicable_.back(), true);
  }
}

std::span<const CountedRating> RatingTable::of(std::size_t touchpoint, std::uint16_t factor) const {
  const std::span<const CountedRating> all = ratings_[touchpoint];
  const auto begin = std::find_if(all.begin(), all.end(),
                                  [&](const CountedRating& each) { return each.factor == factor; });
  const auto end = std::find_if(begin, all.end(),
                                [&](const CountedRating& each) { return each.factor != factor; });
  return {begin, end};
}

void RatingTable::count_units(std::span<const CountedRating> ratings, std::uint32_t applicable,
                              bool add) {
  std::vector<int>& scores = unit_scores_;
  for (std::size_t begin = 0; begin < ratings.size();) {
    const std::uint16_t factor = ratings[begin].factor;
    scores.clear();
    std::size_t end = begin;
    for (; end < ratings.size() && ratings[end].factor == factor; ++end) {
      scores.push_back(ratings[end].score);
    }
    begin = end;
    if (factor != k_overall_factor && ((applicable >> factor) & 1U) == 0) continue;
    if (add) {
      units_.add(scores);
    } else {
      units_.remove(scores);
    }
  }
}

void RatingTable::reread(const Audit& audit, const Model& model, std::size_t touchpoint) {
  const std::vector<CountedRating> ratings = counted_ratings(audit, model, touchpoint);
  count_units(ratings_[touchpoint], applicable_[touchpoint], false);
  ratings_.replace(touchpoint, ratings);
  count_units(ratings, applicable_[touchpoint], true);
}

void RatingTable::reapply(const Model& model, const Touchpoint& touchpoint, std::size_t place) {
  const std::uint32_t applicable = applicable_factors(model, touchpoint);
  if (applicable == applicable_[place]) return;
  count_units(ratings_[place], applicable_[place], false);
  count_units(ratings_[place], applicable, true);
  applicable_[place] = applicable;
}

std::vector<CountedRating> counted_ratings(const Audit& audit, const Model& model,
                                           std::size_t touchpoint) {
  RatingReader reader(audit, model);
  const TouchpointId& id = audit.touchpoints[touchpoint].id;
  std::vector<CountedRating> ratings;
  for (const Rating& rating : audit.ratings) {
    if (rating.touchpoint != id) continue;
    if (const auto counted = reader.read(rating)) ratings.push_back(*counted);
  }
  settle(ratings);
  return ratings;
}

std::uint32_t applicable_factors(const Model& model, const Touchpoint& touchpoint) {
  std::uint32_t applicable = 0;
  for (std::size_t k = 0; k < model.factors.size(); ++k) {
    if (applies(model.factors[k], touchpoint)) applicable |= std::uint32_t{1} << k;
  }
  return applicable;
}

double rating_variance_factor(const std::optional<double>& alpha, const Thresholds& thresholds) {
  if (!alpha || *alpha >= thresholds.alpha_rely) return 1;
  if (*alpha <= thresholds.alpha_tentative) return thresholds.alpha_variance_factor;
  const double share =
      (thresholds.alpha_rely - *alpha) / (thresholds.alpha_rely - thresholds.alpha_tentative);
  return 1 + share * (thresholds.alpha_variance_factor - 1);
}

}  // namespace touchstone
