// The document's keys, once: what each type's members are called in a file, what they may hold and
// what they refer to. Reader, writer, validity, the id index, the journal of commands and the test
// of docs/audit.schema.json all run over these tables; nothing else lists keys.
//
// The kind of a field follows from its member's type: std::optional is "may be unknown", a vector
// is a list, an Id an id, an enumeration one of k_names<E>, a struct an object with a table of its
// own. A new field is a member in audit.hpp and a row here (at most 32 a table, for StatedFields).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "audit/audit.hpp"
#include "audit/names.hpp"

namespace touchstone {

// The sets of things an id can name. `team` lies within `owner` (teams and people); `place` holds
// the ids of touchpoints, hand-offs and stages. From `factor` on they are rows of the scoring
// model; `rated_factor` is a factor or "overall".
enum class IdSpace : std::uint8_t {
  none,
  stage,
  channel,
  team,
  owner,
  persona,
  touchpoint,
  rater,
  handoff,
  kpi,
  fix,
  place,
  factor,
  rated_factor,
  metric,
  rule,
  goal,
};

// The space that a thing of `space` stands in besides; none for most.
constexpr IdSpace wider(IdSpace space) {
  switch (space) {
    case IdSpace::team:
      return IdSpace::owner;
    case IdSpace::stage:
    case IdSpace::touchpoint:
    case IdSpace::handoff:
      return IdSpace::place;
    default:
      return IdSpace::none;
  }
}

struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool whole = false;
};

inline constexpr Range k_anything{};
inline constexpr Range k_share{0, 1, false};
inline constexpr Range k_from_zero{0, std::numeric_limits<double>::infinity(), false};
inline constexpr Range k_count{0, std::numeric_limits<double>::infinity(), true};

enum class Form : std::uint8_t {
  plain,
  own_id,       // the element's own id, required
  required,     // an id that must be there
  bound,        // an id that may be missing; without the thing it names the element makes no sense
  json_object,  // a std::string that holds the JSON text of an object
};

template <class T, class M>
struct Field {
  using Member = M;
  std::string_view key;
  M T::* member;
  Form form = Form::plain;
  IdSpace space = IdSpace::none;  // of an id: what it refers to or, with own_id, where it stands
  Range range;                    // of a number
};

template <class T, class M>
constexpr Field<T, M> field(std::string_view key, M T::* member, Range range = k_anything) {
  return {key, member, Form::plain, IdSpace::none, range};
}

template <class T, class M>
constexpr Field<T, M> own_id(M T::* member, IdSpace space) {
  return {"id", member, Form::own_id, space, k_anything};
}

template <class T, class M>
constexpr Field<T, M> refers(std::string_view key, M T::* member, IdSpace space) {
  return {key, member, Form::plain, space, k_anything};
}

template <class T, class M>
constexpr Field<T, M> must_refer(std::string_view key, M T::* member, IdSpace space) {
  return {key, member, Form::required, space, k_anything};
}

template <class T>
struct FieldsOf {
  static constexpr bool described = false;
};

template <>
struct FieldsOf<Stage> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      own_id(&Stage::id, IdSpace::stage), field("name", &Stage::name),
      field("phase", &Stage::phase),      refers("lead", &Stage::lead, IdSpace::team),
      field("role", &Stage::role),
  };
};

template <>
struct FieldsOf<Channel> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      own_id(&Channel::id, IdSpace::channel),
      field("name", &Channel::name),
      field("kind", &Channel::kind),
      field("mobile", &Channel::mobile),
  };
};

template <>
struct FieldsOf<Team> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      own_id(&Team::id, IdSpace::team),
      field("name", &Team::name),
      field("discipline", &Team::discipline),
  };
};

template <>
struct FieldsOf<Person> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      own_id(&Person::id, IdSpace::owner),
      field("name", &Person::name),
      refers("team", &Person::team, IdSpace::team),
  };
};

template <>
struct FieldsOf<Persona> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      own_id(&Persona::id, IdSpace::persona),   field("name", &Persona::name),
      field("needs", &Persona::needs),          field("pains", &Persona::pains),
      field("share", &Persona::share, k_share),
  };
};

template <>
struct FieldsOf<Ownership> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      refers("accountable", &Ownership::accountable, IdSpace::owner),
      refers("responsible", &Ownership::responsible, IdSpace::owner),
      refers("contributors", &Ownership::contributors, IdSpace::team),
      refers("teams_crossed", &Ownership::teams_crossed, IdSpace::team),
      field("authority", &Ownership::authority),
      refers("deputy", &Ownership::deputy, IdSpace::owner),
      field("feedback_route", &Ownership::feedback_route),
      field("support_topic", &Ownership::support_topic),
      field("last_sync", &Ownership::last_sync),
      field("last_review", &Ownership::last_review),
  };
};

