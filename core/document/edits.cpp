#include "document/edits.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace touchstone {
namespace {

template <class T>
const std::vector<T>& list_of(const Document& document) {
  return document.audit().*k_list_of<T>.member;
}

template <class T>
constexpr std::size_t list_number() {
  std::size_t number = 0;
  std::size_t found = 0;
  for_each_list([&](const auto& list) {
    if constexpr (std::is_same_v<typename std::decay_t<decltype(list)>::Element, T>) found = number;
    ++number;
  });
  return found;
}

// What an erasure takes along: elements by list and place, and their ids by space.
class Going {
public:
  explicit Going(const Document& document) : document_(document) {
    for_each_list([&](const auto& list) {
      using T = typename std::decay_t<decltype(list)>::Element;
      marks_[list_number<T>()].resize(list_of<T>(document).size());
    });
  }

  template <class T>
  bool has_element(std::size_t at) const {
    return marks_[list_number<T>()][at];
  }

  template <class T>
  void add_element(std::size_t at) {
    marks_[list_number<T>()][at] = true;
    for_each_id(list_of<T>(document_)[at], [&](const auto& row, const std::string& id) {
      if (row.form == Form::own_id) add_id(row.space, id);
    });
  }

  bool has_id(IdSpace space, const std::string& id) const {
    return ids_[static_cast<std::size_t>(space)].contains(id);
  }

  // Whether anything in the audit refers to what goes.
  bool is_mentioned() const { return mentioned_; }

private:
  void add_id(IdSpace space, const std::string& id) {
    put(space, id);
    // A touchpoint and a hand-off may share an id, which then stays a place until both are gone.
    const IdSpace wide = wider(space);
    if (wide != IdSpace::none && ++leaving_[id] >= document_.index().definitions(wide, id))
      put(wide, id);
  }

  void put(IdSpace space, const std::string& id) {
    ids_[static_cast<std::size_t>(space)].insert(id);
    mentioned_ = mentioned_ || document_.index().references(space, id) > 0;
  }

  const Document& document_;
  std::array<std::vector<bool>, k_list_count> marks_;
  std::array<std::unordered_set<std::string>, static_cast<std::size_t>(IdSpace::goal) + 1> ids_;
  std::unordered_map<std::string, std::size_t> leaving_;
  bool mentioned_ = false;
};

template <class T>
bool mentions(const T& element, const Going& going) {
  bool found = false;
  for_each_id(element, [&](const auto& row, const std::string& id) {
    found = found || (row.form != Form::own_id && going.has_id(row.space, id));
  });
  return found;
}

// Whether the element makes no sense without what goes. T: of a list, or of a list within one.
template <class T>
bool must_go(const T& element, const Going& going) {
  bool found = false;
  for_each_field<T>([&](const auto& row, std::size_t) {
    using V = typename std::decay_t<decltype(row)>::Member;
    const V& member = element.*row.member;
    if constexpr (k_is_id<V>) {
      found = found || (row.form == Form::required && going.has_id(row.space, member.text));
    } else if constexpr (std::is_same_v<V, std::optional<std::string>>) {
      found = found || (row.form == Form::bound && member && going.has_id(row.space, *member));
    }
  });
  return found;
}

// Takes out of `object` what refers to something that goes.
template <class T>
void let_go(T& object, const Going& going) {
  const auto clean = [&going](const auto& self, const auto& row, auto& value) -> void {
    using V = std::decay_t<decltype(value)>;
    if constexpr (k_is_optional<V>) {
      using Inner = typename V::value_type;
      if (!value) return;
      if constexpr (k_is_id<Inner>) {
        if (going.has_id(row.space, value->text)) value.reset();
      } else {
        self(self, row, *value);
      }
    } else if constexpr (k_is_object<V>) {
      let_go(value, going);
    } else if constexpr (k_is_list<V>) {
      using Inner = typename V::value_type;
      if constexpr (k_is_id<Inner>) {
        std::erase_if(value, [&](const Inner& id) { return going.has_id(row.space, id.text); });
      } else if constexpr (k_is_object<Inner>) {
        std::erase_if(value, [&](const Inner& inner) { return must_go(inner, going); });
        for (Inner& inner : value) let_go(inner, going);
      }
    }
  };
  for_each_field<T>([&](const auto& row, std::size_t) { clean(clean, row, object.*row.member); });
}

// Adds what cannot stay without what goes until nothing more is found: an erased touchpoint takes a
// hand-off, which takes its accepted gap.
void add_dependents(const Document& document, Going& going) {
  bool more = going.is_mentioned();
  while (more) {
    more = false;
    for_each_list([&](const auto& list) {
      using T = typename std::decay_t<decltype(list)>::Element;
      const std::vector<T>& elements = list_of<T>(document);
      for (std::size_t i = 0; i < elements.size(); ++i) {
        if (going.has_element<T>(i) || !must_go(elements[i], going)) continue;
        going.add_element<T>(i);
        more = true;
      }
    });
  }
}

template <class T>
void append_changes(const Document& document, const Going& going, std::vector<Edit>& edits) {
  const std::vector<T>& elements = list_of<T>(document);
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (going.has_element<T>(i) || !mentions(elements[i], going)) continue;
    T after = elements[i];
    let_go(after, going);
    edits.push_back(ListEdit<T>{i, elements[i], std::move(after)});
  }
}

