#include "document/recovery.hpp"

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>

#include "document/draft.hpp"
#include "document/fields.hpp"
#include "document/journal.hpp"
#include "document/read.hpp"
#include "json/text.hpp"
#include "json/utf8.hpp"

namespace touchstone {
namespace {

// Brings what lies between `before` and `after` into `now`, if `now` still is as `before` there.
template <class V>
bool carry_over(V& now, const V& before, const V& after) {
  if (before == after || now == after) return true;
  if (!(now == before)) return false;
  now = after;
  return true;
}

// The same, field by field.
template <class T>
bool carry_fields_over(T& now, const T& before, const T& after) {
  bool fits = carry_over(now.extra, before.extra, after.extra);
  for_each_field<T>([&](const auto& row, std::size_t) {
    fits = carry_over(now.*row.member, before.*row.member, after.*row.member) && fits;
  });
  now.stated = (now.stated & ~before.stated) | after.stated;
  drop_idle_marks(now);
  return fits;
}

// What tells one element of a list from all others, as far as elements of this kind have that.
template <class T>
bool is_same_thing(const T& one, const T& other) {
  if constexpr (requires { one.id; })
    return one.id == other.id;
  else if constexpr (std::is_same_v<T, Rating>)
    return one.rater == other.rater && one.touchpoint == other.touchpoint &&
           one.factor == other.factor;
  else
    return one == other;
}

template <class T>
std::optional<std::size_t> find_again(const std::vector<T>& list, const ListEdit<T>& edit) {
  if (edit.at < list.size() && is_same_thing(list[edit.at], *edit.before)) return edit.at;
  const auto found = std::ranges::find_if(
      list, [&](const T& element) { return is_same_thing(element, *edit.before); });
  if (found == list.end()) return std::nullopt;
  return static_cast<std::size_t>(found - list.begin());
}

// Writes a command anew for an audit that it was not made for.
class Fitting {
public:
  Fitting(const Document& document, const Command& command)
      : draft_(document.audit(), command.label), merge_key_(command.merge_key) {
    for (const Edit& edit : command.edits) std::visit([this](const auto& it) { fit(it); }, edit);
  }

  Result<Command> take() {
    if (!problems_.empty()) return std::move(problems_);
    Command command = draft_.take();
    command.merge_key = std::move(merge_key_);
    return command;
  }

private:
  template <class T>
  void fit(const ListEdit<T>& edit) {
    const std::vector<T>& list = draft_.now().*k_list_of<T>.member;
    if (!edit.before) {
      if (edit.after) draft_.insert(std::min(edit.at, list.size()), *edit.after);
      return;
    }
    const std::optional<std::size_t> at = find_again(list, edit);
    if (!at) {
      refuse(std::string("The ") + std::string(k_list_of<T>.noun) +
             " that it changes is not there any more.");
    } else if (!edit.after) {
      draft_.erase<T>(*at);
    } else {
      T now = list[*at];
      if (!carry_fields_over(now, *edit.before, *edit.after)) {
        refuse(std::string("The ") + std::string(k_list_of<T>.noun) +
               " that it changes is another one by now, in just what it changes.");
      }
      draft_.replace(*at, std::move(now));
    }
  }

  void fit(const HeaderEdit& edit) {
    Header now = draft_.now().header;
    if (!carry_fields_over(now, edit.before, edit.after))
      refuse("What it changes in the audit's set-up is another value by now.");
    for_each_list([&](const auto& list) {
      carry_over(now.known.*list.known, edit.before.known.*list.known,
                 edit.after.known.*list.known);
    });
    if (!(now == draft_.now().header)) draft_.change_header(std::move(now));
  }

  void refuse(std::string why) { problems_.push_back({"", std::move(why)}); }

  Draft draft_;
  std::string merge_key_;
  Problems problems_;
};

// Carries a line out as it is, or as it fits.
void replay(Document& document, const std::string& line, std::vector<SetAside>& set_aside) {
  if (line.empty()) {
    set_aside.push_back({"", "The record is gone.", ""});
    return;
  }
  const Result<Command> command = read_command(line);
  if (!command) {
    set_aside.push_back({"", "The record is damaged and cannot be read.", line});
    return;
  }
  if (document.apply(*command).empty()) return;
  Result<Command> fitting = fitted(document, *command);
  Problems problems = fitting ? document.apply(document.settled(std::move(*fitting)))
                              : std::move(fitting).problems();
  if (!problems.empty())
    set_aside.push_back({command->label, std::move(problems.front().message), line});
}

}  // namespace

Result<Command> fitted(const Document& document, const Command& command) {
  return Fitting(document, command).take();
}

Result<Recovered> recover(std::string_view base, std::span<const std::string> lines,
                          const Model& model) {
  Result<Audit> audit = read_audit(base, model, Limits::lifted);
  if (!audit) return audit.problems();
  Recovered recovered{std::move(*audit), {}};
  recover_more(recovered, lines, model);
  return recovered;
}

void recover_more(Recovered& recovered, std::span<const std::string> lines, const Model& model) {
  Document document(std::move(recovered.audit), model);
  for (const std::string& line : lines) replay(document, line, recovered.set_aside);
  recovered.audit = document.audit();
}

std::string write_set_aside(std::string_view title, std::span<const SetAside> records) {
  std::string out = "{\"format\":\"touchstone-set-aside\",\"audit\":";
  append_json_string(out, title);
  out += ",\"records\":[";
  std::string_view comma = "\n";
  for (const SetAside& record : records) {
    out += comma;
    comma = ",\n";
    out += "{\"label\":";
    append_json_string(out, record.label);
    out += ",\"why\":";
    append_json_string(out, record.why);
    out += ",\"record\":";
    JsonTree tree;
    if (parse_json(record.record, tree).empty())
      out += record.record;
    else
      append_json_string(out, valid_utf8(record.record));
    out += '}';
  }
  return out + "\n]}\n";
}

}  // namespace touchstone
