#include "document/read.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <type_traits>

#include "document/fields.hpp"
#include "intake/limits.hpp"
#include "json/text.hpp"
#include "json/utf8.hpp"
#include "text/concat.hpp"
#include "text/figure.hpp"

namespace touchstone {
namespace {

std::string quoted(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names)
    text += (text.empty() ? "\"" : ", \"") + std::string(name) + '"';
  return text;
}

// Fills values from JSON by the tables of fields.hpp. A read() returns false when the value is not
// of the member's kind; that is reported then, and the member keeps what it held.
class Reader {
  // A key of T, and what fills its member: true when the file states what is as good as nothing (an
  // empty text, say).
  template <class T>
  struct FieldReader {
    std::string_view key;
    bool (*fill)(Reader& reader, JsonValue value, T& object);
  };

public:
  Reader(Path& path, ProblemList& problems, Limits limits = Limits::held)
      : path_(path), problems_(problems), limits_(limits) {}

  // Reads the keys of `value`, an object, into `out`.
  template <class T>
  void object(JsonValue value, T& out) {
    std::size_t next = 0;  // files tend to keep the table's order
    for (const JsonValue child : value)
      if (!known_key(child, out, next)) unknown_key(child, out.extra);
  }

  // Whether `child` stands under a key of T's table; if so it is read. `next` is where to look
  // first.
  template <class T>
  bool known_key(JsonValue child, T& out, std::size_t& next) {
    static constexpr auto k_readers = field_table<T>([](auto place) {
      constexpr std::size_t k_place = place;
      return FieldReader<T>{std::get<k_place>(FieldsOf<T>::rows).key, &Reader::fill<T, k_place>};
    });
    for (std::size_t tried = 0; tried < k_readers.size(); ++tried) {
      const std::size_t place = (next + tried) % k_readers.size();
      const FieldReader<T>& reader = k_readers[place];
      if (!child.key_is(reader.key)) continue;
      next = place + 1;
      const StepInto step(path_, reader.key);
      const bool is_stated = reader.fill(*this, child, out);
      if constexpr (requires { out.stated; })
        if (is_stated) out.stated |= stated_bit(place);
      return true;
    }
    return false;
  }

  void unknown_key(JsonValue child, UnknownKeys& extra) {
    if (takes(1)) extra.push_back({child.key(), compact_json(child)});
  }

  // Reads a list whose elements may be anything read() knows.
  template <class T>
  bool list(JsonValue value, std::vector<T>& out) {
    out.clear();
    if (value.type() != JsonType::array) return wrong(value, "a list");
    if (!takes(value.size())) return true;
    out.reserve(value.size());
    std::size_t index = 0;
    for (const JsonValue child : value) {
      if (problems_.is_full()) break;
      const StepInto step(path_, index++);
      T& element = out.emplace_back();  // also for what cannot be read, so that places stay true
      if (child.type() == JsonType::null)
        problems_.add(path_.pointer(),
                      "Found null in a list; expected " + kind_of<T>() + ". Take the entry out.");
      else
        read(child, element);
    }
    return true;
  }

  bool wrong(JsonValue value, std::string_view expected) {
    if (value.type() != JsonType::broken)
      problems_.add(path_.pointer(),
                    "Found " + described(value) + "; expected " + std::string(expected) + ".");
    return false;
  }

  // Whether there is room for so many entries more; what is beyond is reported once.
  bool takes(std::size_t entries) {
    if (limits_ == Limits::held && entries > left_) {
      problems_.add("", concat("The lists of the file hold more than ",
                               in_groups(std::to_string(k_most_entries)),
                               " entries together; expected at most that many."));
      left_ = 0;
      is_too_large_ = true;
      return false;
    }
    left_ -= std::min(entries, left_);
    return true;
  }

  // Something was left out because it is too much.
  bool is_too_large() const { return is_too_large_; }

private:
  template <class T, std::size_t Place>
  static bool fill(Reader& reader, JsonValue value, T& object) {
    if (value.type() == JsonType::null) return false;
    constexpr const auto& k_row = std::get<Place>(FieldsOf<T>::rows);
    auto& member = object.*k_row.member;
    bool good = false;
    if constexpr (k_row.form == Form::json_object)
      good = reader.json_object(value, member);
    else
      good = reader.read(value, member);
    return good && is_absent(member);
  }

  // What a list's element should have been, for a message.
  template <class T>
  static std::string kind_of() {
    if constexpr (k_is_id<T>)
      return "an id";
    else if constexpr (std::is_same_v<T, std::string>)
      return "a text";
    else
      return "an object";
  }

