#include "document/write.hpp"

#include <type_traits>
#include <utility>

#include "document/fields.hpp"
#include "json/text.hpp"

namespace touchstone {
namespace {

// Objects are written by the tables of fields.hpp.

template <class T>
void write_object(std::string& out, const T& object);

template <class V>
void write_value(std::string& out, const V& value) {
  if constexpr (k_is_optional<V>) {
    write_value(out, *value);
  } else if constexpr (k_is_list<V>) {
    out += '[';
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (i > 0) out += ',';
      write_value(out, value[i]);
    }
    out += ']';
  } else if constexpr (k_is_object<V>) {
    write_object(out, value);
  } else if constexpr (k_is_id<V>) {
    append_json_string(out, value.text);
  } else if constexpr (std::is_same_v<V, std::string>) {
    append_json_string(out, value);
  } else if constexpr (std::is_same_v<V, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_same_v<V, double>) {
    append_json_number(out, value);
  } else if constexpr (std::is_same_v<V, Date>) {
    append_json_string(out, format_date(value));
  } else {
    append_json_string(out, name_of(value));
  }
}

void write_value(std::string& out, const std::vector<Override>& overrides) {
  out += '{';
  for (std::size_t i = 0; i < overrides.size(); ++i) {
    if (i > 0) out += ',';
    append_json_string(out, overrides[i].pointer);
    out += ':' + overrides[i].json;
  }
  out += '}';
}

// Whether a missing key would say as much.
template <class V>
bool says_nothing(const V& value) {
  if constexpr (k_is_id<V>)
    return value.text.empty();
  else
    return is_absent(value);
}

template <class V>
void write_member(std::string& out, const V& value, Form) {
  write_value(out, value);
}

void write_member(std::string& out, const std::string& value, Form form) {
  if (form == Form::json_object)
    out += value.empty() ? "{}" : value;
  else
    write_value(out, value);
}

// The signs between keys: within an element, and at the document's own indented keys.
struct Layout {
  std::string_view before_first, between, colon;
};

constexpr Layout k_inline{"", ",", ":"};
constexpr Layout k_indented{"\n  ", ",\n  ", ": "};

// Writes the keys of one object, one after the other.
class KeyWriter {
public:
  KeyWriter(std::string& out, const Layout& layout) : out_(out), layout_(layout) {}

  // Begins a key; its value is written next.
  void key(std::string_view text) {
    out_ += std::exchange(first_, false) ? layout_.before_first : layout_.between;
    append_json_string(out_, text);
    out_ += layout_.colon;
  }

  // Each field that is there.
  template <class T>
  void fields(const T& object) {
    for_each_field<T>([&](const auto& row, std::size_t place) {
      const auto& member = object.*row.member;
      if (says_nothing(member)) {
        // A journal may hold an element that lacks its id: it is missing, not empty.
        const bool is_id = k_is_id<std::decay_t<decltype(member)>>;
        if (is_id || (object.stated & stated_bit(place)) == 0) return;
      }
      key(row.key);
      write_member(out_, member, row.form);
    });
  }

  void unknown(const UnknownKeys& extra) {
    for (const UnknownKey& unknown : extra) {
      key(unknown.key);
      out_ += unknown.json;
    }
  }

private:
  std::string& out_;
  const Layout& layout_;
  bool first_ = true;
};

template <class T>
void write_object(std::string& out, const T& object) {
  out += '{';
  KeyWriter keys(out, k_inline);
  keys.fields(object);
  keys.unknown(object.extra);
  out += '}';
}

template <class T>
void write_list(std::string& out, const std::vector<T>& elements) {
  out += '[';
  for (std::size_t i = 0; i < elements.size(); ++i) {
    out += i > 0 ? ",\n    " : "\n    ";
    write_object(out, elements[i]);
  }
  out += elements.empty() ? "]" : "\n  ]";
}

}  // namespace

std::string write_audit(const Audit& audit) {
  std::string out;
  out.reserve(audit.touchpoints.size() * 512 + audit.ratings.size() * 80 + 4096);
  out += "{";
  KeyWriter keys(out, k_indented);
  keys.key("format");
  append_json_string(out, k_format);
  keys.key("version");
  append_json_number(out, k_version);
  keys.fields(audit.header);
  for_each_list([&](const auto& list) {
    const auto& elements = audit.*list.member;
    if (elements.empty() && !(audit.header.known.*list.known)) return;
    keys.key(list.key);
    write_list(out, elements);
  });
  keys.unknown(audit.header.extra);
  out += "\n}\n";
  return out;
}

template <class T>
void write_element(std::string& out, const T& element) {
  if constexpr (!std::is_same_v<T, Header>) {
    write_object(out, element);
  } else {
    out += "{\"known\":[";
    std::string_view comma;
    for_each_list([&](const auto& list) {
      if (!(element.known.*list.known)) return;
      out += comma;
      append_json_string(out, list.key);
      comma = ",";
    });
    out += "],\"keys\":";
    write_object(out, element);
    out += '}';
  }
}

template void write_element(std::string&, const Header&);
template void write_element(std::string&, const Stage&);
template void write_element(std::string&, const Channel&);
template void write_element(std::string&, const Team&);
template void write_element(std::string&, const Person&);
template void write_element(std::string&, const Persona&);
template void write_element(std::string&, const Touchpoint&);
template void write_element(std::string&, const Rater&);
template void write_element(std::string&, const Rating&);
template void write_element(std::string&, const Handoff&);
template void write_element(std::string&, const Kpi&);
template void write_element(std::string&, const Fix&);
template void write_element(std::string&, const Snapshot&);
template void write_element(std::string&, const AcceptedGap&);
template void write_element(std::string&, const AgendaItem&);
template void write_element(std::string&, const SealedBallot&);
template void write_element(std::string&, const WorkshopEntry&);

}  // namespace touchstone
