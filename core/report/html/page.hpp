// What the sections of the HTML report share: what they are written from, and the pieces of markup
// they are written with. Everything written or returned here is HTML, names escaped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.hpp"
#include "draw/html_text.hpp"
#include "insight/plan.hpp"
#include "insight/value.hpp"
#include "model/model.hpp"
#include "report/html/html.hpp"
#include "score/directory.hpp"
#include "score/gap_text.hpp"
#include "score/scores.hpp"
#include "text/concat.hpp"

namespace touchstone::report {

using draw::html;

struct ReportPage {
  ReportPage(const Audit& audit_in, const Model& model_in, const Scores& scores_in,
             ReportOptions options_in);

  const Audit& audit;
  const Model& model;
  const Scores& scores;
  ReportOptions options;
  Directory directory;
  FixValues values;
  GapTexts gap_texts;
  std::optional<Plan> plan;  // with a budget

  // "<bdi>Refund call</bdi>".
  std::string name(std::size_t touchpoint) const;
  // "A, B and 3 more" of touchpoints.
  std::string names(const std::vector<std::size_t>& touchpoints, std::size_t most) const;

  bool insufficient(std::size_t touchpoint) const {
    return scores.touchpoints[touchpoint].evidence == EvidenceLevel::insufficient;
  }
};

// The newest snapshot that is older than the audit and holds scores; none if there is none.
const Snapshot* last_snapshot(const Audit& audit);

// Each writes the inside of one section. What a section needs to say anything stands in
// report_html.cpp.
void write_cover(std::string& out, const ReportPage& page);
void write_summary(std::string& out, const ReportPage& page);
void write_next_steps(std::string& out, const ReportPage& page);
void write_changes(std::string& out, const ReportPage& page);
void write_map(std::string& out, const ReportPage& page);
void write_top_touchpoints(std::string& out, const ReportPage& page);
void write_ownership(std::string& out, const ReportPage& page);
void write_diagnostics(std::string& out, const ReportPage& page);
void write_fixes(std::string& out, const ReportPage& page);
void write_evidence_plan(std::string& out, const ReportPage& page);
void write_method(std::string& out, const ReportPage& page);
void write_limits(std::string& out, const ReportPage& page);
void write_appendix(std::string& out, const ReportPage& page);

// An audit's text in a sentence or a cell.
std::string bdi(std::string_view text);
// An audit's text on its own, cut at k_long_text, line breaks kept; `tag` is "p", "blockquote".
std::string block(std::string_view tag, std::string_view text);

// These add to `out`.
void add_heading(std::string& out, std::string_view text);                  // within a section
void add_bullets(std::string& out, const std::vector<std::string>& items);  // nothing for none

template <class... Html>
void add_paragraph(std::string& out, const Html&... html) {
  add(out, "<p>", html..., "</p>\n");
}

// "name" is a wide column, "number" a narrow one aligned right, "tag" a very narrow one.
struct PageColumn {
  std::string_view name;
  std::string_view kind = {};
};

// Opens a table that scrolls sideways where it is wider than the screen; close_table() closes it.
// The caption is for screen readers; a heading above says it to the eye.
void open_table(std::string& out, std::string_view caption, std::span<const PageColumn> columns);
void close_table(std::string& out);

void add_row(std::string& out, std::span<const PageColumn> columns,
             std::initializer_list<std::string_view> cells);

// A friction as a coloured box with its number (and "?" where the evidence is insufficient).
std::string badge(double friction, bool insufficient);
std::string badge(const TouchpointScore& score);
// A friction on the scale 0..100 with its interval, a picture for the eye only.
std::string interval_bar(double friction, double low, double high);

}  // namespace touchstone::report
