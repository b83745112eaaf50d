#include "report/jira.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "audit/date.hpp"
#include "draw/html_text.hpp"
#include "insight/value.hpp"
#include "score/directory.hpp"
#include "score/gap_text.hpp"
#include "tables/csv_write.hpp"
#include "text/concat.hpp"
#include "words/words.hpp"

namespace touchstone::report {
namespace {

constexpr std::size_t k_fixed_columns = 5;
constexpr std::size_t k_summary_length = 255;

std::string one_line(std::string_view text, std::size_t most) {
  std::string line = draw::clean_text(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  // Room for the mark of a cut.
  const std::string shortened = draw::excerpt(line, most - 4);
  return draw::excerpt(line, most) == line ? line : shortened;
}

std::string label_of(std::string_view text) {
  std::string label;
  for (const char c : draw::clean_text(text)) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank) label += c;
    if (blank && !label.empty() && label.back() != '-') label += '-';
  }
  while (label.ends_with('-')) label.pop_back();
  return label;
}

class JiraExport {
public:
  JiraExport(const Audit& audit, const Model& model, const Scores& scores)
      : audit_(audit), scores_(scores), directory_(audit), values_(audit, model, scores) {
    for (const Fix& fix : audit.fixes) titles_.emplace(fix.id, shown_name(fix));
    for (std::size_t i = 0; i < audit.fixes.size(); ++i) {
      const FixStatus status = audit.fixes[i].status.value_or(FixStatus::open);
      if (status == FixStatus::open || status == FixStatus::doing) fixes_.push_back(i);
    }
    for (const std::size_t fix : fixes_) {
      drops_.push_back(values_.journey_drop(fix));
      labels_.push_back(labels(fix));
      most_labels_ = std::max(most_labels_, labels_.back().size());
    }
  }

  std::vector<std::string> write() const {
    std::vector<std::string> files;
    const std::vector<std::string_view> priorities = rank();
    std::size_t at = 0;
    do {
      tables::CsvWriter csv(header());
      for (std::size_t row = 0; row < k_jira_rows && at < fixes_.size(); ++row, ++at)
        write_row(csv, at, priorities[at]);
      files.push_back(csv.take());
    } while (at < fixes_.size());
    return files;
  }

private:
  std::vector<std::string> header() const {
    std::vector<std::string> names = {"Summary", "Description", "Priority", "Due date", "Assignee"};
    names.resize(k_fixed_columns + most_labels_, "Labels");
    return names;
  }

  std::vector<std::string> labels(std::size_t fix) const {
    std::vector<std::string> found = {"touchstone"};
    const auto add_label = [&](const std::string& label) {
      if (!label.empty() && std::find(found.begin(), found.end(), label) == found.end())
        found.push_back(label);
    };
    const Fix& row = audit_.fixes[fix];
    if (row.category) add_label(std::string(name_of(*row.category)));
    for (const std::size_t i : touchpoints_of(audit_, directory_, row))
      add_label(label_of(words::stage_of(audit_, directory_, audit_.touchpoints[i])));
    return found;
  }

  std::vector<std::string_view> rank() const {
    std::vector<double> falling = drops_;
    std::ranges::stable_sort(falling, std::greater<>());
    std::vector<std::string_view> priorities(fixes_.size());
    for (std::size_t i = 0; i < fixes_.size(); ++i) {
      const double drop = drops_[i];
      const auto better = std::lower_bound(falling.begin(), falling.end(), drop, std::greater<>()) -
                          falling.begin();
      constexpr std::string_view k_words[] = {"Highest", "High", "Medium", "Low"};
      const std::size_t quarter = 4 * static_cast<std::size_t>(better) / fixes_.size();
      priorities[i] = drop < 5e-4 ? "Lowest" : k_words[quarter];
    }
    return priorities;
  }

  std::string assignee(const Fix& fix) const {
    if (!fix.owner) return "";
    const auto is_address = [](std::string_view text) {
      const std::size_t at = text.find('@');
      return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
             text.find_first_of(" \t\r\n") == std::string_view::npos;
    };
    const std::string& name = shown_owner(audit_, *fix.owner);
    if (is_address(name)) return name;
    return is_address(fix.owner->text) ? fix.owner->text : "";
  }

  std::string description(std::size_t i) const {
    const Fix& fix = audit_.fixes[i];
    std::string text;
    for (const Effect& effect : fix.effects) {
      const auto place = directory_.touchpoint(audit_, effect.touchpoint);
      if (!place) continue;
      const TouchpointScore& score = scores_.touchpoints[*place];
      add(text, "Touchpoint: ", words::name_of_touchpoint(audit_, *place), " (friction ",
          words::points(score.friction), ", ", words::evidence_note(score), "; ownership gap ",
          words::points(score.ownership_gap), ")");
      if (effect.reduces) add(text, ", expected to fall by ", words::percent(*effect.reduces));
      text += ".\n";
    }
    const double drop = values_.journey_drop(i);
    if (drop >= 0.05)
      add(text, "Expected to take ", words::figure(drop, 1),
          " points off the journey's friction of ",
          words::points(scores_.journey ? scores_.journey->friction : 0), ".\n");
    if (fix.effort) add(text, "Effort: ", words::figure(*fix.effort, 2), " person-days.\n");
    if (fix.cost) add(text, "Cost: ", words::money(audit_, *fix.cost), ".\n");
    if (fix.confidence) add(text, "Confidence: ", words::percent(*fix.confidence), ".\n");
    if (fix.owner) add(text, "Owner: ", shown_owner(audit_, *fix.owner), ".\n");
    if (fix.status) add(text, "Status: ", words::status_word(fix.status), ".\n");
    for (const FixId& id : fix.requires_fixes) add(text, "Requires: ", title_of(id), ".\n");
    for (const FixId& id : fix.excludes) add(text, "Excludes: ", title_of(id), ".\n");
    text += concat("Touchstone id: ", fix.id.text);
    return text;
  }

  std::string title_of(const FixId& id) const {
    const auto found = titles_.find(id);
    return found == titles_.end() ? id.text : found->second;
  }

  void write_row(tables::CsvWriter& csv, std::size_t at, std::string_view priority) const {
    const Fix& fix = audit_.fixes[fixes_[at]];
    csv.text(one_line(shown_name(fix), k_summary_length))
        .text(draw::clean_text(description(fixes_[at])))
        .text(priority)
        .text(fix.due ? format_date(*fix.due) : "")
        .text(assignee(fix));
    for (std::size_t i = 0; i < most_labels_; ++i)
      csv.text(i < labels_[at].size() ? labels_[at][i] : "");
    csv.end_row();
  }

  const Audit& audit_;
  const Scores& scores_;
  Directory directory_;
  FixValues values_;
  std::unordered_map<FixId, std::string> titles_;
  std::vector<std::size_t> fixes_;                // that are exported
  std::vector<double> drops_;                     // of each: points off the journey
  std::vector<std::vector<std::string>> labels_;  // of each
  std::size_t most_labels_ = 1;
};

}  // namespace

std::vector<std::string> report_jira(const Audit& audit, const Model& model, const Scores& scores) {
  return JiraExport(audit, model, scores).write();
}

}  // namespace touchstone::report