// From the end, so that the places of the others still hold.
template <class T>
void append_erasures(const Document& document, const Going& going, std::vector<Edit>& edits) {
  const std::vector<T>& elements = list_of<T>(document);
  for (std::size_t i = elements.size(); i-- > 0;)
    if (going.has_element<T>(i)) edits.push_back(ListEdit<T>{i, elements[i], std::nullopt});
}

bool is_slug_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

std::string slug(std::string_view name) {
  std::string id;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (is_slug_character(lower))
      id += lower;
    else if (!id.empty() && id.back() != '-')
      id += '-';
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id;
}

std::string_view plain_id(IdSpace space) {
  std::string_view id = "item";
  for_each_list([&](const auto& list) {
    using T = typename std::decay_t<decltype(list)>::Element;
    for_each_field<T>([&](const auto& row, std::size_t) {
      if (row.form == Form::own_id && row.space == space) id = list.noun;
    });
  });
  return id;
}

}  // namespace

template <class T>
Command insert_element(const Document& document, T element, std::string label, std::size_t at) {
  Command command{std::move(label), {}, ""};
  const Header& header = document.audit().header;
  if (!(header.known.*k_list_of<T>.known)) {
    Header after = header;
    after.known.*k_list_of<T>.known = true;
    command.edits.push_back(HeaderEdit{header, std::move(after)});
  }
  drop_idle_marks(element);
  const std::size_t place = std::min(at, list_of<T>(document).size());
  command.edits.push_back(ListEdit<T>{place, std::nullopt, std::move(element)});
  return command;
}

template <class T>
Command replace_element(const Document& document, std::size_t at, T after, std::string label,
                        std::string merge_key) {
  Command command{std::move(label), {}, std::move(merge_key)};
  const T& before = list_of<T>(document)[at];
  drop_idle_marks(after);
  if (!(before == after)) command.edits.push_back(ListEdit<T>{at, before, std::move(after)});
  return command;
}

template <class T>
Command move_element(const Document& document, std::size_t from, std::size_t to,
                     std::string label) {
  Command command{std::move(label), {}, ""};
  if (from == to) return command;
  const T& element = list_of<T>(document)[from];
  command.edits.push_back(ListEdit<T>{from, element, std::nullopt});
  command.edits.push_back(ListEdit<T>{to, std::nullopt, element});
  return command;
}

template <class T>
Command erase_elements(const Document& document, std::span<const std::size_t> places,
                       std::string label) {
  Going going(document);
  for (const std::size_t at : places) going.add_element<T>(at);
  add_dependents(document, going);
  Command command{std::move(label), {}, ""};
  if (going.is_mentioned()) {
    for_each_list([&](const auto& list) {
      append_changes<typename std::decay_t<decltype(list)>::Element>(document, going,
                                                                     command.edits);
    });
  }
  for_each_list([&](const auto& list) {
    append_erasures<typename std::decay_t<decltype(list)>::Element>(document, going, command.edits);
  });
  return command;
}

