#include "state/report_draft.hpp"

#include "platform/platform.hpp"

namespace touchstone::app {

bool ReportDraft::begin(std::uint64_t version, const ReportWishes& wishes) {
  if (version_ == version && wishes_ == wishes) return false;
  work_.reset();
  version_ = version;
  wishes_ = wishes;
  return true;
}

void ReportDraft::start(const Audit& audit, const Model& model, const Scores& scores,
                        std::vector<DiagnosticResult> diagnostics) {
  work_ = std::make_unique<Work>(audit, model, scores);
  work_->scores.diagnostics = std::move(diagnostics);
  if (!wishes_.certainty || audit.touchpoints.empty()) return;
  RankOptions options = rank_options(audit.header, model);
  options.draws = draws_for(options.draws, audit.touchpoints.size());
  work_->study.emplace(audit, model, work_->scores, options);
}

void ReportDraft::work() {
  constexpr double k_slice_ms = 30;
  constexpr std::uint64_t k_draws = 20;
  const double begun = platform::now_ms();
  while (work_ && platform::now_ms() - begun < k_slice_ms) {
    Work& now = *work_;
    if (now.study && !now.study->step(k_draws)) continue;
    if (!now.writer) {
      report::ReportOptions options{.budget = wishes_.budget, .certainty = {}};
      if (now.study) options.certainty = now.study->report();
      now.writer.emplace(now.audit, now.model, now.scores, options);
    } else if (now.writer->step()) {
      html_ = now.writer->take();
      ++number_;
      work_.reset();
    }
  }
}

double ReportDraft::progress() const {
  if (!work_) return 1;
  // Drawing lots takes most of the time.
  constexpr double k_lots = 0.8;
  const double study = work_->study ? work_->study->progress() : 1;
  return k_lots * study + (1 - k_lots) * (work_->writer ? work_->writer->progress() : 0);
}

}  // namespace touchstone::app
