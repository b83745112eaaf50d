#include "import/merge.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "document/edits.hpp"
#include "document/fields.hpp"
#include "document/write.hpp"
#include "import/content.hpp"
#include "json/text.hpp"
#include "text/concat.hpp"
#include "words/words.hpp"

namespace touchstone::importing {
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
  loose,  // one names a stage or channel, the other does not
  exact,
};

// Whose keys are asked for: those under which an element of the document is found, or those under
// which one of the content is looked for.
enum class Side : std::uint8_t { known, found };

// All that fit an element share a key with it, so that finding them costs no look at the others,
// however many have the same name.
template <class T>
std::vector<std::string> keys_of(const T& element, Fit fit, Side side) {
  const std::string name = identity_of(element);
  if constexpr (std::is_same_v<T, Touchpoint>) {
    constexpr std::string_view k_none = "-", k_any = "*";
    const auto parts = [&](const auto& id) -> std::vector<std::string> {
      std::string own = id ? concat("=", id->text) : std::string(k_none);
      if (fit == Fit::exact) return {std::move(own)};
      if (side == Side::known) return {std::move(own), std::string(k_any)};
      if (id) return {std::move(own), std::string(k_none)};
      return {std::string(k_any)};
    };
    std::vector<std::string> keys;
    for (const std::string& stage : parts(element.stage))
      for (const std::string& channel : parts(element.channel))
        keys.push_back(concat(name, "\n", stage, "\n", channel));
    return keys;
  } else {
    return {name};
  }
}

// Elements of the document by key, in its order.
class Candidates {
public:
  void add(std::string key, std::size_t place) { lists_[std::move(key)].places.push_back(place); }

  // The first under this key that is not claimed, or the last of all.
  std::optional<std::size_t> find(const std::string& key, const std::vector<bool>& claimed,
                                  bool is_last) {
    const auto found = lists_.find(key);
    if (found == lists_.end()) return std::nullopt;
    List& list = found->second;
    if (is_last) return list.places.back();
    while (list.first < list.places.size() && claimed[list.places[list.first]]) ++list.first;
    return list.first < list.places.size() ? std::optional(list.places[list.first]) : std::nullopt;
  }

private:
  struct List {
    std::vector<std::size_t> places;
    std::size_t first = 0;  // before it all are claimed
  };

  std::unordered_map<std::string, List> lists_;
};

// The values of a field, told in words for the list of changes.
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

// What an element is, is told by what it refers to, not by its own list.
template <class T>
constexpr bool k_is_told_by_references =
    std::is_same_v<T, Handoff> || std::is_same_v<T, Rating> || std::is_same_v<T, Touchpoint> ||
    std::is_same_v<T, AcceptedGap>;

// What an element is was only concluded from its name, unless an audit says it.
template <class T>
constexpr bool k_is_concluded = std::is_same_v<T, Stage> || std::is_same_v<T, Channel>;

// Where two values of a field meet: in which element, by which name.
struct Meeting {
  std::string_view what, key;
};

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
  using Places = std::vector<std::optional<std::size_t>>;

  IdMap& ids(IdSpace space) { return ids_[static_cast<std::size_t>(shared_space(space))]; }

  template <class T>
  const std::vector<T>& known_list() const {
    return document_.audit().*k_list_of<T>.member;
  }

  template <class T>
  std::vector<T>& found_list() {
    return content_.*k_list_of<T>.member;
  }

  // Adds to `known` what `found` says; `only_fills`: nothing that is known is changed.
  template <class T>
  void combine(T& known, const T& found, std::string_view what, bool only_fills);
  // Both say something.
  template <class V>
  void meet(const Meeting& at, V& mine, const V& theirs);
  void meet_texts(const Meeting& at, std::string& mine, const std::string& theirs);
  void note_change(const Meeting& at, const std::string& before, const std::string& after);

  // Turns the content's references into the document's.
  template <class T>
  void rewrite_ids(T& element);
  template <class V>
  void rewrite_value(IdSpace space, V& value);
  void rewrite_id(IdSpace space, std::string& text);

  void take_people_for_teams();
  template <class T>
  void merge_list();
  template <class T>
  Places match_all();
  // `keys_of(element, side)`: under which keys it is found or looked for.
  template <class T, class KeysOf>
  void match(const KeysOf& keys_of, Places& places, std::vector<bool>& claimed);
  template <class T>
  void give_ids(const Places& places);
  void merge_header();

  const Document& document_;
  Audit content_;
  MergeOptions options_;
  AuditIndex index_;  // of the document and what is added to it
  Merged merged_;
  KnownLists known_lists_;
  std::array<IdMap, static_cast<std::size_t>(IdSpace::goal) + 1> ids_;
};

// Fields by the type of their member.

