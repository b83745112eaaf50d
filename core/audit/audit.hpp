// The audit document: what a user made. Plain values; nothing here computes.
//
// One rule runs through all types: "not known" (missing or null in the file) differs from "none"
// (an empty list) and from zero. What may be unknown is std::optional; an empty std::string is a
// text that nobody wrote. Unknown keys of the file travel along in `extra` and are written back.
//
// The types mirror docs/audit-format.md; fields.hpp lists each type's keys once, for reader, writer
// and comparison alike.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/date.hpp"
#include "audit/ids.hpp"

namespace touchstone {

// A key the program does not know, with its value as compact JSON text (numbers as doubles).
struct UnknownKey {
  std::string key;
  std::string json;
  friend bool operator==(const UnknownKey&, const UnknownKey&) = default;
};

using UnknownKeys = std::vector<UnknownKey>;  // in the file's order

// Bit i: the file states the type's i-th field (in the order of fields.hpp) though it says only
// what its absence would say: "", false or an empty list. Kept so that reading and writing loses
// nothing; it means nothing else, and new values leave it 0.
using StatedFields = std::uint32_t;

enum class Phase : std::uint8_t { pre_purchase, purchase, post_purchase, advocacy };
enum class StageRole : std::uint8_t {
  marketing,
  sales,
  onboarding,
  use,
  billing,
  support,
  refund,
  renewal,
  advocacy
};
enum class ChannelKind : std::uint8_t { digital, human, physical };
enum class Discipline : std::uint8_t { ux, cx, both };
enum class Level : std::uint8_t { interaction, journey, relationship };
enum class EvidenceKind : std::uint8_t { behavioural, survey, rating, proxy, anecdote };
enum class EvidenceType : std::uint8_t { quote, observation, ticket, link, screenshot };
enum class BusinessStage : std::uint8_t { early, scaling, mature };
enum class FixStatus : std::uint8_t { open, doing, done, dropped };
enum class FixCategory : std::uint8_t {
  visual,
  function,
  service,
  ownership,
  content,
  accessibility
};
enum class Rationale : std::uint8_t { user_evidence, competitor, opinion };
enum class KpiDirection : std::uint8_t { up, down };
// Of an item of a workshop's agenda: not yet asked, votes come in unseen, votes are seen, settled,
// put off.
enum class AgendaState : std::uint8_t { waiting, voting, shown, done, parked };
enum class WorkshopAct : std::uint8_t { begun, asked, shown, asked_again, decided, parked };

struct Stage {
  StageId id;
  std::string name;
  std::optional<Phase> phase;
  std::optional<OwnerId> lead;  // a team; none is "nobody leads" (rule O26)
  std::optional<StageRole> role;
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Stage&, const Stage&) = default;
};

struct Channel {
  ChannelId id;
  std::string name;
  std::optional<ChannelKind> kind;
  bool mobile = false;
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Channel&, const Channel&) = default;
};

struct Team {
  OwnerId id;
  std::string name;
  std::optional<Discipline> discipline;
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Team&, const Team&) = default;
};

struct Person {
  OwnerId id;
  std::string name;
  std::optional<OwnerId> team;
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Person&, const Person&) = default;
};

struct Persona {
  PersonaId id;
  std::string name;
  std::string needs;
  std::string pains;
  std::optional<double> share;  // 0..1 of the customers
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Persona&, const Persona&) = default;
};

struct Ownership {
  std::optional<std::vector<OwnerId>> accountable;    // teams or people
  std::optional<std::vector<OwnerId>> responsible;    // teams or people
  std::optional<std::vector<OwnerId>> contributors;   // teams
  std::optional<std::vector<OwnerId>> teams_crossed;  // teams the customer passes through here
  std::optional<bool> authority;
  std::optional<OwnerId> deputy;  // none is "no deputy"
  std::optional<bool> feedback_route;
  std::optional<bool> support_topic;
  std::optional<Date> last_sync;    // none is "never"
  std::optional<Date> last_review;  // none is "never"
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Ownership&, const Ownership&) = default;
};

struct Measure {
  MetricId metric;
  std::optional<double> value;   // in the metric's unit
  std::optional<double> n;       // whole, >= 1
  std::optional<double> sd;      // in the metric's unit, >= 0
  std::optional<double> log_sd;  // >= 0
  std::optional<double> low;     // 95% interval, in the unit; both or neither
  std::optional<double> high;
  std::optional<double> successes;   // proportion metrics only
  std::optional<double> promoters;   // nps only
  std::optional<double> detractors;  // nps only
  std::optional<Date> date;
  std::optional<double> baseline;  // in the unit
  std::optional<double> target;    // in the unit, never equal to the baseline
  std::string source;
  std::optional<EvidenceKind> kind;  // overrides the metric's
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Measure&, const Measure&) = default;
};

