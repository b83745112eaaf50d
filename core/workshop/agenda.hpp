// A workshop's course: what is voted on, in which order, and each step of it as a command.
//
//   waiting -> voting -> shown -> done        parked: put off, and asked again like a waiting one
//                 ^--------'  (voted on again after the discussion)
//
// One item at a time is voting or shown.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "document/command.hpp"
#include "model/model.hpp"
#include "workshop/votes.hpp"

namespace touchstone {

// The item that is voted on or talked about.
std::optional<std::size_t> current_item(const Audit& audit);

// The next one to ask after place `at` (or from the start): waiting first, round to the start.
std::optional<std::size_t> next_item(const Audit& audit, std::optional<std::size_t> at);

// One overall vote for each of these touchpoints that is not yet on the agenda.
std::vector<AgendaItem> overall_items(const Audit& audit, std::span<const std::size_t> touchpoints);

// Where a seen overall vote hurts or divides. [set]
inline constexpr double k_hurts_from = 2.5;  // mean of the scores 0..4
inline constexpr int k_divides_from = 2;     // between the lowest and the highest score

// Each factor that applies to the touchpoints where the overall vote hurts or divides, worst first,
// but for those on the agenda.
std::vector<AgendaItem> factor_items(const Audit& audit, const Model& model);

// What unseen votes are on that the agenda lacks.
std::vector<AgendaItem> voted_items(const Audit& audit, const OpenedBallots& opened);

// The steps. `now` is in seconds since 1970-01-01 UTC. Places are those of the agenda.
Command begin_workshop(const Audit& audit, Workshop workshop, std::vector<AgendaItem> items,
                       double now);
Command add_items(const Audit& audit, std::vector<AgendaItem> items);
// Votes come in, unseen. What was voting waits again, what was shown is done.
Command ask(const Audit& audit, std::size_t item, double now);
Command show_votes(const Audit& audit, std::size_t item, const OpenedBallots& opened, double now);
// The votes that are seen become those before the discussion.
Command ask_again(const Audit& audit, std::size_t item, double now);
// Done, with the votes that are seen; `act` decided or parked.
Command close_item(const Audit& audit, std::size_t item, WorkshopAct act, double now);

// Decided, and the next item is asked, if one waits.
Command decide_and_go_on(const Audit& audit, std::size_t item, double now);

}  // namespace touchstone
