#include "files/import_json.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "audit/json_text.hpp"
#include "audit/json_tree.hpp"
#include "files/import_values.hpp"
#include "text/concat.hpp"

namespace touchstone::files {
namespace {

// A column of the table and the ways to its value in a ticket; the first that leads somewhere
// counts.
struct TicketColumn {
  std::string_view name;
  std::array<std::string_view, 3> paths;
};

constexpr std::array k_ticket_columns = {
    TicketColumn{"Id", {"id"}},
    TicketColumn{"Requester", {"requester/name", "requester"}},
    TicketColumn{"Requester email", {"requester/email"}},
    TicketColumn{"Assignee", {"assignee/name", "assignee"}},
    TicketColumn{"Subject", {"subject"}},
    TicketColumn{"Group", {"group/name", "group_name", "group_id"}},
    TicketColumn{"Tags", {"tags"}},
    TicketColumn{"Status", {"status"}},
    TicketColumn{"Via", {"via/channel", "via"}},
    TicketColumn{"Created at", {"created_at"}},
    TicketColumn{"Updated at", {"updated_at"}},
    TicketColumn{"Satisfaction Score",
                 {"satisfaction_rating/score", "satisfaction_score", "satisfaction_rating"}},
    TicketColumn{"Group stations", {"metric_set/group_stations", "group_stations"}},
    TicketColumn{"Assignee stations", {"metric_set/assignee_stations", "assignee_stations"}},
    TicketColumn{"Reopens", {"metric_set/reopens", "reopens"}},
    TicketColumn{"First reply time in minutes",
                 {"metric_set/reply_time_in_minutes/calendar", "reply_time_in_minutes/calendar"}},
};

std::optional<JsonValue> find_path(JsonValue value, std::string_view path) {
  while (true) {
    const std::size_t slash = path.find('/');
    if (value.type() != JsonType::object) return std::nullopt;
    const auto next = value.find(path.substr(0, slash));
    if (!next || slash == std::string_view::npos) return next;
    value = *next;
    path.remove_prefix(slash + 1);
  }
}

// A value as a cell: texts, numbers, and lists of them joined by blanks.
std::string cell_text(JsonValue value) {
  switch (value.type()) {
    case JsonType::string:
      return value.text();
    case JsonType::number:
      return number_text(value.number());
    case JsonType::boolean:
      return value.boolean() ? "true" : "false";
    case JsonType::array: {
      std::string text;
      for (const JsonValue element : value) {
        if (element.type() != JsonType::string && element.type() != JsonType::number) continue;
        if (!text.empty()) text += ' ';
        text += cell_text(element);
      }
      return text;
    }
    default:
      return "";
  }
}

// Makes rows of tickets.
class TicketRows {
public:
  TicketRows(ProblemLog& problems, LeftOutLog& left_out)
      : problems_(problems), left_out_(left_out) {
    table_.begin_row(1);
    for (const TicketColumn& column : k_ticket_columns) {
      table_.add_text(column.name);
      for (const std::string_view path : column.paths)
        if (!path.empty()) used_.emplace(path.substr(0, path.find('/')));
    }
  }

  // The tickets in one JSON value: a list of them, a page of them, or one. `line` 0: the value is
  // the whole file, and tickets are counted instead.
  void add_all(JsonValue root, std::uint32_t line) {
    JsonValue list = root;
    if (root.type() == JsonType::object) {
      const auto tickets = root.find("tickets");
      if (!tickets || tickets->type() != JsonType::array) {
        add(root, line);
        return;
      }
      list = *tickets;
    }
    if (list.type() != JsonType::array) {
      add(list, line);
      return;
    }
    std::uint32_t number = 0;
    for (const JsonValue ticket : list) {
      ++number;
      add(ticket, line == 0 ? number : line);
    }
  }

