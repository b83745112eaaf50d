#include "files/import_merge.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "audit/edits.hpp"
#include "audit/fields.hpp"
#include "audit/json_text.hpp"
#include "audit/write.hpp"
#include "files/import_content.hpp"
#include "text/concat.hpp"

namespace touchstone::files {
namespace {

template <class T>
constexpr bool k_has_id = requires(T element) { element.id; };
template <class T>
constexpr bool k_has_name = requires(T element) { element.name; };

template <class T>
constexpr IdSpace own_space() {
  IdSpace space = IdSpace::none;
  for_each_field<T>([&](const auto& row, std::size_t) {
    if (row.form == Form::own_id) space = row.space;
  });
  return space;
}

// Teams and people share their ids; everything else is apart.
constexpr IdSpace shared_space(IdSpace space) {
  return space == IdSpace::team ? IdSpace::owner : space;
}

template <class T>
const std::string& title_of(const T& element) {
  if constexpr (std::is_same_v<T, Fix>)
    return element.title;
  else if constexpr (k_has_name<T>)
    return element.name;
  else
    return element.id.text;
}

// What tells one element from another: its name, or all that it joins together.
template <class T>
std::string identity_of(const T& element) {
  if constexpr (std::is_same_v<T, Rating>)
    return concat(element.rater.text, "\n", element.touchpoint.text, "\n", element.factor.text);
  else if constexpr (std::is_same_v<T, Handoff>)
    return concat(element.from.text, "\n", element.to.text);
  else if constexpr (std::is_same_v<T, Snapshot> || std::is_same_v<T, AcceptedGap>) {
    std::string line;
    write_element(line, element);
    return line;
  } else {
    return name_key(title_of(element));
  }
}

// How well two touchpoints of one name fit together.
enum class Fit : std::uint8_t {
  none,   // they name different stages or channels
  loose,  // one names a stage or channel, the other does not
  exact,
};

template <class T>
Fit fit_of(const T& known, const T& element) {
  Fit fit = Fit::exact;
  if constexpr (std::is_same_v<T, Touchpoint>) {
    const auto compare = [&](const auto& mine, const auto& theirs) {
      if (mine == theirs) return;
      fit = mine && theirs ? Fit::none : std::min(fit, Fit::loose);
    };
    compare(known.stage, element.stage);
    compare(known.channel, element.channel);
  }
  return fit;
}

class Merger {
public:
  Merger(const Document& document, Audit content, const MergeOptions& options)
      : document_(document),
        content_(std::move(content)),
        options_(options),
        index_(document.index()) {}

  Merged run(std::string label);

private:
  using IdMap = std::unordered_map<std::string, std::string>;

  IdMap& ids(IdSpace space) { return ids_[static_cast<std::size_t>(shared_space(space))]; }

  template <class T>
  void merge_list();
  template <class T>
  void rewrite_ids(T& element);
  template <class T>
  void rewrite_id(IdSpace space, T& id);
  template <class T>
  std::vector<std::optional<std::size_t>> match_all(const std::vector<T>& found) const;
  template <class T>
  void give_id(T& element);
  template <class T>
  void combine(T& known, const T& found, std::string_view what);
  template <class V>
  void append_new(std::vector<V>& known, const std::vector<V>& found);
  void merge_header();
  void note_change(std::string_view what, std::string_view key, const std::string& before,
                   const std::string& after);

