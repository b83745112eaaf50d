#include "import/merge.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <span>
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

class Merger;

// Where two values of a field meet: in which element, by which name.
struct Meeting {
  Merger& merger;
  std::string_view what, key;
};

// One field of a table of fields.hpp, as merging needs it: each table is data, each kind of member
// has its functions once.
struct FieldMerge {
  std::string_view key;
  IdSpace space;
  bool is_own_id, is_bool;
  const void* (*member)(const void* object);
  void* (*member_to_fill)(void* object);
  bool (*is_absent)(const void* member);
  void (*meet)(const Meeting& at, void* mine, const void* theirs);
  void (*rewrite)(Merger& merger, IdSpace space, void* member);  // null: it has no ids
};

// An object with a table of its own.
struct ObjectMerge {
  std::span<const FieldMerge> fields;
  UnknownKeys* (*extra)(void* object);
};

// One of the document's lists.
struct ListMerge {
  std::string_view noun;
  bool KnownLists::* known;
  ObjectMerge element;
  IdSpace own;   // none: elements have no ids
  bool refers;   // what an element is, is told by what it refers to, not by its own list
  bool is_last;  // of several that are the same the last counts, else the first
  // What an element is was only concluded from its name, unless an audit says it.
  bool is_concluded;
  std::size_t (*size)(const Audit& audit);
  const void* (*at)(const Audit& audit, std::size_t place);
  std::vector<std::string> (*keys)(const void* element, Fit fit, Side side);
  std::string (*title)(const void* element);
  std::string* (*id)(void* element);
  bool has_fits, has_title;
  bool (*is_same)(const void* a, const void* b);
  void (*add)(AuditIndex& index, const void* element);
  std::shared_ptr<void> (*copy)(const void* element);
  // `before` is null for a new element; `after` is emptied.
  Edit (*edit)(std::size_t at, const void* before, void* after);
};

class Merger {
public:
  Merger(const Document& document, Audit content, const MergeOptions& options)
      : document_(document),
        content_(std::move(content)),
        options_(options),
        index_(document.index()) {}

  Merged run(std::string label);

  // Adds to `known` what `found` says; `only_fills`: nothing that is known is changed.
  void combine(const ObjectMerge& object, void* known, const void* found, std::string_view what,
               bool only_fills);
  // Turns the content's references into the document's.
  void rewrite_ids(const ObjectMerge& object, void* element);
  void rewrite_id(IdSpace space, std::string& text);
  void note_change(const Meeting& at, const std::string& before, const std::string& after);

private:
  using IdMap = std::unordered_map<std::string, std::string>;
  using Places = std::vector<std::optional<std::size_t>>;

  IdMap& ids(IdSpace space) { return ids_[static_cast<std::size_t>(shared_space(space))]; }

  // Of the content, which is this merger's own.
  void* found_at(const ListMerge& list, std::size_t place) {
    return const_cast<void*>(list.at(content_, place));  // NOLINT: content_ is not const
  }

  void take_people_for_teams();
  void merge_list(const ListMerge& list);
  Places match_all(const ListMerge& list);
  using Keys = std::vector<std::string> (*)(const ListMerge&, const void*, Side);
  void match(const ListMerge& list, Keys keys_of, Places& places, std::vector<bool>& claimed);
  void give_ids(const ListMerge& list, const Places& places);
  void merge_header();

  const Document& document_;
  Audit content_;
  MergeOptions options_;
  AuditIndex index_;  // of the document and what is added to it
  Merged merged_;
  KnownLists known_lists_;
  std::array<IdMap, static_cast<std::size_t>(IdSpace::goal) + 1> ids_;
};

// ---- Fields by the type of their member ---------------------------------------------------------

template <class T>
constexpr ObjectMerge object_merge();

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

void meet_texts(const Meeting& at, std::string& mine, const std::string& theirs) {
  if (mine == theirs) return;
  if (at.key == "notes") {
    if (mine.find(theirs) == std::string::npos) mine += concat("\n", theirs);
    return;
  }
  // A name that differs in case or blanks only stays as it is.
  if (name_key(mine) == name_key(theirs)) return;
  at.merger.note_change(at, quoted(mine), quoted(theirs));
  mine = theirs;
}

// Both say something.
template <class V>
void meet(const Meeting& at, V& mine, const V& theirs) {
  if constexpr (k_is_list<V>) {
    append_new(mine, theirs);
  } else if constexpr (std::is_same_v<V, std::string>) {
    meet_texts(at, mine, theirs);
  } else if constexpr (k_is_optional<V>) {
    using Inner = typename V::value_type;
    if constexpr (k_is_list<Inner>) {
      append_new(*mine, *theirs);
    } else if constexpr (k_is_object<Inner>) {
      at.merger.combine(object_merge<Inner>(), &*mine, &*theirs, at.what, false);
    } else if (!(*mine == *theirs)) {
      at.merger.note_change(at, value_text(*mine), value_text(*theirs));
      mine = theirs;
    }
  }
}