struct Evidence {
  std::optional<EvidenceType> type;
  std::string text;
  std::optional<Date> date;
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

struct Touchpoint {
  TouchpointId id;
  std::string name;
  std::string description;
  std::optional<StageId> stage;
  std::optional<ChannelId> channel;
  std::optional<Discipline> discipline;
  std::optional<Level> level;
  std::optional<double> volume;      // customers a month who meet it, >= 0
  std::optional<double> importance;  // 1..5, counts as 3 when unknown
  std::optional<double> lost_share;  // 0..1 of those who meet it leave here
  std::optional<double> contacts;    // support contacts a month caused here, >= 0
  bool core_task = false;
  bool moment_of_truth = false;
  std::optional<std::vector<PersonaId>> personas;  // unknown: all of them meet it
  std::optional<double> emotion;                   // -2..2, shown, never scored
  std::string quote;
  std::vector<FactorId> not_applicable;
  std::optional<Ownership> ownership;  // unknown: nobody has asked (rule O19)
  std::optional<std::vector<Measure>> measures;
  std::vector<Evidence> evidence;
  std::string notes;
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Touchpoint&, const Touchpoint&) = default;
};

struct Rater {
  RaterId id;
  std::string name;
  std::optional<OwnerId> team;
  bool spectator = false;  // watches; the ratings count nowhere
  bool absent = false;     // of a workshop: nobody waits for the vote
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Rater&, const Rater&) = default;
};

struct Rating {
  RaterId rater;
  TouchpointId touchpoint;
  FactorId factor;              // a factor of the model, or "overall"
  std::optional<double> score;  // whole, 0..4; none erases an earlier rating
  std::optional<Date> date;
  std::string note;
  std::optional<double> counter;  // whole, > 0, of a vote: the rater's newest has the largest
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Rating&, const Rating&) = default;
};

struct Handoff {
  HandoffId id;
  TouchpointId from;
  TouchpointId to;
  std::optional<OwnerId> giver;                     // a team
  std::optional<OwnerId> receiver;                  // a team; none is "nobody receives"
  std::optional<std::vector<std::string>> context;  // what is passed on; none is "nothing"
  std::optional<double> response_hours;             // >= 0; none is "no promise"
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Handoff&, const Handoff&) = default;
};

struct Kpi {
  KpiId id;
  std::string name;
  std::string metric;    // a metric of the model, or any words: KPIs count what they like
  std::string quantity;  // what is counted; equal text means the same quantity
  std::optional<KpiDirection> direction;
  std::optional<OwnerId> team;
  std::optional<double> target;
  bool shared = false;
  std::vector<KpiId> conflicts_with;
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Kpi&, const Kpi&) = default;
};

struct Effect {
  TouchpointId touchpoint;
  std::optional<double> reduces;  // 0..1 of that touchpoint's friction; counts as 0 when unknown
  std::optional<double> low;      // 0..1; both or neither
  std::optional<double> high;
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Effect&, const Effect&) = default;
};

struct Fix {
  FixId id;
  std::string title;
  std::optional<double> effort;  // person-days, >= 0
  std::optional<double> cost;    // in the audit's currency, >= 0
  std::optional<OwnerId> owner;  // a team or a person
  std::optional<Date> due;
  std::optional<FixStatus> status;
  std::optional<double> confidence;  // 0..1, counts as 1 when unknown
  std::optional<FixCategory> category;
  std::optional<Rationale> rationale;
  std::vector<FixId> requires_fixes;  // "requires" in the file
  std::vector<FixId> excludes;
  std::vector<Effect> effects;
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Fix&, const Fix&) = default;
};

// Frozen results of an earlier audit. `scores` is compact JSON text: a scores object or part of
// one.
struct Snapshot {
  std::optional<Date> date;
  std::string label;
  std::string scores;  // "" when absent
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

struct Economics {
  std::string currency;
  std::optional<double> margin_per_month;   // >= 0
  std::optional<double> retention_monthly;  // 0..1
  std::optional<double> discount_monthly;   // >= 0
  std::optional<double> cost_per_contact;   // >= 0
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Economics&, const Economics&) = default;
};

struct AcceptedGap {
  std::optional<std::string> target;  // a touchpoint's, hand-off's or stage's id; none: the journey
  std::optional<RuleId> rule;
  std::string reason;
  std::string by;
  std::optional<Date> date;
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const AcceptedGap&, const AcceptedGap&) = default;
};

