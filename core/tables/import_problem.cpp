#include "tables/import_problem.hpp"

#include <algorithm>
#include <utility>

namespace touchstone::tables {

void ProblemLog::add(std::uint32_t line, std::string_view column, std::string_view value,
                     std::string_view reason) {
  ++total_;
  if (problems_.size() >= k_most_kept) return;
  problems_.push_back({line, cut_text(column), cut_text(value), std::string(reason)});
}

void ProblemLog::add_all(const ProblemLog& other) {
  total_ += other.total_;
  for (const ImportProblem& problem : other.problems_) {
    if (problems_.size() >= k_most_kept) break;
    problems_.push_back(problem);
  }
}

std::vector<ImportProblem> ProblemLog::sorted() const {
  std::vector<ImportProblem> sorted = problems_;
  std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) { return a.line < b.line; });
  return sorted;
}

void LeftOutLog::add(std::string_view what, std::string_view why, std::size_t count,
                     bool personal) {
  const auto found = entries_.find(what);
  if (found != entries_.end()) {
    found->second.count += count;
    return;
  }
  entries_.emplace(std::string(what),
                   LeftOut{std::string(what), std::string(why), count, personal});
}

std::vector<LeftOut> LeftOutLog::sorted() const {
  std::vector<LeftOut> sorted;
  for (const auto& [what, entry] : entries_) sorted.push_back(entry);
  return sorted;
}

std::string cut_text(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "...";
}

}  // namespace touchstone::tables
