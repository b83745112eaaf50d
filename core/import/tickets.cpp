// Support tickets (Zendesk): waiting, satisfaction, repeats and hand-overs, by group, tag or
// channel.
#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <utility>

#include "import/content.hpp"
#include "import/metric_cells.hpp"
#include "import/samples.hpp"
#include "tables/values.hpp"
#include "text/concat.hpp"

namespace touchstone::importing {
namespace {

using F = ImportField;

constexpr std::string_view k_usual_name = "Support tickets";

// The tickets of one group, tag or channel.
struct Tickets {
  std::string part;  // of several spellings the first in the alphabet; "": tickets that name none
  Sample waiting;    // hours to the first reply
  Sample satisfied;  // 1 good, 0 bad
  Sample reopened;   // 1 at least once, 0 never
  Sample groups;     // how many each ticket passed through
  Sample people;
};

class TicketsConverter final : public RowConverter {
public:
  explicit TicketsConverter(const ConvertInput& input);

  bool step(std::size_t rows) override;
  ImportContent take() override;

private:
  std::string_view cell(ImportField field, std::size_t row) const;
  void refuse(ImportField field, std::size_t row, std::string_view reason);
  std::optional<double> number(ImportField field, std::size_t row, bool whole);
  bool is_newer(std::size_t row, std::size_t other) const;
  void keep_once(std::size_t row);
  std::vector<std::string> parts_of(std::size_t row) const;
  void read(std::size_t row);
  std::optional<double> satisfaction(std::size_t row);
  Tickets& tickets_of(const std::string& part);
  void finish(const Tickets& tickets);
  void add_words(const Tickets& tickets, Touchpoint& touchpoint);
  void propose(const Tickets& tickets);
  std::string name_of(const std::string& part) const;
  void accept_handoffs();

