// The words by which enumerators stand in documents, on the command line and in reports.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "audit/audit.hpp"

namespace touchstone {

// One specialisation per enumeration: its enumerators' words in their order.
template <class E>
inline constexpr std::array<std::string_view, 0> k_names{};

template <>
inline constexpr std::array<std::string_view, 4> k_names<Phase> = {"pre_purchase", "purchase",
                                                                   "post_purchase", "advocacy"};
template <>
inline constexpr std::array<std::string_view, 9> k_names<StageRole> = {
    "marketing", "sales",  "onboarding", "use",     "billing",
    "support",   "refund", "renewal",    "advocacy"};
template <>
inline constexpr std::array<std::string_view, 3> k_names<ChannelKind> = {"digital", "human",
                                                                         "physical"};
template <>
inline constexpr std::array<std::string_view, 3> k_names<Discipline> = {"ux", "cx", "both"};
template <>
inline constexpr std::array<std::string_view, 3> k_names<Level> = {"interaction", "journey",
                                                                   "relationship"};
template <>
inline constexpr std::array<std::string_view, 5> k_names<EvidenceKind> = {
    "behavioural", "survey", "rating", "proxy", "anecdote"};
template <>
inline constexpr std::array<std::string_view, 5> k_names<EvidenceType> = {
    "quote", "observation", "ticket", "link", "screenshot"};
template <>
inline constexpr std::array<std::string_view, 3> k_names<BusinessStage> = {"early", "scaling",
                                                                           "mature"};
template <>
inline constexpr std::array<std::string_view, 4> k_names<FixStatus> = {"open", "doing", "done",
                                                                       "dropped"};
template <>
inline constexpr std::array<std::string_view, 6> k_names<FixCategory> = {
    "visual", "function", "service", "ownership", "content", "accessibility"};
template <>
inline constexpr std::array<std::string_view, 3> k_names<Rationale> = {"user_evidence",
                                                                       "competitor", "opinion"};
template <>
inline constexpr std::array<std::string_view, 2> k_names<KpiDirection> = {"up", "down"};

template <>
inline constexpr std::array<std::string_view, 5> k_names<AgendaState> = {"waiting", "voting",
                                                                         "shown", "done", "parked"};
template <>
inline constexpr std::array<std::string_view, 6> k_names<WorkshopAct> = {
    "begun", "asked", "shown", "asked_again", "decided", "parked"};

template <class E>
constexpr std::string_view name_of(E value) {
  return k_names<E>[static_cast<std::size_t>(value)];
}

// The enumerator of this word, or nullopt.
template <class E>
constexpr std::optional<E> value_of(std::string_view name) {
  for (std::size_t i = 0; i < k_names<E>.size(); ++i)
    if (k_names<E>[i] == name) return static_cast<E>(i);
  return std::nullopt;
}

}  // namespace touchstone