// A vote as it was seen before the discussion.
struct EarlierVote {
  RaterId rater;
  std::optional<double> score;  // whole, 0..4; none: no opinion
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const EarlierVote&, const EarlierVote&) = default;
};

// What a workshop votes on: one factor of one touchpoint, or "overall".
struct AgendaItem {
  TouchpointId touchpoint;
  FactorId factor;
  std::optional<AgendaState> state;  // counts as waiting when unknown
  std::optional<double> since;       // when it was asked, seconds since 1970-01-01 UTC
  std::vector<EarlierVote> before;   // the votes seen first, once it was voted on again
  std::string note;
  std::string decision;
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const AgendaItem&, const AgendaItem&) = default;
};

// Votes that nobody is to see yet, sealed to the workshop's key (docs/workshop.md).
struct SealedBallot {
  RaterId rater;
  std::string line;
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const SealedBallot&, const SealedBallot&) = default;
};

// One line of a workshop's log. It tells what was asked and decided, never a vote.
struct WorkshopEntry {
  std::optional<double> at;  // seconds since 1970-01-01 UTC
  std::optional<WorkshopAct> act;
  std::optional<TouchpointId> touchpoint;
  std::optional<FactorId> factor;
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const WorkshopEntry&, const WorkshopEntry&) = default;
};

struct Workshop {
  std::string key;                // public: ballots are sealed with it
  std::optional<double> minutes;  // for one item of the agenda, > 0
  bool show_when_all = false;     // votes are shown as soon as nobody is missing
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Workshop&, const Workshop&) = default;
};

// One value of the scoring model that this audit replaces.
struct Override {
  std::string pointer;  // JSON Pointer into the model, such as "/factors/trust/weight"
  std::string json;     // the value as compact JSON text
  friend bool operator==(const Override&, const Override&) = default;
};

// Why a value of the scoring model was replaced: for people only, nothing is judged by it.
struct OverrideReason {
  std::string pointer;  // as in Override; one that leads nowhere is kept and shown nowhere
  std::string reason;
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const OverrideReason&, const OverrideReason&) = default;
};

// Which top-level lists the document has. An absent list is not known, an empty one is none.
struct KnownLists {
  bool stages = false, channels = false, teams = false, people = false, personas = false,
       touchpoints = false, raters = false, ratings = false, handoffs = false, kpis = false,
       fixes = false, snapshots = false, accepted_gaps = false, agenda = false, ballots = false,
       workshop_log = false;
  friend bool operator==(const KnownLists&, const KnownLists&) = default;
};

// Everything of the document that is not one of its lists.
struct Header {
  std::string title;
  std::string organisation;
  std::vector<std::string> auditors;
  std::optional<Date> as_of;   // "today"; unknown: ages are 0 and date rules unknown
  std::optional<double> seed;  // whole, >= 0; counts as 1 when unknown
  std::optional<BusinessStage> business_stage;
  std::optional<std::vector<GoalId>> goals;
  std::optional<Economics> economics;
  std::optional<Workshop> workshop;  // none: there has been none
  std::vector<Override> overrides;
  std::vector<OverrideReason> override_reasons;
  KnownLists known;
  UnknownKeys extra;
  StatedFields stated = 0;
  friend bool operator==(const Header&, const Header&) = default;
};

struct Audit {
  Header header;
  std::vector<Stage> stages;  // in the journey's order
  std::vector<Channel> channels;
  std::vector<Team> teams;
  std::vector<Person> people;
  std::vector<Persona> personas;
  std::vector<Touchpoint> touchpoints;
  std::vector<Rater> raters;
  std::vector<Rating> ratings;  // the last of one rater, touchpoint and factor wins
  std::vector<Handoff> handoffs;
  std::vector<Kpi> kpis;
  std::vector<Fix> fixes;
  std::vector<Snapshot> snapshots;
  std::vector<AcceptedGap> accepted_gaps;
  std::vector<AgendaItem> agenda;  // in the order in which it is asked
  std::vector<SealedBallot> ballots;
  std::vector<WorkshopEntry> workshop_log;
  friend bool operator==(const Audit&, const Audit&) = default;
};

// The factor id of the one-question vote that may be given to any touchpoint.
inline constexpr std::string_view k_overall = "overall";

// What people are shown for an item of a list: its name, or its id where nobody has named it.
template <class Item>
const std::string& shown_name(const Item& item) {
  return item.name.empty() ? item.id.text : item.name;
}

inline const std::string& shown_name(const Fix& fix) {
  return fix.title.empty() ? fix.id.text : fix.title;
}

}  // namespace touchstone
