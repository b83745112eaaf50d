// The parts of the workshop view.
#pragma once

#include <string>

#include "state/state.hpp"

namespace touchstone::app {

// Where no workshop has begun: who votes, on what, how (workshop_begin.cpp).
void draw_workshop_begin(const State&, UiState&, Requests&);
// Who votes, watches and is absent; new ones by name.
void draw_voters(const State&, UiState&, Requests&);

// The facilitator's tabs: the item that is voted on or talked about, for the whole room
// (workshop_item.cpp); what is asked, in which order (workshop_agenda.cpp); how votes come in
// (workshop_ways.cpp); what has come of it (workshop_results.cpp).
void draw_workshop_item(const State&, UiState&, Requests&);
void draw_workshop_agenda(const State&, UiState&, Requests&);
// What the facilitator has to know of ballots that came in; nothing when there is nothing.
void draw_ballot_warnings(const State&, Requests&);
void draw_ways_to_vote(const State&, UiState&, Requests&);
void draw_agreement(const State&, UiState&, Requests&);
void draw_workshop_log(const State&, UiState&, Requests&);

// In everybody else's copy: their own votes and how to send them (workshop_vote.cpp).
void draw_own_votes(const State&, UiState&, Requests&);
// The device goes round: who, the vote, next.
void draw_passing(const State&, UiState&, Requests&);

// Shared.

// "Overall", or the factor's name.
std::string item_subject(const State&, const AgendaItem&);
// The question put to raters.
std::string item_question(const State&, const AgendaItem&);
std::string touchpoint_name(const State&, const TouchpointId&);
std::string rater_name(const State&, std::size_t rater);
// What a live connection connects to, and when it cannot work.
inline constexpr std::string_view k_live_limits =
    "The browsers connect to each other directly, within one network, encrypted, with no server "
    "between them; each learns the other's address in this network, or a stand-in for it. It "
    "cannot work across networks (home and office), where a network keeps its computers apart "
    "(guest Wi-Fi), or where the browser forbids it. Ballots always work.";

}  // namespace touchstone::app
