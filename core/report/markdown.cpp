#include "report/markdown.hpp"

#include <algorithm>
#include <cmath>

#include "report/facts.hpp"
#include "score/gap_text.hpp"
#include "score/ownership.hpp"
#include "text/concat.hpp"
#include "text/number.hpp"

namespace touchstone::report {
namespace {

// Where to put a backslash so that a line beginning with `text` opens no list, heading or
// quotation; npos where it would open none.
std::size_t block_mark(std::string_view text) {
  constexpr std::string_view k_marks = "#+->=";
  if (!text.empty() && k_marks.find(text.front()) != std::string_view::npos) return 0;
  const std::size_t digits = text.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos) return std::string_view::npos;
  return text[digits] == '.' || text[digits] == ')' ? digits : std::string_view::npos;
}

// Text as it was written, on one line, without meaning anything to Markdown or HTML.
std::string plain(std::string_view text) {
  constexpr std::string_view k_markup = "\\`*_{}[]|~";
  const std::size_t mark = block_mark(text);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
    } else {
      if (i == mark || k_markup.find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string whole(double value) {
  return std::to_string(std::lround(value));
}

std::string percent(double share) {
  return concat(whole(100 * share), " %");
}

std::string interval(double low, double high) {
  return concat(whole(low), " to ", whole(high));
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return concat(std::to_string(count), " ", count == 1 ? one : many);
}

class MarkdownReport {
public:
  MarkdownReport(const Audit& audit, const Model& model, const Scores& scores)
      : audit_(audit), model_(model), scores_(scores) {}

  std::string write() {
    write_title();
    if (scores_.touchpoints.empty()) {
      paragraph("This audit has no touchpoints yet.");
      return std::move(out_);
    }
    write_summary();
    write_table();
    write_gaps();
    write_handoffs();
    write_diagnostics();
    write_accepted();
    write_open_questions();
    write_method();
    return std::move(out_);
  }

private:
  void heading(std::string_view text) { add(out_, "## ", text, "\n\n"); }

  void paragraph(std::string_view text) { add(out_, text, "\n\n"); }

  void item(std::string_view text) { add(out_, "- ", text, "\n"); }

  void close_list() { out_ += "\n"; }

  std::string name(std::size_t touchpoint) const {
    return plain(shown_name(audit_.touchpoints[touchpoint]));
  }

  std::string stage_name(std::size_t touchpoint) const {
    const std::optional<StageId>& id = audit_.touchpoints[touchpoint].stage;
    for (const Stage& stage : audit_.stages) {
      if (id && stage.id == *id) return plain(shown_name(stage));
    }
    return "–";
  }

  void write_title() {
    add(out_, "# ", audit_.header.title.empty() ? "Touchpoint audit" : plain(audit_.header.title),
        "\n\n");
    std::string about;
    const auto add = [&](std::string_view what, const std::string& text) {
      if (!text.empty()) touchstone::add(about, about.empty() ? "" : " · ", what, text);
    };
    add("", plain(audit_.header.organisation));
    add("as of ", audit_.header.as_of ? format_date(*audit_.header.as_of) : "");
    std::string auditors;
    for (const std::string& auditor : audit_.header.auditors) {
      touchstone::add(auditors, auditors.empty() ? "" : ", ", plain(auditor));
    }
    add("by ", auditors);
    if (!about.empty()) paragraph(about);
  }

  std::size_t with_evidence(EvidenceLevel level) const {
    return static_cast<std::size_t>(
        std::count_if(scores_.touchpoints.begin(), scores_.touchpoints.end(),
                      [&](const TouchpointScore& score) { return score.evidence == level; }));
  }

  void write_summary() {
    const JourneyScore& journey = *scores_.journey;
    heading("Summary");
    paragraph(concat("The journey's friction is **", whole(journey.friction),
                     "** of 100 (90 % interval ", interval(journey.low, journey.high),
                     "), where 25 is good, 50 typical and 75 poor. ", percent(journey.coverage),
                     " of what counts rests on evidence: of ",
                     counted(scores_.touchpoints.size(), "touchpoint", "touchpoints"), ", ",
                     std::to_string(with_evidence(EvidenceLevel::enough)), " have enough, ",
                     std::to_string(with_evidence(EvidenceLevel::thin)), " have thin and ",
                     std::to_string(with_evidence(EvidenceLevel::insufficient)),
                     " have insufficient evidence."));
    paragraph("Where most of the friction lies:");
    constexpr std::size_t k_shown = 3;
    std::vector<std::uint32_t> heaviest = by_journey_share(scores_);
    heaviest.resize(std::min(k_shown, heaviest.size()));
    for (const std::uint32_t i : heaviest) {
      const TouchpointScore& score = scores_.touchpoints[i];
      item(concat(name(i), ": friction ", whole(score.friction), ", ", percent(score.journey_share),
                  " of the journey's", evidence_note(score)));
    }
    close_list();
    write_agreement();
  }

  static std::string evidence_note(const TouchpointScore& score) {
    if (score.evidence == EvidenceLevel::insufficient) return " (insufficient evidence)";
    if (score.one_rater) return " (one person's judgement)";
    return "";
  }

  void write_agreement() {
    if (!scores_.alpha) return;
    std::string sentence = concat("The raters' agreement (Krippendorff's alpha, ordinal) is ",
                                  fixed_text(*scores_.alpha, 2));
    sentence += scores_.rating_variance_factor > 1
                    ? concat("; their ratings therefore count with ",
                             fixed_text(scores_.rating_variance_factor, 2), " times the variance.")
                    : ", which is enough to rely on.";
    paragraph(sentence);
  }

  void write_table() {
    heading("Touchpoints");
    out_ +=
        "| # | Touchpoint | Stage | Friction | 90 % interval | Evidence | Ownership gap | Share of "
        "the journey |\n|--:|---|---|--:|:-:|---|--:|--:|\n";
    for (const std::uint32_t i : scores_.ranking) {
      const TouchpointScore& score = scores_.touchpoints[i];
      const std::string evidence =
          concat(name_of(score.evidence), score.one_rater ? ", one person's judgement" : "");
      add(out_, "| ", std::to_string(score.rank), " | ", name(i), " | ", stage_name(i), " | ",
          whole(score.friction), " | ", interval(score.low, score.high), " | ", evidence, " | ",
          whole(score.ownership_gap), " | ", percent(score.journey_share), " |\n");
    }
    close_list();
  }

  void write_gap(const GapText& text, double severity) {
    item(concat(plain(text.message), " *", plain(text.remedy), "* (severity ", whole(severity),
                ")"));
  }

  void write_gaps() {
    heading("Ownership gaps");
    bool any = false;
    for (const AuditGap& gap : scores_.audit_gaps) {
      if (gap.accepted) continue;
      any = true;
      write_gap(audit_gap_text(audit_, model_, gap), gap.severity);
    }
    if (any) close_list();
    for (const std::uint32_t i : by_ownership_gap(scores_)) {
      const std::vector<Gap> gaps = listed_gaps(scores_.touchpoints[i].rules, model_);
      if (gaps.empty()) continue;
      any = true;
      paragraph(concat("### ", name(i), " – gap ", whole(scores_.touchpoints[i].ownership_gap)));
      for (const Gap& gap : gaps) {
        write_gap(gap_texts_.touchpoint(i, gap.rule), gap.severity);
      }
      close_list();
    }
    if (!any) paragraph("None that is known.");
  }

  void write_handoffs() {
    if (scores_.handoffs.empty() && scores_.unrecorded_handoffs.empty()) return;
    heading("Hand-offs");
    bool any = false;
    for (std::size_t i = 0; i < scores_.handoffs.size(); ++i) {
      for (const Gap& gap : listed_gaps(scores_.handoffs[i].rules, model_)) {
        any = true;
        write_gap(gap_texts_.handoff(i, gap.rule), gap.severity);
      }
    }
    for (const UnrecordedHandoff& handoff : scores_.unrecorded_handoffs) {
      any = true;
      write_gap(unrecorded_handoff_text(audit_, model_, handoff),
                model_.unrecorded_handoff.severity);
    }
    if (any) {
      close_list();
    } else {
      paragraph(concat(counted(scores_.handoffs.size(), "hand-off is", "hand-offs are"),
                       " recorded, each with receiver, context and response time."));
    }
  }

  void write_diagnostics() {
    const auto fired = [](const DiagnosticResult& result) {
      return result.state == DiagnosticState::fired;
    };
    if (std::none_of(scores_.diagnostics.begin(), scores_.diagnostics.end(), fired)) return;
    heading("What stands out");
    for (const DiagnosticResult& result : scores_.diagnostics) {
      if (!fired(result)) continue;
      const DiagnosticRow& row = model_.diagnostics[result.row];
      item(concat("**", plain(row.name), ".** ", plain(result.message), " *", plain(row.settle),
                  "*"));
    }
    close_list();
  }

  void write_accepted() {
    if (audit_.accepted_gaps.empty()) return;
    heading("Accepted gaps");
    paragraph("Somebody decided to live with these; they are in no number above.");
    const AcceptedPlaces places(audit_);
    for (const AcceptedGap& gap : audit_.accepted_gaps) {
      const Rule* rule = gap.rule ? model_.rule(*gap.rule) : nullptr;
      if (rule == nullptr) continue;
      const std::string place = gap.target ? plain(places.name_of(gap)) : "The journey";
      std::string text = concat(place, ": ", rule->name);
      if (!gap.reason.empty()) add(text, " – ", plain(gap.reason));
      if (!gap.by.empty()) add(text, " (", plain(gap.by), ")");
      item(text);
    }
    close_list();
  }

  // How many touchpoints wait for each field.
  void write_open_questions() {
    const std::vector<OpenQuestion> questions = open_questions(audit_, model_);
    if (questions.empty()) return;
    heading("Not asked yet");
    paragraph("Some rules could not be judged. What is missing, and at how many touchpoints:");
    for (const OpenQuestion& question : questions) {
      std::string words(k_names<AskedField>[static_cast<std::size_t>(question.field)]);
      std::replace(words.begin(), words.end(), '_', ' ');
      item(concat(words, ": ", std::to_string(question.touchpoints)));
    }
    close_list();
  }

  void write_method() {
    heading("Method and limits");
    item(
        "Friction runs from 0 (none) to 100 (blocked). Measures are placed on it by published or "
        "stated anchors, ratings (0 to 4) by 25 points a step; evidence is pooled by how exact, "
        "how good and how fresh it is.");
    item(
        "Where little is known a factor stays near 50 and its interval wide: missing evidence is "
        "never counted as good. Intervals hold 90 %.");
    item(
        "A touchpoint's friction is the root mean square of its factors, the journey's the "
        "fourth-power mean of its touchpoints by reach and importance: one terrible step is not "
        "averaged away.");
    item(
        "An ownership gap combines the severities of the rules that fire. Unknown answers make no "
        "rule fire.");
    item("A share of the journey says where friction lies, not what a fix would gain.");
    if (!audit_.header.as_of)
      item("No date was given: the age of evidence was not taken into account.");
    if (!audit_.header.overrides.empty()) {
      item(concat("This audit replaces ",
                  counted(audit_.header.overrides.size(), "value", "values"),
                  " of the scoring model:"));
      for (const Override& change : audit_.header.overrides) {
        add(out_, "  - ", plain(change.pointer), ": ", plain(change.json), "\n");
      }
    }
  }

  const Audit& audit_;
  const Model& model_;
  const Scores& scores_;
  GapTexts gap_texts_{audit_, model_};
  std::string out_;
};

}  // namespace

std::string report_markdown(const Audit& audit, const Model& model, const Scores& scores) {
  return MarkdownReport(audit, model, scores).write();
}

}  // namespace touchstone::report