  Table take() { return std::move(table_); }

private:
  void add(JsonValue ticket, std::uint32_t line) {
    if (ticket.type() == JsonType::object) {
      if (const auto inner = ticket.find("ticket"); inner && inner->type() == JsonType::object)
        ticket = *inner;
    }
    if (ticket.type() != JsonType::object || !ticket.find("id")) {
      problems_.add(line, "", ticket.type() == JsonType::object ? "" : described(ticket),
                    "Expected a ticket: an object with an id.");
      return;
    }
    table_.begin_row(line);
    for (const TicketColumn& column : k_ticket_columns) {
      std::string text;
      for (const std::string_view path : column.paths) {
        if (path.empty() || !text.empty()) continue;
        if (const auto value = find_path(ticket, path)) text = cell_text(*value);
      }
      table_.add_text(text);
    }
    for (const JsonValue value : ticket) {
      const std::string key = value.key();
      if (value.type() == JsonType::null || used_.contains(key) || keys_.size() > k_most_keys)
        continue;
      keys_.insert(key);
      left_out_.add(concat("key ", cut_text(key)), "No measure is made of it.");
    }
  }

  static constexpr std::size_t k_most_keys = 500;

  ProblemLog& problems_;
  LeftOutLog& left_out_;
  Table table_;
  std::set<std::string, std::less<>> used_;
  std::set<std::string, std::less<>> keys_;  // that were left out
};

std::string first_message(const Problems& problems) {
  return problems.empty() ? "Expected JSON." : problems.front().message;
}

std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find('\n'));
}

bool is_json(std::string_view text) {
  JsonTree tree;
  parse_json(text, tree);
  return tree.complete();
}

// Calls f(line's text, number) for each line that is not blank.
template <class F>
void for_each_line(std::string_view text, F&& f) {
  std::uint32_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    ++number;
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.empty()) f(line, number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool has_lines(std::string_view text) {
  const std::string_view line = first_line(text);
  return line.size() < text.size() && is_json(line);
}

std::optional<Recognised> recognise_value(JsonValue root) {
  if (root.type() == JsonType::array) {
    for (const JsonValue element : root) return recognise_value(element);
    return std::nullopt;
  }
  if (root.type() != JsonType::object) return std::nullopt;
  if (const auto format = root.find("format");
      format && format->type() == JsonType::string && format->text_is("touchstone-audit"))
    return Recognised{ImportKind::audit, 1, "It says that it is a Touchstone audit."};
  const auto nodes = root.find("nodes");
  if (nodes && nodes->type() == JsonType::array && root.find("stages"))
    return Recognised{ImportKind::open_journey, .9,
                      "It has stages and nodes, as OpenJourney maps have."};
  const bool ticket = root.find("tickets") || root.find("ticket") ||
                      (root.find("id") && (root.find("via") || root.find("satisfaction_rating") ||
                                           root.find("requester_id") || root.find("metric_set")));
  if (ticket)
    return Recognised{ImportKind::zendesk_json, .9, "It holds tickets as Zendesk exports them."};
  return std::nullopt;
}

}  // namespace

bool looks_like_json(std::string_view text) {
  text = trimmed(text.substr(0, 1024));
  return text.starts_with('{') || text.starts_with('[');
}

std::optional<Recognised> recognise_json(std::string_view text) {
  JsonTree tree;
  parse_json(has_lines(text) ? first_line(text) : text, tree);
  if (!tree.complete()) return std::nullopt;
  return recognise_value(tree.root());
}

Table tickets_table(std::string_view text, ProblemLog& problems, LeftOutLog& left_out) {
  TicketRows rows(problems, left_out);
  if (!has_lines(text)) {
    JsonTree tree;
    const Problems found = parse_json(text, tree);
    if (tree.complete())
      rows.add_all(tree.root(), 0);
    else
      problems.add(first_message(found));
    return rows.take();
  }
  for_each_line(text, [&](std::string_view line, std::uint32_t number) {
    JsonTree tree;
    const Problems found = parse_json(line, tree);
    if (tree.complete())
      rows.add_all(tree.root(), number);
    else
      problems.add(number, "", line, concat("The line is no JSON. ", first_message(found)));
  });
  return rows.take();
}

}  // namespace touchstone::files