template <class V>
void meet_members(const Meeting& at, void* mine_at, const void* theirs_at) {
  V& mine = *static_cast<V*>(mine_at);
  const V& theirs = *static_cast<const V*>(theirs_at);
  if (is_absent(mine))
    mine = theirs;
  else
    meet(at, mine, theirs);
}

template <class V>
constexpr bool has_ids() {
  if constexpr (k_is_id<V> || std::is_same_v<V, std::string> || k_is_object<V>)
    return true;
  else if constexpr (k_is_list<V> || k_is_optional<V>)
    return has_ids<typename V::value_type>();
  else
    return false;
}

template <class V>
void rewrite_member(Merger& merger, IdSpace space, void* member) {
  V& value = *static_cast<V*>(member);
  if constexpr (k_is_id<V>) {
    merger.rewrite_id(space, value.text);
  } else if constexpr (std::is_same_v<V, std::string>) {
    if (space != IdSpace::none) merger.rewrite_id(space, value);
  } else if constexpr (k_is_object<V>) {
    merger.rewrite_ids(object_merge<V>(), &value);
  } else if constexpr (k_is_list<V>) {
    for (auto& inner : value) rewrite_member<typename V::value_type>(merger, space, &inner);
  } else if constexpr (k_is_optional<V>) {
    if (value) rewrite_member<typename V::value_type>(merger, space, &*value);
  }
}

template <class At>
constexpr FieldMerge field_merge(At) {
  using Member = typename At::Member;
  constexpr bool k_own_id = At::k_row.form == Form::own_id;
  FieldMerge merge{
      .key = At::k_row.key,
      .space = At::k_row.space,
      .is_own_id = k_own_id,
      .is_bool = std::is_same_v<Member, bool>,
      .member = At::member_of,
      .member_to_fill = At::member_to_fill,
      .is_absent = [](const void* at) { return is_absent(*static_cast<const Member*>(at)); },
      .meet = meet_members<Member>,
      .rewrite = nullptr,
  };
  if constexpr (has_ids<Member>() && !k_own_id) merge.rewrite = rewrite_member<Member>;
  return merge;
}

template <class T>
constexpr auto k_field_merges = field_table<T>([](auto field) { return field_merge(field); });

template <class T>
constexpr ObjectMerge object_merge() {
  return {k_field_merges<T>, [](void* object) { return &static_cast<T*>(object)->extra; }};
}

template <class T>
constexpr ListMerge list_merge() {
  const List<T>& list = k_list_of<T>;
  ListMerge merge{
      .noun = list.noun,
      .known = list.known,
      .element = object_merge<T>(),
      .own = own_space<T>(),
      .refers = std::is_same_v<T, Handoff> || std::is_same_v<T, Rating> ||
                std::is_same_v<T, Touchpoint> || std::is_same_v<T, AcceptedGap>,
      .is_last = std::is_same_v<T, Rating>,
      .is_concluded = std::is_same_v<T, Stage> || std::is_same_v<T, Channel>,
      .size = [](const Audit& audit) { return (audit.*k_list_of<T>.member).size(); },
      .at = [](const Audit& audit, std::size_t place) -> const void* {
        return &(audit.*k_list_of<T>.member)[place];
      },
      .keys = [](const void* it, Fit fit,
                 Side side) { return keys_of(*static_cast<const T*>(it), fit, side); },
      .title = nullptr,
      .id = nullptr,
      .has_fits = std::is_same_v<T, Touchpoint>,
      .has_title = k_has_id<T> && !std::is_same_v<T, Handoff>,
      .is_same =
          [](const void* a, const void* b) {
            return *static_cast<const T*>(a) == *static_cast<const T*>(b);
          },
      .add = [](AuditIndex& index, const void* it) { index.add(*static_cast<const T*>(it)); },
      .copy = [](const void* it) -> std::shared_ptr<void> {
        return std::make_shared<T>(*static_cast<const T*>(it));
      },
      .edit = [](std::size_t at, const void* before, void* after) -> Edit {
        ListEdit<T> edit{at, std::nullopt, std::move(*static_cast<T*>(after))};
        if (before) edit.before = *static_cast<const T*>(before);
        return edit;
      },
  };
  if constexpr (k_has_id<T>) {
    merge.title = [](const void* it) { return std::string(title_of(*static_cast<const T*>(it))); };
    merge.id = [](void* it) { return &static_cast<T*>(it)->id.text; };
  }
  return merge;
}

// In the order of the document's lists: each refers to those before it, but for accepted gaps and
// the lead of stages.
constexpr std::array k_merged_lists = {
    list_merge<Team>(),       list_merge<Stage>(),   list_merge<Channel>(),
    list_merge<Person>(),     list_merge<Persona>(), list_merge<Touchpoint>(),
    list_merge<Rater>(),      list_merge<Rating>(),  list_merge<Handoff>(),
    list_merge<Kpi>(),        list_merge<Fix>(),     list_merge<Snapshot>(),
    list_merge<AcceptedGap>()};

// ---- Elements -----------------------------------------------------------------------------------

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

