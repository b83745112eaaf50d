// Lists of fixes: a row a fix, as Touchstone exports them or as Jira lists its issues.
#include <algorithm>
#include <ranges>
#include <unordered_set>
#include <utility>

#include "document/check.hpp"
#include "import/content.hpp"
#include "import/fix_cells.hpp"
#include "intake/limits.hpp"

namespace touchstone::importing {
namespace {

using F = ImportField;

// The texts between semicolons, the first k_most_names. Names of touchpoints may hold any other
// mark.
template <class Take>
void each_part(std::string_view text, Take&& take) {
  for (std::size_t left = k_most_names; !text.empty() && left > 0; --left) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view part = tables::trimmed(text.substr(0, end));
    if (!part.empty()) take(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

class FixConverter final : public RowConverter {
public:
  explicit FixConverter(const ConvertInput& input)
      : input_(input),
        build_(content_),
        row_(input, content_.problems, "fix"),
        fixes_(input, row_, content_),
        next_(input.layout.first_row) {
    build_.rule("Each row is a fix; the touchpoints it names are separated by semicolons.");
  }

  bool step(std::size_t rows) override {
    for (; next_ < input_.table.rows() && rows > 0; ++next_, --rows) {
      ++content_.rows;
      if (row_.go_to(next_)) read_row();
      if (build_.is_too_much()) return false;
    }
    if (next_ < input_.table.rows()) return true;
    tie();
    return false;
  }

  ImportContent take() override { return std::move(content_); }

private:
  using FixList = std::vector<FixId> Fix::*;

  // That a fix requires or excludes another one, which may stand in a later row.
  struct Tie {
    std::size_t fix;
    FixList list;
    std::string other;  // its id or title
    std::uint32_t line;
    std::string column;
  };

  void read_row() {
    const std::string_view title = row_.text(F::recommendation);
    if (title.empty()) {
      row_.refuse_row("The row names no fix; it is left out.");
      return;
    }
    ++content_.rows_used;
    const std::size_t place = fixes_.place(title, row_.text(F::fix_id));
    fixes_.read(place);
    Fix& fix = content_.audit.fixes[place];
    row_.settle(fix.category, row_.word<FixCategory>(F::category), F::category);
    row_.settle(fix.confidence,
                row_.number(F::confidence, 0, 1, "a confidence 0 to 1 or a percentage"),
                F::confidence);
    read_owner(fix);
    each_part(row_.text(F::touchpoint), [&](std::string_view name) {
      fixes_.add_touchpoint(place, build_.touchpoint(name).id);
    });
    note_ties(place, &Fix::requires_fixes, F::requires_fixes);
    note_ties(place, &Fix::excludes, F::excludes);
  }

  void read_owner(Fix& fix) {
    const std::string_view name = row_.text(F::owner);
    if (name.empty() || tables::says_unknown(name) || tables::says_nobody(name)) return;
    build_.rule("Who owns a fix is the person whom the audit knows by this name, else a team.");
    row_.settle(fix.owner, std::optional(build_.team(name)), F::owner);
  }

  void note_ties(std::size_t place, FixList list, ImportField field) {
    each_part(row_.text(field), [&](std::string_view other) {
      ties_.push_back(
          {place, list, std::string(other), row_.line(), std::string(row_.label(field))});
    });
  }

  // Once, when all fixes are known.
  void tie() {
    std::vector<Fix>& fixes = content_.audit.fixes;
    std::unordered_set<std::string> seen;
    std::vector<std::vector<const Tie*>> required(fixes.size());
    for (const Tie& it : ties_) {
      const auto other = fixes_.known(it.other);
      if (!other) {
        content_.problems.add(it.line, it.column, it.other,
                              "No fix of the file has this id or title; it is left out.");
        continue;
      }
      const bool is_requirement = it.list == &Fix::requires_fixes;
      const std::string pair =
          concat(is_requirement ? "r" : "e", std::to_string(it.fix), " ", std::to_string(*other));
      if (!seen.insert(pair).second) continue;
      (fixes[it.fix].*it.list).push_back(fixes[*other].id);
      if (is_requirement) required[it.fix].push_back(&it);
    }
    ties_in_circles(required);
    ties_.clear();
  }

  // None of a circle's fixes could come first: what closes it is left out.
  void ties_in_circles(const std::vector<std::vector<const Tie*>>& required) {
    std::vector<Fix>& fixes = content_.audit.fixes;
    const std::vector<RequiredFix> closing = closing_requirements(fixes);
    // From behind, so that the places of those before stay.
    for (const auto& [fix, entry] : std::views::reverse(closing)) {
      const Tie& tie = *required[fix][entry];
      content_.problems.add(tie.line, tie.column, tie.other,
                            "It closes a circle, so that none of its fixes could come first; it "
                            "is left out.");
      std::vector<FixId>& list = fixes[fix].requires_fixes;
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(entry));
    }
  }

  const ConvertInput& input_;
  ImportContent content_;
  ContentBuilder build_;
  RowCells row_;
  FixCells fixes_;
  std::size_t next_;
  std::vector<Tie> ties_;
};

}  // namespace

std::unique_ptr<RowConverter> convert_fixes(const ConvertInput& input) {
  return std::make_unique<FixConverter>(input);
}

}  // namespace touchstone::importing