template <>
struct FieldsOf<Measure> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      must_refer("metric", &Measure::metric, IdSpace::metric),
      field("value", &Measure::value),
      field("n", &Measure::n, {1, std::numeric_limits<double>::infinity(), true}),
      field("sd", &Measure::sd, k_from_zero),
      field("log_sd", &Measure::log_sd, k_from_zero),
      field("low", &Measure::low),
      field("high", &Measure::high),
      field("successes", &Measure::successes, k_count),
      field("promoters", &Measure::promoters, k_count),
      field("detractors", &Measure::detractors, k_count),
      field("date", &Measure::date),
      field("baseline", &Measure::baseline),
      field("target", &Measure::target),
      field("source", &Measure::source),
      field("kind", &Measure::kind),
  };
};

template <>
struct FieldsOf<Evidence> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      field("type", &Evidence::type),
      field("text", &Evidence::text),
      field("date", &Evidence::date),
  };
};

template <>
struct FieldsOf<Touchpoint> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      own_id(&Touchpoint::id, IdSpace::touchpoint),
      field("name", &Touchpoint::name),
      field("description", &Touchpoint::description),
      refers("stage", &Touchpoint::stage, IdSpace::stage),
      refers("channel", &Touchpoint::channel, IdSpace::channel),
      field("discipline", &Touchpoint::discipline),
      field("level", &Touchpoint::level),
      field("volume", &Touchpoint::volume, k_from_zero),
      field("importance", &Touchpoint::importance, {1, 5, false}),
      field("lost_share", &Touchpoint::lost_share, k_share),
      field("contacts", &Touchpoint::contacts, k_from_zero),
      field("core_task", &Touchpoint::core_task),
      field("moment_of_truth", &Touchpoint::moment_of_truth),
      refers("personas", &Touchpoint::personas, IdSpace::persona),
      field("emotion", &Touchpoint::emotion, {-2, 2, false}),
      field("quote", &Touchpoint::quote),
      refers("not_applicable", &Touchpoint::not_applicable, IdSpace::factor),
      field("ownership", &Touchpoint::ownership),
      field("measures", &Touchpoint::measures),
      field("evidence", &Touchpoint::evidence),
      field("notes", &Touchpoint::notes),
  };
};

template <>
struct FieldsOf<Rater> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      own_id(&Rater::id, IdSpace::rater),
      field("name", &Rater::name),
      refers("team", &Rater::team, IdSpace::team),
      field("spectator", &Rater::spectator),
      field("absent", &Rater::absent),
  };
};

template <>
struct FieldsOf<Rating> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      must_refer("rater", &Rating::rater, IdSpace::rater),
      must_refer("touchpoint", &Rating::touchpoint, IdSpace::touchpoint),
      must_refer("factor", &Rating::factor, IdSpace::rated_factor),
      field("score", &Rating::score, {0, 4, true}),
      field("date", &Rating::date),
      field("note", &Rating::note),
      field("counter", &Rating::counter, k_count),
  };
};

template <>
struct FieldsOf<Handoff> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      own_id(&Handoff::id, IdSpace::handoff),
      must_refer("from", &Handoff::from, IdSpace::touchpoint),
      must_refer("to", &Handoff::to, IdSpace::touchpoint),
      refers("giver", &Handoff::giver, IdSpace::team),
      refers("receiver", &Handoff::receiver, IdSpace::team),
      field("context", &Handoff::context),
      field("response_hours", &Handoff::response_hours, k_from_zero),
  };
};

template <>
struct FieldsOf<Kpi> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      own_id(&Kpi::id, IdSpace::kpi),
      field("name", &Kpi::name),
      field("metric", &Kpi::metric),
      field("quantity", &Kpi::quantity),
      field("direction", &Kpi::direction),
      refers("team", &Kpi::team, IdSpace::team),
      field("target", &Kpi::target),
      field("shared", &Kpi::shared),
      refers("conflicts_with", &Kpi::conflicts_with, IdSpace::kpi),
  };
};

template <>
struct FieldsOf<Effect> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      must_refer("touchpoint", &Effect::touchpoint, IdSpace::touchpoint),
      field("reduces", &Effect::reduces, k_share),
      field("low", &Effect::low, k_share),
      field("high", &Effect::high, k_share),
  };
};

template <>
struct FieldsOf<Fix> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      own_id(&Fix::id, IdSpace::fix),
      field("title", &Fix::title),
      field("effort", &Fix::effort, k_from_zero),
      field("cost", &Fix::cost, k_from_zero),
      refers("owner", &Fix::owner, IdSpace::owner),
      field("due", &Fix::due),
      field("status", &Fix::status),
      field("confidence", &Fix::confidence, k_share),
      field("category", &Fix::category),
      field("rationale", &Fix::rationale),
      refers("requires", &Fix::requires_fixes, IdSpace::fix),
      refers("excludes", &Fix::excludes, IdSpace::fix),
      field("effects", &Fix::effects),
  };
};