template <class T>
Command erase_element(const Document& document, std::size_t at, std::string label) {
  return erase_elements<T>(document, std::span(&at, 1), std::move(label));
}

Command change_header(const Document& document, Header after, std::string label,
                      std::string merge_key) {
  Command command{std::move(label), {}, std::move(merge_key)};
  const Header& before = document.audit().header;
  drop_idle_marks(after);
  if (!(before == after)) command.edits.push_back(HeaderEdit{before, std::move(after)});
  return command;
}

Command set_rating(const Document& document, const RaterId& rater, const TouchpointId& touchpoint,
                   const FactorId& factor, std::optional<double> score, std::optional<Date> date,
                   std::string label) {
  const std::vector<Rating>& ratings = document.audit().ratings;
  Command command{std::move(label), {}, ""};
  for (std::size_t i = ratings.size(); i-- > 0;) {
    const Rating& before = ratings[i];
    if (before.touchpoint != touchpoint || before.rater != rater || before.factor != factor)
      continue;
    if (!score) {
      command.edits.push_back(ListEdit<Rating>{i, before, std::nullopt});
      continue;
    }
    Rating after = before;
    after.score = score;
    after.date = date;
    // Newer than any vote that is known, so that a ballot read again does not undo it.
    if (after.counter) *after.counter += 1;
    return replace_element(document, i, std::move(after), std::move(command.label));
  }
  if (!score) return command;
  Rating added;
  added.rater = rater;
  added.touchpoint = touchpoint;
  added.factor = factor;
  added.score = score;
  added.date = date;
  return insert_element(document, std::move(added), std::move(command.label));
}

std::string new_id(const AuditIndex& index, IdSpace space, std::string_view name) {
  const auto is_free = [&](const std::string& id) {
    const IdSpace wide = wider(space);
    return !index.has(space, id) && (wide == IdSpace::none || !index.has(wide, id));
  };
  std::string base = slug(name);
  if (base.empty()) base = slug(plain_id(space));
  if (is_free(base)) return base;
  // Twice as far each time until something is free, then back: few looks among many like names.
  std::size_t taken = 1;
  std::size_t free = 2;
  while (!is_free(base + '-' + std::to_string(free))) taken = std::exchange(free, free * 2);
  while (free - taken > 1) {
    const std::size_t middle = taken + (free - taken) / 2;
    (is_free(base + '-' + std::to_string(middle)) ? free : taken) = middle;
  }
  return base + '-' + std::to_string(free);
}

// One instance of each per list of the document.
#define TOUCHSTONE_EDITS_OF(T)                                                                    \
  template Command insert_element(const Document&, T, std::string, std::size_t);                  \
  template Command replace_element(const Document&, std::size_t, T, std::string, std::string);    \
  template Command move_element<T>(const Document&, std::size_t, std::size_t, std::string);       \
  template Command erase_elements<T>(const Document&, std::span<const std::size_t>, std::string); \
  template Command erase_element<T>(const Document&, std::size_t, std::string)
TOUCHSTONE_EDITS_OF(Stage);
TOUCHSTONE_EDITS_OF(Channel);
TOUCHSTONE_EDITS_OF(Team);
TOUCHSTONE_EDITS_OF(Person);
TOUCHSTONE_EDITS_OF(Persona);
TOUCHSTONE_EDITS_OF(Touchpoint);
TOUCHSTONE_EDITS_OF(Rater);
TOUCHSTONE_EDITS_OF(Rating);
TOUCHSTONE_EDITS_OF(Handoff);
TOUCHSTONE_EDITS_OF(Kpi);
TOUCHSTONE_EDITS_OF(Fix);
TOUCHSTONE_EDITS_OF(Snapshot);
TOUCHSTONE_EDITS_OF(AcceptedGap);
TOUCHSTONE_EDITS_OF(AgendaItem);
TOUCHSTONE_EDITS_OF(SealedBallot);
TOUCHSTONE_EDITS_OF(WorkshopEntry);
#undef TOUCHSTONE_EDITS_OF

}  // namespace touchstone