void Merger::combine(const ObjectMerge& object, void* known, const void* found,
                     std::string_view what, bool only_fills) {
  for (const FieldMerge& field : object.fields) {
    const void* theirs = field.member(found);
    if (field.is_own_id || field.is_absent(theirs)) continue;
    void* mine = field.member_to_fill(known);
    if (only_fills && (field.is_bool || !field.is_absent(mine))) continue;
    field.meet({*this, what, field.key}, mine, theirs);
  }
  // Only read: the signature serves both.
  append_unknown(*object.extra(known), *object.extra(const_cast<void*>(found)));  // NOLINT
}

void Merger::rewrite_ids(const ObjectMerge& object, void* element) {
  for (const FieldMerge& field : object.fields)
    if (field.rewrite) field.rewrite(*this, field.space, field.member_to_fill(element));
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

// ---- Lists --------------------------------------------------------------------------------------

void Merger::match(const ListMerge& list, Keys keys_of, Places& places,
                   std::vector<bool>& claimed) {
  const Audit& audit = document_.audit();
  Candidates candidates;
  for (std::size_t i = 0; i < list.size(audit); ++i)
    for (std::string& key : keys_of(list, list.at(audit, i), Side::known))
      candidates.add(std::move(key), i);
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i]) continue;
    for (const std::string& key : keys_of(list, list.at(content_, i), Side::found)) {
      const auto at = candidates.find(key, claimed, list.is_last);
      if (at && (!places[i] || *at < *places[i])) places[i] = at;
    }
    if (list.id && places[i]) claimed[*places[i]] = true;
  }
}

// What of the audit each element of the content is. Two elements with ids are never one: those that
// fit best are told first.
Merger::Places Merger::match_all(const ListMerge& list) {
  Places places(list.size(content_));
  std::vector<bool> claimed(list.size(document_.audit()));
  if (list.id && options_.match_ids) {
    // Only read: the signature serves both.
    const Keys by_id = [](const ListMerge& its, const void* it, Side) -> std::vector<std::string> {
      return {*its.id(const_cast<void*>(it))};  // NOLINT
    };
    match(list, by_id, places, claimed);
  }
  match(
      list,
      [](const ListMerge& its, const void* it, Side side) {
        return its.keys(it, Fit::exact, side);
      },
      places, claimed);
  if (list.has_fits)
    match(
        list,
        [](const ListMerge& its, const void* it, Side side) {
          return its.keys(it, Fit::loose, side);
        },
        places, claimed);
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

void Merger::give_ids(const ListMerge& list, const Places& places) {
  const IdSpace wide = wider(list.own);
  for (std::size_t i = 0; i < places.size(); ++i) {
    void* element = found_at(list, i);
    std::string& id = *list.id(element);
    std::string& given = ids(list.own)[id];
    if (places[i]) {
      given = *list.id(const_cast<void*>(list.at(document_.audit(), *places[i])));  // NOLINT: read
      continue;
    }
    const bool free = !index_.has(list.own, id) && (wide == IdSpace::none || !index_.has(wide, id));
    given = options_.match_ids && free
                ? id
                : new_id(index_, list.own, list.has_title ? list.title(element) : "");
    id = given;
    list.add(index_, element);
  }
}

void Merger::merge_list(const ListMerge& list) {
  const std::size_t size = list.size(content_);
  if (size == 0) return;
  const Audit& audit = document_.audit();
  known_lists_.*list.known = true;
  if (list.refers)
    for (std::size_t i = 0; i < size; ++i) rewrite_ids(list.element, found_at(list, i));
  const Places places = match_all(list);
  // First the ids, so that elements of a list may refer to later ones.
  if (list.id) give_ids(list, places);
  std::map<std::size_t, std::shared_ptr<void>> changed;
  std::vector<Edit> added;
  for (std::size_t i = 0; i < size; ++i) {
    void* element = found_at(list, i);
    if (!list.refers) rewrite_ids(list.element, element);
    if (!places[i]) {
      added.push_back(list.edit(list.size(audit) + added.size(), nullptr, element));
      continue;
    }
    const void* known = list.at(audit, *places[i]);
    std::shared_ptr<void>& copy = changed[*places[i]];
    if (!copy) copy = list.copy(known);
    std::string what(list.noun);
    if (what[0] >= 'a' && what[0] <= 'z') what[0] = static_cast<char>(what[0] - 'a' + 'A');
    if (list.id) what += concat(" ", quoted(list.title(known)));
    combine(list.element, copy.get(), element, what, list.is_concluded && !options_.match_ids);
  }
  std::vector<Edit>& edits = merged_.command.edits;
  for (const auto& [at, element] : changed) {
    const void* known = list.at(audit, at);
    if (list.is_same(known, element.get())) continue;
    edits.push_back(list.edit(at, known, element.get()));
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
  combine(object_merge<Header>(), &after, &found, "The audit", false);
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
  for (const ListMerge& list : k_merged_lists) merge_list(list);
  merge_header();
  return std::move(merged_);
}

}  // namespace

Merged merge_content(const Document& document, Audit content, std::string label,
                     const MergeOptions& options) {
  return Merger(document, std::move(content), options).run(std::move(label));
}

}  // namespace touchstone::files
