#include "workshop/ballot.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "json/utf8.hpp"

namespace touchstone {
namespace {

constexpr char k_layout = 2;
constexpr char k_layout_without_copy = 1;
constexpr std::size_t k_most_copy_letters = 64;
constexpr std::size_t k_hash_bytes = 5;  // of a touchpoint's id: two of 20 like ones once in 10^9
constexpr std::uint64_t k_no_opinion = 5;
constexpr double k_most_votes = 1e12;  // of a counter that somebody wrote into a file by hand

// FNV-1a, 64 bits: the same everywhere, as ballots travel.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return hash & ((std::uint64_t{1} << (8 * k_hash_bytes)) - 1);
}

std::uint64_t hash_of_factors(const Model& model) {
  std::string ids;
  for (const Factor& factor : model.factors) ids += factor.id.text + '\n';
  return hash_of(ids);
}

// The bit of a factor in a touchpoint's mask: "overall" first, then the model's, in its order.
std::size_t bit_of(const Model& model, const FactorId& factor) {
  const auto at = std::ranges::find(model.factors, factor, &Factor::id);
  return at == model.factors.end() ? 0 : 1 + static_cast<std::size_t>(at - model.factors.begin());
}

class Writer {
public:
  void hash(std::uint64_t value) {
    for (std::size_t i = 0; i < k_hash_bytes; ++i) bytes_ += static_cast<char>(value >> (8 * i));
  }

  // Seven bits a byte, lowest first.
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }

  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }

  std::string take() { return std::move(bytes_); }

private:
  std::string bytes_ = std::string(1, k_layout);
};

// Reads nothing past the end: then, and ever after, `ok` is false and all is 0.
class Reader {
public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }

  bool at_end() const { return rest_.empty(); }

  std::uint64_t byte() {
    if (rest_.empty()) ok_ = false;
    if (!ok_) return 0;
    const auto value = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }

  std::uint64_t hash() {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < k_hash_bytes; ++i) value |= byte() << (8 * i);
    return value;
  }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
      const std::uint64_t next = byte();
      value |= (next & 0x7F) << shift;
      if (next < 0x80) return value;
    }
    ok_ = false;
    return 0;
  }

  std::string text() {
    const std::uint64_t stated = number();
    if (stated > rest_.size()) ok_ = false;
    if (!ok_) return {};
    const auto size = static_cast<std::size_t>(stated);
    std::string value(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return value;
  }

private:
  std::string_view rest_;
  bool ok_ = true;
};

bool is_line_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

}  // namespace

bool is_copy_mark(std::string_view text) {
  return text.size() <= k_most_copy_letters && std::ranges::all_of(text, is_line_character);
}

Ballot own_ballot(const Audit& audit, const RaterId& rater) {
  Ballot ballot;
  ballot.rater = rater;
  const auto known = std::ranges::find(audit.raters, rater, &Rater::id);
  if (known != audit.raters.end()) ballot.name = known->name;
  for (const Rating& rating : audit.ratings) {
    if (rating.rater == rater && rating.counter)
      ballot.votes.push_back({rating.touchpoint, rating.factor, *rating.counter, rating.score});
  }
  return ballot;
}

double largest_counter(const Ballot& ballot) {
  double largest = 0;
  for (const Vote& vote : ballot.votes) largest = std::max(largest, vote.counter);
  return largest;
}

std::string write_ballot(const Ballot& ballot, const Model& model) {
  Writer out;
  out.hash(hash_of_factors(model));
  out.text(ballot.rater.text);
  out.text(ballot.name);
  out.text(ballot.copy);
  std::vector<bool> is_written(ballot.votes.size(), false);
  for (std::size_t first = 0; first < ballot.votes.size(); ++first) {
    if (is_written[first]) continue;
    // All votes on the same touchpoint, by their bits.
    std::array<const Vote*, 64> votes{};
    std::uint64_t mask = 0;
    for (std::size_t i = first; i < ballot.votes.size(); ++i) {
      if (ballot.votes[i].touchpoint != ballot.votes[first].touchpoint) continue;
      const std::size_t bit = bit_of(model, ballot.votes[i].factor);
      votes[bit] = &ballot.votes[i];
      mask |= std::uint64_t{1} << bit;
      is_written[i] = true;
    }
    out.hash(hash_of(ballot.votes[first].touchpoint.text));
    out.number(mask);
    for (const Vote* vote : votes) {
      if (vote == nullptr) continue;
      const auto score = vote->score ? static_cast<std::uint64_t>(*vote->score) : k_no_opinion;
      out.number(static_cast<std::uint64_t>(std::min(vote->counter, k_most_votes)) * 8 + score);
    }
  }
  return out.take();
}

Result<Ballot> read_ballot(std::string_view bytes, const Audit& audit, const Model& model) {
  const auto refused = [](const char* sentence) { return Problems{{"", sentence}}; };
  Reader in(bytes);
  const std::uint64_t layout = in.byte();
  if (layout != k_layout && layout != k_layout_without_copy)
    return refused("A newer Touchstone made it: open the audit with that.");
  if (in.hash() != hash_of_factors(model))
    return refused(
        "It was made with another version of the scoring model: send the audit round again.");
  Ballot ballot;
  ballot.rater = RaterId(in.text());
  ballot.name = in.text();
  if (layout == k_layout) ballot.copy = in.text();
  std::vector<std::uint64_t> hashes;
  for (const Touchpoint& touchpoint : audit.touchpoints)
    hashes.push_back(hash_of(touchpoint.id.text));
  const std::size_t bits = 1 + model.factors.size();
  while (in.ok() && !in.at_end()) {
    const auto touchpoint =
        static_cast<std::size_t>(std::ranges::find(hashes, in.hash()) - hashes.begin());
    const std::uint64_t mask = in.number();
    for (std::size_t bit = 0; bit < 64 && in.ok(); ++bit) {
      if ((mask >> bit & 1) == 0) continue;
      const std::uint64_t value = in.number();
      const std::uint64_t score = value % 8;
      const std::uint64_t counter = value / 8;
      if (bit >= bits || score > k_no_opinion || counter == 0) return refused("It is damaged.");
      if (touchpoint == hashes.size()) {
        ++ballot.strange;
        continue;
      }
      ballot.votes.push_back(
          {audit.touchpoints[touchpoint].id,
           bit == 0 ? FactorId(std::string(k_overall)) : model.factors[bit - 1].id,
           static_cast<double>(counter),
           score == k_no_opinion ? std::nullopt : std::optional(static_cast<double>(score))});
    }
  }
  const auto is_text = [](const std::string& text) {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
    return valid_utf8(text) == text && std::ranges::none_of(text, is_control);
  };
  if (!in.ok() || ballot.rater.text.empty() || !is_text(ballot.rater.text) ||
      !is_text(ballot.name) || !is_copy_mark(ballot.copy))
    return refused("It is damaged.");
  return ballot;
}

std::vector<std::string> ballot_lines(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t at = text.find(k_ballot_mark); at != std::string_view::npos;
       at = text.find(k_ballot_mark, at + 1)) {
    std::size_t end = at + k_ballot_mark.size();
    while (end < text.size() && is_line_character(text[end])) ++end;
    std::string line(text.substr(at, end - at));
    if (std::ranges::find(lines, line) == lines.end()) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace touchstone
