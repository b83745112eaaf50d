#include "audit/write.hpp"

#include <type_traits>

#include "audit/fields.hpp"
#include "audit/json_text.hpp"

namespace touchstone {
namespace {

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

template <class Row, class V>
void write_field_value(std::string& out, const Row& row, const V& value) {
  if constexpr (std::is_same_v<V, std::string>) {
    if (row.form == Form::json_object) {
      out += value.empty() ? "{}" : value;
      return;
    }
  }
  write_value(out, value);
}

// Writes `key: value` for each field that is there and for the unknown keys; separate() puts what
// goes before each.
template <class T, class F>
void write_fields(std::string& out, const T& object, std::string_view colon, F&& separate) {
  for_each_field<T>([&](const auto& row, std::size_t place) {
    const auto& member = object.*row.member;
    if (is_absent(member) && (object.stated & stated_bit(place)) == 0) return;
    // A journal may hold an element that lacks its id: it is missing, not empty.
    if constexpr (k_is_id<std::decay_t<decltype(member)>>) {
      if (member.text.empty()) return;
    }
    separate();
    out += '"';
    out += row.key;
    out += '"';
    out += colon;
    write_field_value(out, row, member);
  });
}

template <class F>
void write_unknown(std::string& out, const UnknownKeys& extra, std::string_view colon,
                   F&& separate) {
  for (const UnknownKey& unknown : extra) {
    separate();
    append_json_string(out, unknown.key);
    out += colon;
    out += unknown.json;
  }
}

template <class T>
void write_object(std::string& out, const T& object) {
  out += '{';
  bool first = true;
  const auto separate = [&] {
    if (!first) out += ',';
    first = false;
  };
  write_fields(out, object, ":", separate);
  write_unknown(out, object.extra, ":", separate);
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
  bool first = true;
  const auto separate = [&] {
    out += first ? "\n  " : ",\n  ";
    first = false;
  };
  separate();
  out += "\"format\": \"" + std::string(k_format) + "\"";
  separate();
  out += "\"version\": ";
  append_json_number(out, k_version);
  write_fields(out, audit.header, ": ", separate);
  for_each_list([&](const auto& list) {
    const auto& elements = audit.*list.member;
    if (elements.empty() && !(audit.header.known.*list.known)) return;
    separate();
    out += '"';
    out += list.key;
    out += "\": ";
    write_list(out, elements);
  });
  write_unknown(out, audit.header.extra, ": ", separate);
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

}  // namespace touchstone
