#include "report/html/html.hpp"

#include <array>

#include "assets/embedded.hpp"
#include "report/html/page.hpp"
#include "report/html/style.hpp"
#include "text/concat.hpp"
#include "words/words.hpp"

namespace touchstone::report {
namespace {

struct Section {
  std::string_view id;
  std::string_view title;
  bool (*has)(const ReportPage& page);
  void (*write)(std::string& out, const ReportPage& page);
};

bool always(const ReportPage&) {
  return true;
}

bool has_touchpoints(const ReportPage& page) {
  return !page.scores.touchpoints.empty();
}

bool has_diagnostics(const ReportPage& page) {
  return !page.scores.diagnostics.empty();
}

bool has_snapshot(const ReportPage& page) {
  return has_touchpoints(page) && last_snapshot(page.audit) != nullptr;
}

bool has_fixes(const ReportPage& page) {
  return !page.audit.fixes.empty();
}

constexpr std::array<Section, 11> k_sections = {{
    {"summary", "Summary", always, write_summary},
    {"changes", "Since the last audit", has_snapshot, write_changes},
    {"map", "Journey map", has_touchpoints, write_map},
    {"touchpoints", "The touchpoints with the highest friction", has_touchpoints,
     write_top_touchpoints},
    {"ownership", "Who answers for what", has_touchpoints, write_ownership},
    {"diagnostics", "Patterns across the journey", has_diagnostics, write_diagnostics},
    {"fixes", "Fixes and plan", has_fixes, write_fixes},
    {"evidence", "Where evidence is missing", has_touchpoints, write_evidence_plan},
    {"method", "Method", always, write_method},
    {"limits", "Limits of this report", has_touchpoints, write_limits},
    {"appendix", "Appendix: all figures", has_touchpoints, write_appendix},
}};

void write_head(std::string& out, const ReportPage& page) {
  const std::string& title = page.audit.header.title;
  add(out,
      "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '",
      k_report_style_hash,
      "'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<title>",
      html(title.empty() ? "Touchpoint audit" : title), "</title>\n<style>", assets::report_style(),
      "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#summary\">Skip to the summary</a>\n");
}

void write_contents(std::string& out, const ReportPage& page) {
  out += "<nav class=\"contents\" aria-label=\"Contents\">\n<h2>Contents</h2>\n<ol>\n";
  for (const Section& section : k_sections) {
    if (!section.has(page)) continue;
    add(out, "<li><a href=\"#", section.id, "\">", section.title, "</a></li>\n");
  }
  out += "</ol>\n</nav>\n";
}

}  // namespace

ReportWriter::ReportWriter(const Audit& audit, const Model& model, const Scores& scores,
                           const ReportOptions& options)
    : page_(std::make_unique<ReportPage>(audit, model, scores, options)) {
  write_head(out_, *page_);
  out_ += "<header class=\"cover\">\n";
  write_cover(out_, *page_);
  write_contents(out_, *page_);
  out_ += "</header>\n<main>\n";
}

ReportWriter::~ReportWriter() = default;

bool ReportWriter::step() {
  if (at_ == k_sections.size()) return true;
  const Section& section = k_sections.at(at_++);
  if (section.has(*page_)) {
    add(out_, "<section id=\"", section.id, "\" aria-labelledby=\"", section.id, "-title\">\n",
        "<h2 id=\"", section.id, "-title\"><span class=\"section-number\">",
        std::to_string(++number_), "</span> ", section.title, "</h2>\n");
    section.write(out_, *page_);
    out_ += "</section>\n";
  }
  if (at_ < k_sections.size()) return false;
  out_ += "</main>\n</body>\n</html>\n";
  return true;
}

double ReportWriter::progress() const {
  return static_cast<double>(at_) / static_cast<double>(k_sections.size());
}

std::string report_html(const Audit& audit, const Model& model, const Scores& scores,
                        const ReportOptions& options) {
  ReportWriter writer(audit, model, scores, options);
  while (!writer.step()) {
  }
  return writer.take();
}

}  // namespace touchstone::report
