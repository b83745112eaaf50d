// Sentences of ownership gaps: the model's texts with the audit's names filled in.
//
// Names are the `name` of a thing, or its id where it has none. A sentence that opens with a
// placeholder opens with a capital letter.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/directory.hpp"
#include "score/ownership.hpp"
#include "score/scores.hpp"

namespace touchstone {

struct GapText {
  std::string message;
  std::string remedy;
};

// The sentences of one audit, for whoever wants many: what they look up is looked up once, when the
// first of them asks. Refers to both.
class GapTexts {
public:
  GapTexts(const Audit& audit, const Model& model) : audit_(audit), model_(model) {}

  GapText touchpoint(std::size_t touchpoint, int rule) const;
  GapText handoff(std::size_t handoff, int rule) const;

private:
  class TouchpointWords;

  struct Lookup {
    Lookup(const Audit& audit, const Model& model)
        : directory(audit),
          workload(audit, model, directory),
          rivals(conflicting_kpis(audit, directory)) {}

    Directory directory;
    Workload workload;
    std::vector<KpiPair> rivals;
  };

  const Lookup& lookup() const;
  const std::string& touchpoint_name(const TouchpointId& id) const;

  const Audit& audit_;
  const Model& model_;
  mutable std::optional<Lookup> lookup_;
};

// One of them. `rule` is one of the touchpoint's fired rules (1..27).
GapText touchpoint_gap_text(const Audit& audit, const Model& model, std::size_t touchpoint,
                            int rule);
GapText handoff_gap_text(const Audit& audit, const Model& model, std::size_t handoff, int rule);
GapText audit_gap_text(const Audit& audit, const Model& model, const AuditGap& gap);
GapText unrecorded_handoff_text(const Audit& audit, const Model& model,
                                const UnrecordedHandoff& handoff);

// A field that nobody has filled in, and the rules that wait for it.
struct NotAsked {
  std::string field;       // the document's own key: "accountable", "measures", "as_of", ...
  std::vector<int> rules;  // rising
};

// In a fixed order of fields; rules that are silenced, or that "never asked" (O19) stands for, are
// left out.
std::vector<NotAsked> not_asked(const Judgement& judgement);

// The same for one touchpoint, judged for it; whoever wants all of them judges them in one go,
// whoever has an Evaluation asks that.
std::vector<NotAsked> not_asked(const Audit& audit, const Model& model, std::size_t touchpoint);

// Of a team or a person; the id itself if nobody has it.
const std::string& shown_owner(const Audit& audit, const OwnerId& id);

}  // namespace touchstone