  template <class T>
  bool read(JsonValue value, std::optional<T>& out) {
    T inner{};
    if (!read(value, inner)) return false;
    out = std::move(inner);
    return true;
  }

  template <class T>
  bool read(JsonValue value, std::vector<T>& out) {
    return list(value, out);
  }

  bool read(JsonValue value, std::vector<Override>& out) {
    if (value.type() != JsonType::object)
      return wrong(value, "an object of pointers into the scoring model and their values");
    if (!takes(value.size())) return true;
    for (const JsonValue child : value) out.push_back({child.key(), compact_json(child)});
    return true;
  }

  template <class T>
    requires k_is_object<T>
  bool read(JsonValue value, T& out) {
    if (value.type() != JsonType::object) return wrong(value, "an object");
    object(value, out);
    return true;
  }

  template <class Tag>
  bool read(JsonValue value, Id<Tag>& out) {
    if (!read(value, out.text)) return false;
    if (out.text.empty())
      problems_.add(path_.pointer(), "Found an empty text; expected an id, which is never empty.");
    return true;
  }

  bool read(JsonValue value, std::string& out) {
    if (value.type() != JsonType::string) return wrong(value, "a text in double quotes");
    const std::optional<std::string_view> plain = value.plain_text();
    if (plain)
      out.assign(*plain);
    else
      out = value.text();
    return true;
  }

  bool read(JsonValue value, bool& out) {
    if (value.type() != JsonType::boolean) return wrong(value, "true or false");
    out = value.boolean();
    return true;
  }

  bool read(JsonValue value, double& out) {
    if (value.type() != JsonType::number) return wrong(value, "a number");
    out = value.number();
    return true;
  }

  bool read(JsonValue value, Date& out) {
    std::optional<Date> date;
    if (value.type() == JsonType::string) date = parse_date(value.text());
    if (!date) return wrong(value, "a day that exists, written \"YYYY-MM-DD\"");
    out = *date;
    return true;
  }

  template <class E>
    requires std::is_enum_v<E>
  bool read(JsonValue value, E& out) {
    const std::optional<std::size_t> place = place_among(k_names<E>, value);
    if (place) out = static_cast<E>(*place);
    return place.has_value();
  }

  std::optional<std::size_t> place_among(std::span<const std::string_view> names, JsonValue value) {
    if (value.type() == JsonType::string) {
      const auto found = std::find(names.begin(), names.end(), value.text());
      if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    }
    wrong(value, "one of " + quoted(names));
    return std::nullopt;
  }

  bool json_object(JsonValue value, std::string& out) {
    if (value.type() != JsonType::object) return wrong(value, "an object");
    out = compact_json(value);
    return true;
  }

  Path& path_;
  ProblemList& problems_;
  Limits limits_;
  std::size_t left_ = k_most_entries;
  bool is_too_large_ = false;
};

// The document's root object; each key of it is a list, one of the header's, or unknown.
class DocumentReader {
public:
  DocumentReader(ProblemList& problems, Limits limits)
      : problems_(problems), limits_(limits), reader_(path_, problems, limits) {}

  // What was left out because it is too much is missing elsewhere: there is no more to check.
  bool is_too_large() const { return is_too_large_ || reader_.is_too_large(); }

  void read(JsonValue root, Audit& audit) {
    if (root.type() != JsonType::object) {
      reader_.wrong(root, "an object");
      return;
    }
    std::size_t next = 0;
    for (const JsonValue child : root) {
      if (child.key_is("format") || child.key_is("version")) continue;
      if (list(child, audit) || reader_.known_key(child, audit.header, next)) continue;
      reader_.unknown_key(child, audit.header.extra);
    }
    identity(root);
  }

private:
  bool list(JsonValue child, Audit& audit) {
    bool found = false;
    for_each_list([&](const auto& list) {
      if (found || !child.key_is(list.key)) return;
      found = true;
      if (child.type() == JsonType::null) return;
      const StepInto step(path_, list.key);
      if (limits_ == Limits::held && child.size() > most_elements(list.key)) {
        problems_.add(path_.pointer(), too_long(list.key, child.size()));
        is_too_large_ = true;
        return;
      }
      audit.header.known.*list.known = reader_.list(child, audit.*list.member);
    });
    return found;
  }

  void identity(JsonValue root) {
    const std::optional<JsonValue> format = root.find("format");
    const bool is_ours = format && format->type() == JsonType::string && format->text_is(k_format);
    if (!is_ours) must_be("format", format, '"' + std::string(k_format) + '"');
    const std::optional<JsonValue> version = root.find("version");
    const bool is_known =
        version && version->type() == JsonType::number && version->number() == k_version;
    if (!is_known)
      must_be("version", version,
              "1; a higher one was written by a newer Touchstone, which opens it");
  }