  const Document& document_;
  Audit content_;
  MergeOptions options_;
  AuditIndex index_;  // of the document and what is added to it
  Merged merged_;
  KnownLists known_lists_;
  std::array<IdMap, static_cast<std::size_t>(IdSpace::goal) + 1> ids_;
};

// What a value says, for the list of changes.
template <class V>
std::string value_text(const V& value) {
  if constexpr (std::is_same_v<V, std::string>)
    return quoted(value);
  else if constexpr (std::is_same_v<V, double>)
    return number_text(value);
  else if constexpr (std::is_same_v<V, bool>)
    return value ? "yes" : "no";
  else if constexpr (std::is_same_v<V, Date>)
    return format_date(value);
  else if constexpr (std::is_enum_v<V>)
    return std::string(name_of(value));
  else if constexpr (k_is_id<V>)
    return quoted(value.text);
  else
    return "something else";
}

void Merger::note_change(std::string_view what, std::string_view key, const std::string& before,
                         const std::string& after) {
  if (merged_.changes.size() >= k_most_changes) return;
  merged_.changes.push_back(concat(what, ": ", key, " was ", before, ", is ", after, "."));
}

void append_unknown(UnknownKeys& known, const UnknownKeys& found) {
  for (const UnknownKey& key : found) {
    const bool there = std::any_of(known.begin(), known.end(),
                                   [&](const UnknownKey& it) { return it.key == key.key; });
    if (!there) known.push_back(key);
  }
}

template <class T>
void Merger::rewrite_id(IdSpace space, T& id) {
  std::string* text = nullptr;
  if constexpr (std::is_same_v<T, std::string>)
    text = &id;
  else
    text = &id.text;
  const auto look = [&](IdSpace in) {
    const auto found = ids(in).find(*text);
    if (found == ids(in).end()) return false;
    *text = found->second;
    return true;
  };
  if (space != IdSpace::place) {
    look(space);
    return;
  }
  for (const IdSpace in : {IdSpace::touchpoint, IdSpace::handoff, IdSpace::stage})
    if (look(in)) return;
}

// Turns the content's references into the document's.
template <class T>
void Merger::rewrite_ids(T& element) {
  for_each_field<T>([&](const auto& row, std::size_t) {
    if (row.form == Form::own_id) return;
    const auto each = [&](const auto& self, auto& value) -> void {
      using V = std::decay_t<decltype(value)>;
      if constexpr (k_is_id<V>) {
        rewrite_id(row.space, value);
      } else if constexpr (std::is_same_v<V, std::string>) {
        if (row.space != IdSpace::none) rewrite_id(row.space, value);
      } else if constexpr (k_is_object<V>) {
        rewrite_ids(value);
      } else if constexpr (k_is_list<V>) {
        for (auto& inner : value) self(self, inner);
      } else if constexpr (k_is_optional<V>) {
        if (value) self(self, *value);
      }
    };
    each(each, element.*row.member);
  });
}

// What of the audit each element of the content is. Two elements with ids are never one: those that
// fit best are told first.
template <class T>
std::vector<std::optional<std::size_t>> Merger::match_all(const std::vector<T>& found) const {
  const std::vector<T>& list = document_.audit().*k_list_of<T>.member;
  std::vector<std::optional<std::size_t>> places(found.size());
  std::unordered_set<std::size_t> claimed;
  const auto match = [&](auto&& key_of, Fit fit) {
    std::unordered_multimap<std::string, std::size_t> known;
    for (std::size_t i = 0; i < list.size(); ++i) known.emplace(key_of(list[i]), i);
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (places[i]) continue;
      const auto [begin, end] = known.equal_range(key_of(found[i]));
      for (auto it = begin; it != end; ++it) {
        const std::size_t at = it->second;
        if (claimed.contains(at) || fit_of(list[at], found[i]) < fit) continue;
        // Of several ratings by one rater the last counts, of anything else the first.
        const bool later = places[i] && at > *places[i];
        if (!places[i] || later == std::is_same_v<T, Rating>) places[i] = at;
      }
      if (k_has_id<T> && places[i]) claimed.insert(*places[i]);
    }
  };
  if constexpr (k_has_id<T>) {
    if (options_.match_ids) match([](const T& it) { return it.id.text; }, Fit::none);
  }
  match(identity_of<T>, Fit::exact);
  if constexpr (std::is_same_v<T, Touchpoint>) match(identity_of<T>, Fit::loose);
  return places;
}

template <class T>
void Merger::give_id(T& element) {
  const IdSpace space = own_space<T>();
  const std::string old = element.id.text;
  const IdSpace wide = wider(space);
  const bool free = !index_.has(space, old) && (wide == IdSpace::none || !index_.has(wide, old));
  if (!options_.match_ids || !free)
    element.id.text = new_id(index_, space, std::is_same_v<T, Handoff> ? "" : title_of(element));
  ids(space)[old] = element.id.text;
}

template <class V>
void Merger::append_new(std::vector<V>& known, const std::vector<V>& found) {
  // By what is written, so that long lists cost no more than their length.
  std::unordered_set<std::string> seen;
  const auto key = [](const V& value) {
    if constexpr (k_is_id<V>) {
      return value.text;
    } else if constexpr (std::is_same_v<V, std::string>) {
      return value;
    } else if constexpr (std::is_same_v<V, Override>) {
      return value.pointer;
    } else {
      Touchpoint carrier;
      if constexpr (std::is_same_v<V, Measure>) carrier.measures = std::vector<Measure>{value};
      if constexpr (std::is_same_v<V, Evidence>) carrier.evidence = {value};
      std::string line;
      if constexpr (std::is_same_v<V, Effect>) {
        line = value.touchpoint.text;
      } else {
        write_element(line, carrier);
      }
      return line;
    }
  };
  for (const V& value : known) seen.insert(key(value));
  for (const V& value : found)
    if (seen.insert(key(value)).second) known.push_back(value);
}

// Adds to `known` what `found` says.
template <class T>
void Merger::combine(T& known, const T& found, std::string_view what) {
  // What a stage or channel is was only concluded from its name, unless an audit says it.
  const bool fill_only =
      !options_.match_ids && (std::is_same_v<T, Stage> || std::is_same_v<T, Channel>);
  for_each_field<T>([&](const auto& row, std::size_t) {
    if (row.form == Form::own_id || is_absent(found.*row.member)) return;
    using Member = typename std::decay_t<decltype(row)>::Member;
    if (fill_only && (std::is_same_v<Member, bool> || !is_absent(known.*row.member))) return;
    auto& mine = known.*row.member;
    const auto& theirs = found.*row.member;
    using V = std::decay_t<decltype(mine)>;
    if (is_absent(mine)) {
      mine = theirs;
    } else if constexpr (k_is_list<V>) {
      append_new(mine, theirs);
    } else if constexpr (std::is_same_v<V, std::string>) {
      if (mine == theirs) return;
      if (row.key == "notes") {
        if (mine.find(theirs) == std::string::npos) mine += concat("\n", theirs);
        return;
      }
      // A name that differs in case or blanks only stays as it is.
      if (name_key(mine) == name_key(theirs)) return;
      note_change(what, row.key, value_text(mine), value_text(theirs));
      mine = theirs;
    } else if constexpr (k_is_optional<V>) {
      using Inner = typename V::value_type;
      if constexpr (k_is_list<Inner>) {
        append_new(*mine, *theirs);
      } else if constexpr (k_is_object<Inner>) {
        combine(*mine, *theirs, what);
      } else if (!(*mine == *theirs)) {
        note_change(what, row.key, value_text(*mine), value_text(*theirs));
        mine = theirs;
      }
    }
  });
  append_unknown(known.extra, found.extra);
}

template <class T>
void Merger::merge_list() {
  constexpr const List<T>& k_list = k_list_of<T>;
  std::vector<T>& found = content_.*k_list.member;
  if (found.empty()) return;
  const std::vector<T>& list = document_.audit().*k_list.member;
  known_lists_.*k_list.known = true;
  std::unordered_map<std::size_t, T> changed;
  std::vector<T> added;
  // What elements of these lists are is told by what they refer to, which is not their own list.
  constexpr bool k_refers = std::is_same_v<T, Handoff> || std::is_same_v<T, Rating> ||
                            std::is_same_v<T, Touchpoint> || std::is_same_v<T, AcceptedGap>;
  if constexpr (k_refers)
    for (T& element : found) rewrite_ids(element);
  const std::vector<std::optional<std::size_t>> places = match_all(found);
  // First the ids, so that elements of a list may refer to later ones.
  if constexpr (k_has_id<T>) {
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (places[i]) {
        ids(own_space<T>())[found[i].id.text] = list[*places[i]].id.text;
      } else {
        give_id(found[i]);
        index_.add(found[i]);
      }
    }
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    T& element = found[i];
    if constexpr (!k_refers) rewrite_ids(element);
    if (!places[i]) {
      added.push_back(std::move(element));
      continue;
    }
    const auto [slot, first] = changed.try_emplace(*places[i], list[*places[i]]);
    std::string what(k_list.noun);
    if (what[0] >= 'a' && what[0] <= 'z') what[0] = static_cast<char>(what[0] - 'a' + 'A');
    if constexpr (k_has_id<T>) what += concat(" ", quoted(title_of(list[*places[i]])));
    combine(slot->second, element, what);
  }
  std::vector<std::size_t> order;
  for (const auto& [at, element] : changed)
    if (!(element == list[at])) order.push_back(at);
  std::sort(order.begin(), order.end());
  merged_.changed += order.size();
  merged_.added += added.size();
  std::vector<Edit>& edits = merged_.command.edits;
  for (const std::size_t at : order)
    edits.push_back(ListEdit<T>{at, list[at], std::move(changed.at(at))});
  for (std::size_t i = 0; i < added.size(); ++i)
    edits.push_back(ListEdit<T>{list.size() + i, std::nullopt, std::move(added[i])});
}

