// Orders and sentences that several reports share, as plain text: whoever writes HTML, SVG or CSV
// escapes them for the format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/directory.hpp"
#include "score/explain.hpp"
#include "score/ownership.hpp"
#include "score/scores.hpp"
#include "words/words.hpp"

namespace touchstone::report {

// Touchpoint indices: by share of the journey's friction, by ownership gap; ties by rank.
std::vector<std::uint32_t> by_journey_share(const Scores& scores);
std::vector<std::uint32_t> by_ownership_gap(const Scores& scores);

// Where an accepted gap belongs: a touchpoint's or stage's name, "A to B" of a hand-off, "the
// journey".
class AcceptedPlaces {
public:
  // Refers to the audit.
  explicit AcceptedPlaces(const Audit& audit);

  std::string name_of(const AcceptedGap& gap) const;

private:
  std::string name_of(const Handoff& handoff) const;

  const Audit& audit_;
  Directory directory_;
  std::unordered_map<std::string_view, std::size_t> handoffs_;  // places by id
};

// One piece of evidence in a line: "Task completion 94 % (92 % to 96 %, n = 412), 19 October 2026".
std::string evidence_line(const Audit& audit, const Model& model, std::size_t touchpoint,
                          const ExplainedItem& item);

// A field that nobody has filled in, and at how many touchpoints rules wait for it.
struct OpenQuestion {
  AskedField field;
  std::string_view words;   // the field as a question: "who is accountable"
  std::size_t touchpoints;  // 1 and up
};

// In the order of the fields.
std::vector<OpenQuestion> open_questions(const Audit& audit, const Model& model);

}  // namespace touchstone::report