template <>
struct FieldsOf<Snapshot> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      field("date", &Snapshot::date),
      field("label", &Snapshot::label),
      Field<Snapshot, std::string>{
          "scores", &Snapshot::scores, Form::json_object, IdSpace::none, {}},
  };
};

template <>
struct FieldsOf<Economics> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      field("currency", &Economics::currency),
      field("margin_per_month", &Economics::margin_per_month, k_from_zero),
      field("retention_monthly", &Economics::retention_monthly, k_share),
      field("discount_monthly", &Economics::discount_monthly, k_from_zero),
      field("cost_per_contact", &Economics::cost_per_contact, k_from_zero),
  };
};

template <>
struct FieldsOf<AcceptedGap> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      Field<AcceptedGap, std::optional<std::string>>{
          "target", &AcceptedGap::target, Form::bound, IdSpace::place, {}},
      refers("rule", &AcceptedGap::rule, IdSpace::rule),
      field("reason", &AcceptedGap::reason),
      field("by", &AcceptedGap::by),
      field("date", &AcceptedGap::date),
  };
};

template <>
struct FieldsOf<EarlierVote> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      must_refer("rater", &EarlierVote::rater, IdSpace::rater),
      field("score", &EarlierVote::score, {0, 4, true}),
  };
};

template <>
struct FieldsOf<AgendaItem> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      must_refer("touchpoint", &AgendaItem::touchpoint, IdSpace::touchpoint),
      must_refer("factor", &AgendaItem::factor, IdSpace::rated_factor),
      field("state", &AgendaItem::state),
      field("since", &AgendaItem::since, k_from_zero),
      field("before", &AgendaItem::before),
      field("note", &AgendaItem::note),
      field("decision", &AgendaItem::decision),
  };
};

template <>
struct FieldsOf<SealedBallot> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      must_refer("rater", &SealedBallot::rater, IdSpace::rater),
      field("line", &SealedBallot::line),
  };
};

template <>
struct FieldsOf<WorkshopEntry> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      field("at", &WorkshopEntry::at, k_from_zero),
      field("act", &WorkshopEntry::act),
      refers("touchpoint", &WorkshopEntry::touchpoint, IdSpace::touchpoint),
      refers("factor", &WorkshopEntry::factor, IdSpace::rated_factor),
  };
};

template <>
struct FieldsOf<Workshop> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      field("key", &Workshop::key),
      field("minutes", &Workshop::minutes, k_from_zero),
      field("show_when_all", &Workshop::show_when_all),
  };
};

template <>
struct FieldsOf<OverrideReason> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      field("pointer", &OverrideReason::pointer),
      field("reason", &OverrideReason::reason),
  };
};

// The document's own keys besides "format", "version" and its lists. `overrides` is an object whose
// keys are JSON Pointers into the scoring model.
template <>
struct FieldsOf<Header> {
  static constexpr bool described = true;
  static constexpr auto rows = std::tuple{
      field("title", &Header::title),
      field("organisation", &Header::organisation),
      field("auditors", &Header::auditors),
      field("as_of", &Header::as_of),
      field("seed", &Header::seed, k_count),
      field("business_stage", &Header::business_stage),
      refers("goals", &Header::goals, IdSpace::goal),
      field("economics", &Header::economics),
      field("workshop", &Header::workshop),
      field("overrides", &Header::overrides),
      field("override_reasons", &Header::override_reasons),
  };
};

inline constexpr std::string_view k_format = "touchstone-audit";
inline constexpr double k_version = 1;

// One list of the document.
template <class T>
struct List {
  using Element = T;
  std::string_view key;
  std::string_view noun;  // one element, in a sentence
  std::vector<T> Audit::* member;
  bool KnownLists::* known;
};

// In the order in which they are written.
inline constexpr auto k_lists = std::tuple{
    List<Stage>{"stages", "stage", &Audit::stages, &KnownLists::stages},
    List<Channel>{"channels", "channel", &Audit::channels, &KnownLists::channels},
    List<Team>{"teams", "team", &Audit::teams, &KnownLists::teams},
    List<Person>{"people", "person", &Audit::people, &KnownLists::people},
    List<Persona>{"personas", "persona", &Audit::personas, &KnownLists::personas},
    List<Touchpoint>{"touchpoints", "touchpoint", &Audit::touchpoints, &KnownLists::touchpoints},
    List<Rater>{"raters", "rater", &Audit::raters, &KnownLists::raters},
    List<Rating>{"ratings", "rating", &Audit::ratings, &KnownLists::ratings},
    List<Handoff>{"handoffs", "hand-off", &Audit::handoffs, &KnownLists::handoffs},
    List<Kpi>{"kpis", "KPI", &Audit::kpis, &KnownLists::kpis},
    List<Fix>{"fixes", "fix", &Audit::fixes, &KnownLists::fixes},
    List<Snapshot>{"snapshots", "snapshot", &Audit::snapshots, &KnownLists::snapshots},
    List<AcceptedGap>{"accepted_gaps", "accepted gap", &Audit::accepted_gaps,
                      &KnownLists::accepted_gaps},
    List<AgendaItem>{"agenda", "item of the agenda", &Audit::agenda, &KnownLists::agenda},
    List<SealedBallot>{"ballots", "ballot", &Audit::ballots, &KnownLists::ballots},
    List<WorkshopEntry>{"workshop_log", "entry of the log", &Audit::workshop_log,
                        &KnownLists::workshop_log},
};

