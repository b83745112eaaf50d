// Many cells of the touchpoint table at once: blocks copied, pasted and filled.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "state/edits.hpp"
#include "state/touchpoint_table.hpp"
#include "state/wording.hpp"
#include "tables/values.hpp"
#include "text/concat.hpp"
#include "text/lower.hpp"

namespace touchstone::app {
namespace {

using Field = TouchpointField;

// The end of the quoted cell that begins at `at`: behind its closing quote, if that ends the cell.
std::optional<std::size_t> end_of_quoted(std::string_view text, std::size_t at) {
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] != '"') continue;
    if (i + 1 < text.size() && text[i + 1] == '"') {
      ++i;
      continue;
    }
    const bool ends =
        i + 1 == text.size() || text[i + 1] == '\t' || text[i + 1] == '\n' || text[i + 1] == '\r';
    return ends ? std::optional(i + 1) : std::nullopt;
  }
  return std::nullopt;
}

std::string without_quotes(std::string_view quoted) {
  std::string cell;
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    cell += quoted[i];
    if (quoted[i] == '"') ++i;
  }
  return cell;
}

std::string places_in_words(std::size_t line, Field field) {
  return concat("Line ", std::to_string(line), ", ", column_of(field).column.title);
}

// The columns that the block's first line names, if each of its cells is a column's title.
std::optional<std::vector<Field>> columns_named_by(const Block& block) {
  if (block.size() < 2) return std::nullopt;
  std::vector<Field> fields;
  const std::span<const TouchpointColumn> columns = touchpoint_columns();
  for (const std::string& cell : block.front()) {
    const std::string wanted = lower(tables::trimmed(cell));
    const auto named = std::ranges::find_if(columns, [&](const TouchpointColumn& column) {
      return lower(column.column.title) == wanted;
    });
    if (named == columns.end()) return std::nullopt;
    fields.push_back(named->field);
  }
  return fields;
}

// Collects what many cells become, touchpoint by touchpoint.
class Changes {
public:
  explicit Changes(const Document& document) : document_(document) {}

  void put(std::size_t place, Field field, std::string_view text, const std::string& where) {
    if (column_of(field).worked_out) {
      if (!contains(result_.passed_over, field)) result_.passed_over.push_back(field);
      return;
    }
    const auto [at, is_new] = changed_.try_emplace(place);
    if (is_new && place < touchpoints().size()) at->second = touchpoints()[place];
    std::string problem = take_text(document_.audit(), at->second, field, text);
    if (!problem.empty()) refuse(where, std::move(problem));
  }

  void refuse(std::string where, std::string problem) {
    result_.problems.push_back({std::move(where), std::move(problem)});
  }

  CellChanges take(std::string label) {
    if (!result_.problems.empty()) return std::move(result_);
    result_.command.label = std::move(label);
    std::set<std::string> new_ids;
    for (auto& [place, touchpoint] : changed_) {
      if (place < touchpoints().size()) {
        Command one = replace_element(document_, place, std::move(touchpoint), "");
        for (Edit& edit : one.edits) result_.command.edits.push_back(std::move(edit));
        continue;
      }
      touchpoint.id = TouchpointId(free_id(touchpoint.name, new_ids));
      ++result_.added;
      result_.command.edits.emplace_back(
          ListEdit<Touchpoint>{place, std::nullopt, std::move(touchpoint)});
    }
    return std::move(result_);
  }

private:
  const std::vector<Touchpoint>& touchpoints() const { return document_.audit().touchpoints; }

  std::string free_id(const std::string& name, std::set<std::string>& taken) const {
    std::string id = new_id(document_.index(), IdSpace::touchpoint, name);
    for (std::size_t i = 2; !taken.insert(id).second; ++i)
      id = new_id(document_.index(), IdSpace::touchpoint, concat(name, " ", std::to_string(i)));
    return id;
  }

