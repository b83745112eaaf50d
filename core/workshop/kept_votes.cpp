#include "workshop/kept_votes.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "text/concat.hpp"

namespace touchstone {
namespace {

constexpr std::uint64_t k_most = 1'000'000'000'000;  // of a counter, as in ballots

// Up to the sign, which goes as well.
std::optional<std::string_view> until(std::string_view& rest, char sign) {
  const std::size_t end = rest.find(sign);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return part;
}

std::optional<std::uint64_t> number_until(std::string_view& rest, char sign) {
  const std::optional<std::string_view> digits = until(rest, sign);
  std::uint64_t number = 0;
  if (!digits) return std::nullopt;
  const char* begin = digits->data();
  const char* end = begin + digits->size();
  const auto [stopped, problem] = std::from_chars(begin, end, number);
  if (problem != std::errc() || stopped != end || number > k_most) return std::nullopt;
  return number;
}

}  // namespace

KeptVotes::OfRater& KeptVotes::of(const RaterId& rater) {
  const auto known =
      std::ranges::find(raters, rater, [](const OfRater& it) { return it.ballot.rater; });
  if (known != raters.end()) return *known;
  raters.emplace_back();
  raters.back().ballot.rater = rater;
  return raters.back();
}

std::string write_kept_votes(const KeptVotes& kept, const Model& model) {
  std::string text = concat(kept.copy, "\n");
  for (const KeptVotes::OfRater& it : kept.raters) {
    const std::string ballot = write_ballot(it.ballot, model);
    const auto highest = std::min(static_cast<std::uint64_t>(it.highest), k_most);
    text += concat(std::to_string(highest), " ", std::to_string(ballot.size()), "\n", ballot);
  }
  return text;
}

KeptVotes read_kept_votes(std::string_view text, const Audit& audit, const Model& model) {
  KeptVotes kept;
  const std::optional<std::string_view> copy = until(text, '\n');
  if (!copy || !is_copy_mark(*copy)) return kept;
  kept.copy = *copy;
  while (!text.empty()) {
    const std::optional<std::uint64_t> highest = number_until(text, ' ');
    const std::optional<std::uint64_t> size = number_until(text, '\n');
    if (!highest || !size || *size > text.size()) break;
    Result<Ballot> ballot =
        read_ballot(text.substr(0, static_cast<std::size_t>(*size)), audit, model);
    text.remove_prefix(static_cast<std::size_t>(*size));
    if (ballot) kept.raters.push_back({static_cast<double>(*highest), std::move(*ballot)});
  }
  return kept;
}

}  // namespace touchstone