// What tells one entry of a list within an element from another.
template <class V>
std::string entry_key(const V& value) {
  if constexpr (k_is_id<V>) {
    return value.text;
  } else if constexpr (std::is_same_v<V, std::string>) {
    return value;
  } else if constexpr (std::is_same_v<V, Override>) {
    return value.pointer;
  } else if constexpr (std::is_same_v<V, Effect>) {
    return value.touchpoint.text;
  } else {
    Touchpoint carrier;
    if constexpr (std::is_same_v<V, Measure>) carrier.measures = std::vector<Measure>{value};
    if constexpr (std::is_same_v<V, Evidence>) carrier.evidence = {value};
    std::string line;
    write_element(line, carrier);
    return line;
  }
}

// By what is written, so that long lists cost no more than their length.
template <class V>
void append_new(std::vector<V>& known, const std::vector<V>& found) {
  std::unordered_set<std::string> seen;
  for (const V& value : known) seen.insert(entry_key(value));
  for (const V& value : found)
    if (seen.insert(entry_key(value)).second) known.push_back(value);
}

void Merger::meet_texts(const Meeting& at, std::string& mine, const std::string& theirs) {
  if (mine == theirs) return;
  if (at.key == "notes") {
    if (mine.find(theirs) == std::string::npos) mine += concat("\n", theirs);
    return;
  }
  // A name that differs in case or blanks only stays as it is.
  if (name_key(mine) == name_key(theirs)) return;
  note_change(at, quoted(mine), quoted(theirs));
  mine = theirs;
}

template <class V>
void Merger::meet(const Meeting& at, V& mine, const V& theirs) {
  if constexpr (k_is_list<V>) {
    append_new(mine, theirs);
  } else if constexpr (std::is_same_v<V, std::string>) {
    meet_texts(at, mine, theirs);
  } else if constexpr (k_is_optional<V>) {
    using Inner = typename V::value_type;
    if constexpr (k_is_list<Inner>) {
      append_new(*mine, *theirs);
    } else if constexpr (k_is_object<Inner>) {
      combine(*mine, *theirs, at.what, false);
    } else if (!(*mine == *theirs)) {
      note_change(at, value_text(*mine), value_text(*theirs));
      mine = theirs;
    }
  }
}

template <class V>
void Merger::rewrite_value(IdSpace space, V& value) {
  if constexpr (k_is_id<V>) {
    rewrite_id(space, value.text);
  } else if constexpr (std::is_same_v<V, std::string>) {
    if (space != IdSpace::none) rewrite_id(space, value);
  } else if constexpr (k_is_object<V>) {
    rewrite_ids(value);
  } else if constexpr (k_is_list<V>) {
    for (auto& inner : value) rewrite_value(space, inner);
  } else if constexpr (k_is_optional<V>) {
    if (value) rewrite_value(space, *value);
  }
}

// Elements.

void Merger::note_change(const Meeting& at, const std::string& before, const std::string& after) {
  if (merged_.changes.size() >= k_most_changes) return;
  merged_.changes.push_back(concat(at.what, ": ", at.key, " was ", before, ", is ", after, "."));
}

void append_unknown(UnknownKeys& known, const UnknownKeys& found) {
  for (const UnknownKey& key : found) {
    const bool there = std::any_of(known.begin(), known.end(),
                                   [&](const UnknownKey& it) { return it.key == key.key; });
    if (!there) known.push_back(key);
  }
}

template <class T>
void Merger::combine(T& known, const T& found, std::string_view what, bool only_fills) {
  for_each_field<T>([&](const auto& row, std::size_t) {
    using Member = typename std::decay_t<decltype(row)>::Member;
    const Member& theirs = found.*row.member;
    Member& mine = known.*row.member;
    if (row.form == Form::own_id || is_absent(theirs)) return;
    // What is not said of a yes or no is no.
    if (only_fills && (std::is_same_v<Member, bool> || !is_absent(mine))) return;
    if (is_absent(mine))
      mine = theirs;
    else
      meet({what, row.key}, mine, theirs);
  });
  append_unknown(known.extra, found.extra);
}

template <class T>
void Merger::rewrite_ids(T& element) {
  for_each_field<T>([&](const auto& row, std::size_t) {
    if (row.form != Form::own_id) rewrite_value(row.space, element.*row.member);
  });
}

void Merger::rewrite_id(IdSpace space, std::string& text) {
  const auto look = [&](IdSpace in) {
    const auto found = ids(in).find(text);
    if (found == ids(in).end()) return false;
    text = found->second;
    return true;
  };
  if (space != IdSpace::place) {
    look(space);
    return;
  }
  for (const IdSpace in : {IdSpace::touchpoint, IdSpace::handoff, IdSpace::stage})
    if (look(in)) return;
}

// Lists.