  void must_be(std::string_view key, const std::optional<JsonValue>& found,
               const std::string& expected) {
    if (found && found->type() == JsonType::broken) return;
    problems_.add(pointer_to("", key),
                  found ? "Found " + described(*found) + "; expected " + expected + "."
                        : std::string(key) + " is missing; expected " + expected + ".");
  }

  Path path_;
  ProblemList& problems_;
  Limits limits_;
  Reader reader_;
  bool is_too_large_ = false;
};

Problems with_valid_texts(Problems problems) {
  for (Problem& problem : problems) {
    problem.pointer = valid_utf8(problem.pointer);
    problem.message = valid_utf8(problem.message);
  }
  return problems;
}

// The names of the known lists, which a document tells by having them.
void read_known(JsonValue value, KnownLists& known) {
  for (const JsonValue name : value) {
    for_each_list([&](const auto& list) {
      if (name.type() == JsonType::string && name.text_is(list.key)) known.*list.known = true;
    });
  }
}

}  // namespace

Result<Audit> read_audit(std::string_view bytes, const Model& model, Limits limits) {
  ProblemList problems;
  const bool are_held = limits == Limits::held;
  if (are_held && bytes.size() > k_most_document_bytes) {
    problems.add(
        "", concat("The file has ", in_groups(std::to_string(bytes.size())),
                   " bytes; expected at most ", in_groups(std::to_string(k_most_document_bytes)),
                   ", which is as much as Touchstone takes."));
    return problems.take();
  }
  JsonTree tree;
  problems.add_all(parse_json(bytes, tree));
  if (are_held && tree.values() > k_most_document_values) {
    problems.add(
        "", concat("The file holds more than ", in_groups(std::to_string(k_most_document_values)),
                   " values; expected at most that many."));
    return with_valid_texts(problems.take());
  }
  if (!tree.complete()) return with_valid_texts(problems.take());

  Audit audit;
  DocumentReader reader(problems, limits);
  reader.read(tree.root(), audit);
  if (reader.is_too_large() || problems.is_full()) return with_valid_texts(problems.take());
  if (audit.header.overrides.empty()) {
    check_audit(audit, model, problems);
  } else {
    const Result<Model> own = effective_model(model, audit.header.overrides);
    problems.add_all(own.problems());
    check_audit(audit, own ? *own : model, problems);
  }
  if (!problems.empty()) return with_valid_texts(problems.take());
  return audit;
}

template <class T>
T read_element(JsonValue value, Path& path, ProblemList& problems) {
  T element;
  Reader reader(path, problems);
  if (value.type() != JsonType::object) {
    reader.wrong(value, "an object");
    return element;
  }
  if constexpr (std::is_same_v<T, Header>) {
    if (const std::optional<JsonValue> known = value.find("known"))
      read_known(*known, element.known);
    const std::optional<JsonValue> keys = value.find("keys");
    const StepInto step(path, "keys");
    if (keys && keys->type() == JsonType::object)
      reader.object(*keys, element);
    else
      problems.add(path.pointer(), "The header's keys are missing; expected an object.");
  } else {
    reader.object(value, element);
  }
  return element;
}

template Header read_element<Header>(JsonValue, Path&, ProblemList&);
template Stage read_element<Stage>(JsonValue, Path&, ProblemList&);
template Channel read_element<Channel>(JsonValue, Path&, ProblemList&);
template Team read_element<Team>(JsonValue, Path&, ProblemList&);
template Person read_element<Person>(JsonValue, Path&, ProblemList&);
template Persona read_element<Persona>(JsonValue, Path&, ProblemList&);
template Touchpoint read_element<Touchpoint>(JsonValue, Path&, ProblemList&);
template Rater read_element<Rater>(JsonValue, Path&, ProblemList&);
template Rating read_element<Rating>(JsonValue, Path&, ProblemList&);
template Handoff read_element<Handoff>(JsonValue, Path&, ProblemList&);
template Kpi read_element<Kpi>(JsonValue, Path&, ProblemList&);
template Fix read_element<Fix>(JsonValue, Path&, ProblemList&);
template Snapshot read_element<Snapshot>(JsonValue, Path&, ProblemList&);
template AcceptedGap read_element<AcceptedGap>(JsonValue, Path&, ProblemList&);
template AgendaItem read_element<AgendaItem>(JsonValue, Path&, ProblemList&);
template SealedBallot read_element<SealedBallot>(JsonValue, Path&, ProblemList&);
template WorkshopEntry read_element<WorkshopEntry>(JsonValue, Path&, ProblemList&);

}  // namespace touchstone