  const ConvertInput& input_;
  ImportContent content_;
  ContentBuilder build_;
  std::map<ImportField, std::size_t> columns_;
  SplitBy by_ = SplitBy::none;
  std::map<std::string, Tickets> parts_;                      // by name_key() of their touchpoint
  std::vector<std::size_t> rows_;                             // each ticket's row that counts
  std::unordered_map<std::string_view, std::size_t> places_;  // in `rows_`, by id
  std::size_t next_row_;                                      // of the table, to be looked at
  std::size_t next_ = 0;                                      // of `rows_`, to be read
};

std::string_view TicketsConverter::cell(ImportField field, std::size_t row) const {
  const auto found = columns_.find(field);
  return found == columns_.end() ? std::string_view()
                                 : tables::trimmed(input_.table.cell(row, found->second));
}

void TicketsConverter::refuse(ImportField field, std::size_t row, std::string_view reason) {
  content_.problems.add(input_.table.line(row), input_.mapping[columns_.at(field)].column.label,
                        cell(field, row), reason);
}

std::optional<double> TicketsConverter::number(ImportField field, std::size_t row, bool whole) {
  const std::string_view text = cell(field, row);
  if (text.empty() || tables::says_unknown(text)) return std::nullopt;
  const auto value = tables::parse_number(text, input_.decimal);
  if (value && *value >= 0 && *value <= 1e12 && (!whole || *value == std::trunc(*value)))
    return value;
  refuse(field, row,
         whole ? "Expected a whole number, 0 or more." : "Expected minutes, 0 or more.");
  return std::nullopt;
}

// Whether a row was updated after another; of two of a time the one with the greater cells.
bool TicketsConverter::is_newer(std::size_t row, std::size_t other) const {
  const std::string_view mine = cell(F::updated, row);
  const std::string_view theirs = cell(F::updated, other);
  if (mine != theirs) return mine > theirs;
  const tables::Table& table = input_.table;
  const std::size_t cells = std::max(table.cells(row), table.cells(other));
  for (std::size_t i = 0; i < cells; ++i)
    if (table.cell(row, i) != table.cell(other, i))
      return table.cell(row, i) > table.cell(other, i);
  return false;
}

// Each ticket once. Exports can hold one twice; the newer counts, whatever the order of rows.
void TicketsConverter::keep_once(std::size_t row) {
  ++content_.rows;
  const std::string_view id = cell(F::ticket, row);
  const auto [found, added] = places_.try_emplace(id, rows_.size());
  if (id.empty() || added) {
    rows_.push_back(row);
    return;
  }
  std::size_t& kept = rows_[found->second];
  const std::size_t dropped = is_newer(row, kept) ? std::exchange(kept, row) : row;
  refuse(F::ticket, dropped, "The ticket is there twice; the row updated last counts.");
}

// The parts a ticket counts in: its tags can be several.
std::vector<std::string> TicketsConverter::parts_of(std::size_t row) const {
  if (by_ == SplitBy::none) return {""};
  if (by_ != SplitBy::tag) {
    const F field = by_ == SplitBy::group     ? F::group
                    : by_ == SplitBy::channel ? F::channel
                                              : F::touchpoint;
    return {std::string(cell(field, row))};
  }
  std::vector<std::string> tags;
  std::string_view rest = cell(F::tags, row);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(" ,\n"), rest.size());
    if (end > 0) tags.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  if (tags.empty()) tags.emplace_back();
  return tags;
}

TicketsConverter::TicketsConverter(const ConvertInput& input)
    : input_(input), build_(content_), next_row_(input.layout.first_row) {
  for (std::size_t i = 0; i < input_.mapping.size(); ++i)
    columns_.try_emplace(input_.mapping[i].field, i);
  by_ = input_.options.by;
  if (by_ == SplitBy::usual)
    by_ = columns_.contains(F::touchpoint) ? SplitBy::touchpoint
          : columns_.contains(F::group)    ? SplitBy::group
                                           : SplitBy::none;
}

// First all rows are looked at, then those that count are read.
bool TicketsConverter::step(std::size_t rows) {
  const std::size_t size = input_.table.rows();
  for (; next_row_ < size && rows > 0; ++next_row_, --rows) keep_once(next_row_);
  if (next_row_ < size) return true;
  for (; next_ < rows_.size() && rows > 0; ++next_, --rows) {
    read(rows_[next_]);
    if (build_.is_too_much(parts_.size())) return false;
  }
  return next_ < rows_.size();
}

ImportContent TicketsConverter::take() {
  if (!content_.refusal.empty()) return std::move(content_);
  const bool some_without = parts_.contains(name_key(name_of("")));
  if (by_ != SplitBy::none && some_without && parts_.size() > 1)
    build_.rule(concat("Tickets without group, tag or channel count at \"", name_of(""), "\"."));
  for (const auto& [key, tickets] : parts_) finish(tickets);
  if (input_.options.accept_handoffs) accept_handoffs();
  return std::move(content_);
}

std::optional<double> TicketsConverter::satisfaction(std::size_t row) {
  const std::string words = tables::plain_words(cell(F::satisfaction_word, row));
  if (words.empty() || words == "offered" || words == "not offered" || words == "unoffered")
    return std::nullopt;
  if (words.starts_with("good")) return 1;
  if (words.starts_with("bad")) return 0;
  refuse(F::satisfaction_word, row, "Expected Good, Bad, Offered or Not Offered.");
  return std::nullopt;
}

void TicketsConverter::read(std::size_t row) {
  std::optional<Date> date;
  if (const std::string_view text = cell(F::date, row); !text.empty()) {
    date = tables::parse_day(text, input_.options.dates);
    if (!date) refuse(F::date, row, day_refusal(text));
  }
  const auto minutes = number(F::first_reply_minutes, row, false);
  const auto rated = satisfaction(row);
  const auto reopens = number(F::reopens, row, true);
  const auto groups = number(F::group_stations, row, true);
  const auto people = number(F::assignee_stations, row, true);
  if (!minutes && !rated && !reopens && !groups && !people) {
    content_.left_out.add("tickets without figures", "They have none of the columns that count.");
    return;
  }
  ++content_.rows_used;
  build_.seen(date);
  for (const std::string& part : parts_of(row)) {
    Tickets& tickets = tickets_of(part);
    if (minutes) tickets.waiting.add(*minutes / 60, date);
    if (rated) tickets.satisfied.add(*rated, date);
    if (reopens) tickets.reopened.add(*reopens > 0 ? 1 : 0, date);
    if (groups) tickets.groups.add(*groups, date);
    if (people) tickets.people.add(*people, date);
  }
}

std::string TicketsConverter::name_of(const std::string& part) const {
  std::string whole =
      input_.options.touchpoint.empty() ? std::string(k_usual_name) : input_.options.touchpoint;
  if (part.empty()) return whole;
  return by_ == SplitBy::touchpoint ? part : concat(whole, ": ", part);
}

// Names that differ in case or blanks only are one.
Tickets& TicketsConverter::tickets_of(const std::string& part) {
  const auto [found, added] = parts_.try_emplace(name_key(name_of(part)));
  if (added || part < found->second.part) found->second.part = part;
  return found->second;
}

void TicketsConverter::finish(const Tickets& tickets) {
  const std::string_view file = input_.file_name;
  std::vector<Measure> measures;
  if (!tickets.waiting.empty()) {
    measures.push_back(median_measure("first_response_hours", tickets.waiting, file));
    build_.rule("Hours to the first answer are the median of all calendar minutes / 60.");
  }
  if (!tickets.satisfied.empty()) {
    measures.push_back(share_measure("csat_top2", tickets.satisfied, file));
    build_.rule("Satisfaction is the share of Good among tickets rated Good or Bad.");
  }
  if (!tickets.reopened.empty()) {
    measures.push_back(share_measure("repeat_contacts", tickets.reopened, file));
    build_.rule("Customers who must ask again are those whose ticket was reopened.");
  }
  const std::string channel = by_ == SplitBy::channel ? tickets.part : "";
  Touchpoint& touchpoint = build_.touchpoint(name_of(tickets.part), "", channel);
  if (!measures.empty()) touchpoint.measures = std::move(measures);
  add_words(tickets, touchpoint);
  propose(tickets);
}

void TicketsConverter::add_words(const Tickets& tickets, Touchpoint& touchpoint) {
  const auto add = [&](const Sample& sample, std::string_view text) {
    Evidence evidence;
    evidence.type = EvidenceType::ticket;
    evidence.text = concat(text, ", from ",
                           source_text(input_.file_name, sample.first(), sample.newest()), ".");
    evidence.date = sample.newest();
    touchpoint.evidence.push_back(std::move(evidence));
  };
  const auto stations = [&](const Sample& sample, std::string_view noun) {
    if (sample.empty()) return;
    double sum = 0;
    std::size_t several = 0;
    for (const double value : sample.values()) {
      sum += value;
      if (value > 1) ++several;
    }
    const std::string n = std::to_string(sample.n());
    add(sample, concat(rounded_text(sum / static_cast<double>(sample.n()), 2), " ", noun,
                       " a ticket on average (n = ", n, "); ", std::to_string(several), " of ", n,
                       " tickets passed through more than one"));
  };
  stations(tickets.groups, "groups");
  stations(tickets.people, "people");
  if (tickets.reopened.empty()) return;
  add(tickets.reopened, concat(std::to_string(tickets.reopened.count(1)), " of ",
                               std::to_string(tickets.reopened.n()), " tickets were reopened"));
}

void TicketsConverter::propose(const Tickets& tickets) {
  const std::string& part = tickets.part;
  if (by_ != SplitBy::group || part.empty()) return;
  ProposedHandoff proposal{name_of(""), name_of(part), part, 0,
                           static_cast<std::size_t>(tickets.groups.n())};
  for (const double value : tickets.groups.values())
    if (value > 1) ++proposal.count;
  if (proposal.count > 0) content_.handoffs.push_back(std::move(proposal));
}

void TicketsConverter::accept_handoffs() {
  for (const ProposedHandoff& proposal : content_.handoffs) {
    Handoff handoff;
    handoff.id.text = concat("handoff-", std::to_string(content_.audit.handoffs.size() + 1));
    handoff.from = build_.touchpoint(proposal.from).id;
    handoff.to = build_.touchpoint(proposal.to).id;
    handoff.receiver = build_.team(proposal.receiver);
    content_.audit.handoffs.push_back(std::move(handoff));
  }
}

}  // namespace

std::unique_ptr<RowConverter> convert_tickets(const ConvertInput& input) {
  return std::make_unique<TicketsConverter>(input);
}

}  // namespace touchstone::importing