void Merger::merge_header() {
  const Header& before = document_.audit().header;
  Header after = before;
  Header found = content_.header;
  const std::optional<Date> newest = std::exchange(found.as_of, std::nullopt);
  // A file of touchpoints does not rename the audit; a file that is an audit adds what is missing.
  if (!before.title.empty()) found.title.clear();
  if (!before.organisation.empty()) found.organisation.clear();
  if (before.seed) found.seed.reset();
  if (before.business_stage) found.business_stage.reset();
  combine(after, found, "The audit");
  if (newest && (!after.as_of || (options_.raise_as_of && *after.as_of < *newest)))
    after.as_of = newest;
  for_each_list([&](const auto& list) {
    after.known.*list.known =
        after.known.*list.known || known_lists_.*list.known || found.known.*list.known;
  });
  if (after == before) return;
  merged_.command.edits.insert(merged_.command.edits.begin(), HeaderEdit{before, std::move(after)});
}

Merged Merger::run(std::string label) {
  merged_.command.label = std::move(label);
  // In the order of the document's lists: each refers to those before it, but for accepted gaps and
  // the lead of stages.
  merge_list<Team>();
  merge_list<Stage>();
  merge_list<Channel>();
  merge_list<Person>();
  merge_list<Persona>();
  merge_list<Touchpoint>();
  merge_list<Rater>();
  merge_list<Rating>();
  merge_list<Handoff>();
  merge_list<Kpi>();
  merge_list<Fix>();
  merge_list<Snapshot>();
  merge_list<AcceptedGap>();
  merge_header();
  return std::move(merged_);
}

}  // namespace

Merged merge_content(const Document& document, Audit content, std::string label,
                     const MergeOptions& options) {
  return Merger(document, std::move(content), options).run(std::move(label));
}

}  // namespace touchstone::files