inline constexpr std::size_t k_list_count = std::tuple_size_v<decltype(k_lists)>;

template <class T>
inline constexpr const List<T>& k_list_of = std::get<List<T>>(k_lists);

template <class T>
inline constexpr std::size_t k_field_count = std::tuple_size_v<decltype(FieldsOf<T>::rows)>;

// Calls f(row, place) for each row of T's table.
template <class T, class F>
constexpr void for_each_field(F&& f) {
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (f(std::get<I>(FieldsOf<T>::rows), I), ...);
  }(std::make_index_sequence<k_field_count<T>>{});
}

// What `make` makes of each place in T's table, as a std::integral_constant, in its order.
template <class T, class Make>
constexpr auto field_table(Make make) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return std::array{make(std::integral_constant<std::size_t, I>{})...};
  }(std::make_index_sequence<k_field_count<T>>{});
}

// Calls f(list) for each list of the document.
template <class F>
constexpr void for_each_list(F&& f) {
  std::apply([&](const auto&... list) { (f(list), ...); }, k_lists);
}

template <class T>
inline constexpr bool k_is_object = FieldsOf<T>::described;

template <class T>
inline constexpr bool k_is_id = false;
template <class Tag>
inline constexpr bool k_is_id<Id<Tag>> = true;

template <class T>
inline constexpr bool k_is_list = false;
template <class T>
inline constexpr bool k_is_list<std::vector<T>> = true;

template <class T>
inline constexpr bool k_is_optional = false;
template <class T>
inline constexpr bool k_is_optional<std::optional<T>> = true;

// Whether a member says what a missing key would say. Ids never do: they are required.
template <class M>
bool is_absent(const M& member) {
  if constexpr (k_is_optional<M>)
    return !member.has_value();
  else if constexpr (std::is_same_v<M, bool>)
    return !member;
  else if constexpr (k_is_id<M>)
    return false;
  else
    return member.empty();
}

constexpr StatedFields stated_bit(std::size_t place) {
  return StatedFields{1} << place;
}

// Takes the marks from fields of `object`, at any depth, that no longer say what absence says; an
// object as the reader makes it has none such.
template <class T>
void drop_idle_marks(T& object) {
  for_each_field<T>([&](const auto& row, std::size_t place) {
    auto& member = object.*row.member;
    using M = std::decay_t<decltype(member)>;
    if (!is_absent(member)) object.stated &= ~stated_bit(place);
    if constexpr (k_is_optional<M>) {
      using Inner = typename M::value_type;
      if constexpr (k_is_object<Inner>)
        if (member) drop_idle_marks(*member);
      if constexpr (k_is_list<Inner>)
        if constexpr (k_is_object<typename Inner::value_type>)
          if (member)
            for (auto& inner : *member) drop_idle_marks(inner);
    } else if constexpr (k_is_list<M>) {
      if constexpr (k_is_object<typename M::value_type>)
        for (auto& inner : member) drop_idle_marks(inner);
    }
  });
}

// Calls f(row, text) for each id that `object` holds, its own and those it refers to, at any depth;
// `row` has the form and the space.
template <class T, class F>
void for_each_id(const T& object, F&& f) {
  for_each_field<T>([&](const auto& row, std::size_t) {
    using M = typename std::decay_t<decltype(row)>::Member;
    const M& member = object.*row.member;
    const auto each = [&](const auto& self, const auto& value) -> void {
      using V = std::decay_t<decltype(value)>;
      if constexpr (k_is_id<V>) {
        f(row, value.text);
      } else if constexpr (std::is_same_v<V, std::string>) {
        if (row.space != IdSpace::none) f(row, value);
      } else if constexpr (k_is_object<V>) {
        for_each_id(value, f);
      } else if constexpr (k_is_list<V>) {
        for (const auto& element : value) self(self, element);
      } else if constexpr (k_is_optional<V>) {
        if (value) self(self, *value);
      }
    };
    each(each, member);
  });
}

}  // namespace touchstone
