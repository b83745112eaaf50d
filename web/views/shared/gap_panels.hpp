// Ownership gaps as panels with their remedy, to be accepted with a reason; and accepted ones, to
// be taken back. Used wherever gaps are listed.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "state/state.hpp"

namespace touchstone::app {

// A gap as sentences.
struct GapSentence {
  Gap gap;
  std::string message, remedy;
  std::string place = {};                       // "Refund call": leads to where the gap is
  std::function<void()> go_to_place = nullptr;  // none: the reader is there already
};

// The gaps at one place. `target` is the id of a touchpoint, hand-off or stage as it stands in the
// document; "" is the journey.
void draw_gaps(const State&, UiState&, Requests&, const std::string& target,
               const std::vector<GapSentence>& gaps);

// A gap that somebody decided to live with, with the reason and a button to take that back. `at` is
// its place in Audit::accepted_gaps.
void draw_accepted_gap(const State&, Requests&, std::size_t at, std::string_view message);

}  // namespace touchstone::app