template <class T, class KeysOf>
void Merger::match(const KeysOf& keys_of, Places& places, std::vector<bool>& claimed) {
  // Of several that are the same the last rating counts, else the first.
  constexpr bool k_takes_last = std::is_same_v<T, Rating>;
  const std::vector<T>& known = known_list<T>();
  const std::vector<T>& found = found_list<T>();
  Candidates candidates;
  for (std::size_t i = 0; i < known.size(); ++i)
    for (std::string& key : keys_of(known[i], Side::known)) candidates.add(std::move(key), i);
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i]) continue;
    for (const std::string& key : keys_of(found[i], Side::found)) {
      const auto at = candidates.find(key, claimed, k_takes_last);
      if (at && (!places[i] || *at < *places[i])) places[i] = at;
    }
    if (k_has_id<T> && places[i]) claimed[*places[i]] = true;
  }
}

// What of the audit each element of the content is. Two elements with ids are never one: those that
// fit best are told first.
template <class T>
Merger::Places Merger::match_all() {
  Places places(found_list<T>().size());
  std::vector<bool> claimed(known_list<T>().size());
  if constexpr (k_has_id<T>) {
    const auto by_id = [](const T& it, Side) { return std::vector{it.id.text}; };
    if (options_.match_ids) match<T>(by_id, places, claimed);
  }
  match<T>([](const T& it, Side side) { return keys_of(it, Fit::exact, side); }, places, claimed);
  if constexpr (std::is_same_v<T, Touchpoint>)
    match<T>([](const T& it, Side side) { return keys_of(it, Fit::loose, side); }, places, claimed);
  return places;
}

// Lists name owners and do not tell teams from people: who is known as a person stays one, but
// where only a team can stand.
void Merger::take_people_for_teams() {
  std::unordered_set<std::string> needed;
  for (const Touchpoint& touchpoint : content_.touchpoints)
    for_each_id(touchpoint, [&](const auto& row, const std::string& id) {
      if (row.space == IdSpace::team) needed.insert(id);
    });
  for (const Handoff& handoff : content_.handoffs)
    for_each_id(handoff, [&](const auto& row, const std::string& id) {
      if (row.space == IdSpace::team) needed.insert(id);
    });
  std::unordered_map<std::string, std::string> people;  // ids by name
  for (const Person& person : document_.audit().people)
    people.emplace(name_key(person.name), person.id.text);
  std::erase_if(content_.teams, [&](const Team& team) {
    const auto person = people.find(name_key(team.name));
    if (person == people.end() || needed.contains(team.id.text)) return false;
    ids(IdSpace::team)[team.id.text] = person->second;
    return true;
  });
}

template <class T>
void Merger::give_ids(const Places& places) {
  constexpr IdSpace k_own = own_space<T>();
  constexpr IdSpace k_wide = wider(k_own);
  std::vector<T>& found = found_list<T>();
  for (std::size_t i = 0; i < places.size(); ++i) {
    std::string& id = found[i].id.text;
    std::string& given = ids(k_own)[id];
    if (places[i]) {
      given = known_list<T>()[*places[i]].id.text;
      continue;
    }
    const bool free =
        !index_.has(k_own, id) && (k_wide == IdSpace::none || !index_.has(k_wide, id));
    const bool has_title = !std::is_same_v<T, Handoff>;
    given = options_.match_ids && free
                ? id
                : new_id(index_, k_own, has_title ? title_of(found[i]) : std::string());
    id = given;
    index_.add(found[i]);
  }
}

template <class T>
void Merger::merge_list() {
  std::vector<T>& found = found_list<T>();
  if (found.empty()) return;
  known_lists_.*k_list_of<T>.known = true;
  if constexpr (k_is_told_by_references<T>)
    for (T& element : found) rewrite_ids(element);
  const Places places = match_all<T>();
  // First the ids, so that elements of a list may refer to later ones.
  if constexpr (k_has_id<T>) give_ids<T>(places);
  const std::vector<T>& known = known_list<T>();
  std::map<std::size_t, T> changed;
  std::vector<Edit> added;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if constexpr (!k_is_told_by_references<T>) rewrite_ids(found[i]);
    if (!places[i]) {
      added.push_back(ListEdit<T>{known.size() + added.size(), std::nullopt, std::move(found[i])});
      continue;
    }
    const T& before = known[*places[i]];
    std::string what = words::sentence_case(std::string(k_list_of<T>.noun));
    if constexpr (k_has_id<T>) what += concat(" ", quoted(title_of(before)));
    combine(changed.try_emplace(*places[i], before).first->second, found[i], what,
            k_is_concluded<T> && !options_.match_ids);
  }
  std::vector<Edit>& edits = merged_.command.edits;
  for (auto& [at, element] : changed) {
    if (known[at] == element) continue;
    edits.push_back(ListEdit<T>{at, known[at], std::move(element)});
    ++merged_.changed;
  }
  merged_.added += added.size();
  std::ranges::move(added, std::back_inserter(edits));
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
  combine(after, found, "The audit", false);
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
  if (!options_.match_ids) take_people_for_teams();
  // Each list refers to those before it, but for accepted gaps and the lead of stages.
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

}  // namespace touchstone::importing
