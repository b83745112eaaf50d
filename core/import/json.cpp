#include "import/json.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "intake/limits.hpp"
#include "json/text.hpp"
#include "json/tree.hpp"
#include "tables/values.hpp"
#include "text/concat.hpp"
#include "text/figure.hpp"

namespace touchstone::importing {
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
  TicketRows(tables::ProblemLog& problems, tables::LeftOutLog& left_out)
      : problems_(problems), left_out_(left_out) {
    table_.begin_row(1);
    for (const TicketColumn& column : k_ticket_columns) {
      table_.add_text(column.name);
      for (const std::string_view path : column.paths)
        if (!path.empty()) used_.emplace(path.substr(0, path.find('/')));
    }
  }

  // The list in one JSON value that holds tickets; none: the value is a ticket itself.
  static std::optional<JsonValue> list_in(JsonValue root) {
    if (root.type() == JsonType::array) return root;
    if (root.type() != JsonType::object) return std::nullopt;
    const auto tickets = root.find("tickets");
    return tickets && tickets->type() == JsonType::array ? tickets : std::nullopt;
  }

  tables::Table& table() { return table_; }

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
      left_out_.add(concat("key ", tables::cut_text(key)), "No measure is made of it.");
    }
  }

private:
  static constexpr std::size_t k_most_keys = 500;

  tables::ProblemLog& problems_;
  tables::LeftOutLog& left_out_;
  tables::Table table_;
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
  text = tables::trimmed(text.substr(0, 1024));
  return text.starts_with('{') || text.starts_with('[');
}

std::optional<Recognised> recognise_json(std::string_view text) {
  JsonTree tree;
  parse_json(has_lines(text) ? first_line(text) : text, tree);
  if (!tree.complete()) return std::nullopt;
  return recognise_value(tree.root());
}

// Where reading stands: in the list of one JSON value, or at a line of many.
struct TicketsReader::Work {
  explicit Work(std::string all) : text(std::move(all)), is_lines(has_lines(text)) {}

  // Reads the JSON at `at`: the whole text, or the next line that is not blank.
  void parse_next() {
    std::string_view rest = std::string_view(text).substr(at);
    const std::size_t end = is_lines ? std::min(rest.find('\n'), rest.size()) : rest.size();
    at += std::min(end + 1, rest.size());
    ++line;
    const std::string_view part = tables::trimmed(rest.substr(0, end));
    if (part.empty()) return;
    const Problems found = parse_json(part, tree);
    if (!tree.complete()) {
      if (is_lines)
        problems.add(line, "", part, concat("The line is no JSON. ", first_message(found)));
      else
        problems.add(first_message(found));
      return;
    }
    const std::optional<JsonValue> list = TicketRows::list_in(tree.root());
    number = 0;
    if (!list) {
      rows.add(tree.root(), is_lines ? line : 0);
      return;
    }
    next = list->begin();
    end_of_list = list->end();
  }

  bool is_in_list() const { return next && *next != *end_of_list; }

  void add_next() {
    ++number;
    rows.add(**next, is_lines ? line : number);
    ++*next;
  }

  std::string text;
  bool is_lines;
  std::size_t at = 0;      // of `text`, behind what was parsed
  std::uint32_t line = 0;  // that was parsed
  JsonTree tree;
  std::uint32_t number = 0;  // of the ticket in its list
  std::optional<JsonValue::Iterator> next, end_of_list;
  tables::ProblemLog problems;
  tables::LeftOutLog left_out;
  TicketRows rows{problems, left_out};
  std::string refusal;
};

TicketsReader::TicketsReader(std::string text) : work_(std::make_unique<Work>(std::move(text))) {}

TicketsReader::~TicketsReader() = default;

bool TicketsReader::step(std::size_t bytes) {
  constexpr std::size_t k_bytes_a_ticket = 200;  // at least, of those that programs write
  Work& it = *work_;
  const std::size_t end = it.at + std::min(bytes, it.text.size() - it.at);
  for (std::size_t left = bytes / k_bytes_a_ticket + 1; left > 0; --left) {
    const bool is_more = it.is_in_list() || it.at < it.text.size();
    if (!is_more) return false;
    if (it.rows.table().rows() > k_most_rows) {
      it.refusal = concat("The file has more than ", in_groups(std::to_string(k_most_rows)),
                          " tickets. Split it, or leave out what is not needed.");
      return false;
    }
    if (it.is_in_list())
      it.add_next();
    else
      it.parse_next();
    if (it.is_lines && it.at >= end && !it.is_in_list()) break;
  }
  return it.is_in_list() || it.at < it.text.size();
}

double TicketsReader::progress() const {
  const Work& it = *work_;
  return it.text.empty() ? 1 : static_cast<double>(it.at) / static_cast<double>(it.text.size());
}

const std::string& TicketsReader::refusal() const {
  return work_->refusal;
}

tables::Table TicketsReader::take(tables::ProblemLog& problems, tables::LeftOutLog& left_out) {
  problems.add_all(work_->problems);
  for (const tables::LeftOut& it : work_->left_out.sorted())
    left_out.add(it.what, it.why, it.count, it.personal);
  return std::move(work_->rows.table());
}

}  // namespace touchstone::importing