  const Document& document_;
  std::map<std::size_t, Touchpoint> changed_;  // by place; those beyond the end are new
  CellChanges result_;
};

}  // namespace

Block block_of(std::string_view text) {
  Block block;
  for (std::size_t at = 0; at < text.size();) {
    if (block.empty()) block.emplace_back();
    std::size_t end = std::min(text.find_first_of("\t\r\n", at), text.size());
    const auto quoted = text[at] == '"' ? end_of_quoted(text, at) : std::nullopt;
    if (quoted) {
      end = *quoted;
      block.back().push_back(without_quotes(text.substr(at, end - at)));
    } else {
      block.back().emplace_back(text.substr(at, end - at));
    }
    at = end;
    if (at == text.size()) break;
    if (text[at] == '\t') {
      ++at;
      if (at == text.size()) block.back().emplace_back();
      continue;
    }
    at += text.substr(at).starts_with("\r\n") ? 2U : 1U;
    if (at < text.size()) block.emplace_back();
  }
  return block;
}

std::string block_text(const Block& block) {
  std::string text;
  for (std::size_t line = 0; line < block.size(); ++line) {
    if (line > 0) text += '\n';
    for (std::size_t i = 0; i < block[line].size(); ++i) {
      const std::string& cell = block[line][i];
      if (i > 0) text += '\t';
      if (cell.find_first_of("\t\r\n\"") == std::string::npos) {
        text += cell;
        continue;
      }
      text += '"';
      for (const char c : cell) text += c == '"' ? "\"\"" : std::string(1, c);
      text += '"';
    }
  }
  return text;
}

Block copy_of(const Scored& scored, const TablePart& part) {
  Block block;
  for (const std::size_t touchpoint : part.touchpoints) {
    std::vector<std::string>& line = block.emplace_back();
    for (const Field field : part.columns) line.push_back(text_of(scored, touchpoint, field));
  }
  return block;
}

CellChanges paste_into(const Document& document, const TablePart& part, const Block& block) {
  const std::optional<std::vector<Field>> headed = columns_named_by(block);
  const Block lines(block.begin() + (headed ? 1 : 0), block.end());
  const std::span<const Field> columns = headed ? std::span<const Field>(*headed) : part.columns;
  Changes changes(document);
  std::size_t next_new = document.audit().touchpoints.size();
  std::size_t cells = 0;
  const bool brings_names = !columns.empty() && columns.front() == Field::name;
  for (std::size_t line = 0; line < lines.size(); ++line) {
    const std::vector<std::string>& texts = lines[line];
    const bool is_known = line < part.touchpoints.size();
    if (!is_known && !brings_names) {
      changes.refuse(
          concat("Line ", std::to_string(line + 1)),
          concat("The table ends before it: ", count_of(part.touchpoints.size(), "row", "rows"),
                 " for ", count_of(lines.size(), "line", "lines"),
                 ". Begin higher up, or in the column Touchpoint to add rows."));
      break;
    }
    if (texts.size() > columns.size()) {
      changes.refuse(concat("Line ", std::to_string(line + 1)),
                     concat(count_of(texts.size(), "cell", "cells"), " for ",
                            count_of(columns.size(), "column", "columns"),
                            ". Begin further left, or show more columns."));
      continue;
    }
    const std::size_t place = is_known ? part.touchpoints[line] : next_new++;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      changes.put(place, columns[i], texts[i], places_in_words(line + 1, columns[i]));
      ++cells;
    }
  }
  return changes.take(concat("Paste ", count_of(cells, "cell", "cells")));
}

CellChanges fill(const Document& document, std::span<const std::size_t> touchpoints,
                 TouchpointField field, std::string_view text) {
  Changes changes(document);
  for (const std::size_t place : touchpoints)
    changes.put(place, field, text, document.audit().touchpoints[place].name);
  return changes.take(concat(column_of(field).column.title, " of ",
                             count_of(touchpoints.size(), "touchpoint", "touchpoints")));
}

}  // namespace touchstone::app
