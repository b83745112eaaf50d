// Commands that are complete: each change with all that hangs on it.
//
// Nothing here changes the audit; Document::apply() does. A command with no edits means that
// nothing is to be done. T is an element type of Audit's lists.
//
// Erasing an element takes what has no meaning without it and clears what merely mentions it:
//   stage, channel   touchpoints there have none any more
//   team, person     leads, members, owners, deputies, givers and receivers become unknown or none;
//                    lists of owners lose the name (and may become empty, which is "nobody")
//   persona          lists of personas lose it
//   touchpoint       its ratings, hand-offs and effects of fixes go
//   rater            their ratings go
//   KPI, fix         the others no longer conflict with, require or exclude it
//   and accepted gaps of an erased stage, touchpoint or hand-off go
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "audit/audit.hpp"
#include "document/command.hpp"
#include "document/document.hpp"
#include "document/fields.hpp"

namespace touchstone {

// `element` enters its list so that it stands at `at` (0..size; the default is the end).
inline constexpr std::size_t k_at_end = static_cast<std::size_t>(-1);
template <class T>
Command insert_element(const Document& document, T element, std::string label,
                       std::size_t at = k_at_end);

// What stands at `at` becomes `after`. Ids are kept: give `after` the id that is there.
template <class T>
Command replace_element(const Document& document, std::size_t at, T after, std::string label,
                        std::string merge_key = "");

// What stands at `from` moves so that it stands at `to` afterwards.
template <class T>
Command move_element(const Document& document, std::size_t from, std::size_t to, std::string label);

// Erases the elements at these places (any order, each once) with all that hangs on them.
template <class T>
Command erase_elements(const Document& document, std::span<const std::size_t> places,
                       std::string label);
template <class T>
Command erase_element(const Document& document, std::size_t at, std::string label);

Command change_header(const Document& document, Header after, std::string label,
                      std::string merge_key = "");

// The rater's word on one factor of one touchpoint (or "overall"): the rating that counts gets the
// score and the date, or is added; no score takes away every rating of the three.
Command set_rating(const Document& document, const RaterId& rater, const TouchpointId& touchpoint,
                   const FactorId& factor, std::optional<double> score, std::optional<Date> date,
                   std::string label);

// The place of the element with this id, if there is one. Linear.
template <class T, class TypedId>
std::optional<std::size_t> place_of(const std::vector<T>& list, const TypedId& id) {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].id == id) return i;
  return std::nullopt;
}

// An id for a new element of `space`, made from its name: "Refund call" gives "refund-call", or
// "refund-call-2" where that is taken. Always the same for the same audit and name.
std::string new_id(const AuditIndex& index, IdSpace space, std::string_view name);

}  // namespace touchstone
