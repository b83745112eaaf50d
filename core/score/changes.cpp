// Which parts of an evaluation an edit touches.
#include <variant>

#include "score/evaluation.hpp"

namespace touchstone {
namespace {

template <class T>
bool keeps_its_id(const ListEdit<T>& edit) {
  return edit.before && edit.after && edit.before->id == edit.after->id;
}

struct Reader {
  Changes& changes;

  void operator()(const ListEdit<Touchpoint>& edit) const {
    if (keeps_its_id(edit)) {
      changes.touchpoints.push_back(edit.at);
    } else {
      changes.everything = true;
    }
  }

  void operator()(const ListEdit<Rating>& edit) const {
    if (edit.before) changes.rated.push_back(edit.before->touchpoint);
    if (edit.after) changes.rated.push_back(edit.after->touchpoint);
  }

  void operator()(const ListEdit<Stage>& edit) const {
    if (keeps_its_id(edit)) {
      changes.audit_rules = true;
    } else {
      changes.everything = true;
    }
  }

  // Kind and share are words for screens and diagnostics.
  void operator()(const ListEdit<Channel>& edit) const { by_id(edit); }

  void operator()(const ListEdit<Persona>& edit) const { by_id(edit); }

  void operator()(const ListEdit<Team>& edit) const {
    by_id(edit);
    if (keeps_its_id(edit) && edit.before->discipline != edit.after->discipline) {
      changes.judged_anew = true;
    }
  }

  void operator()(const ListEdit<Person>& edit) const {
    by_id(edit);
    if (keeps_its_id(edit) && edit.before->team != edit.after->team) changes.everything = true;
  }

  void operator()(const ListEdit<Rater>& edit) const {
    by_id(edit);
    if (keeps_its_id(edit) && edit.before->spectator != edit.after->spectator) {
      changes.everything = true;
    }
  }

  void operator()(const ListEdit<Handoff>&) const { changes.handoffs = true; }

  void operator()(const ListEdit<Kpi>&) const { changes.kpis = true; }

  void operator()(const ListEdit<AcceptedGap>&) const { changes.accepted_gaps = true; }

  void operator()(const ListEdit<Fix>&) const {}

  void operator()(const ListEdit<Snapshot>&) const {}

  // A workshop's own affairs: its votes count once they are ratings.
  void operator()(const ListEdit<AgendaItem>&) const {}

  void operator()(const ListEdit<SealedBallot>&) const {}

  void operator()(const ListEdit<WorkshopEntry>&) const {}

  void operator()(const HeaderEdit& edit) const {
    if (edit.before.as_of != edit.after.as_of || edit.before.overrides != edit.after.overrides) {
      changes.everything = true;
    }
    if (edit.before.known.kpis != edit.after.known.kpis) changes.kpis = true;
    if (edit.before.known.handoffs != edit.after.known.handoffs) changes.handoffs = true;
  }

private:
  template <class T>
  void by_id(const ListEdit<T>& edit) const {
    if (!keeps_its_id(edit)) changes.everything = true;
  }
};

}  // namespace

Changes changes_of(const Command& command) {
  Changes changes;
  for (const Edit& edit : command.edits) std::visit(Reader{changes}, edit);
  return changes;
}

}  // namespace touchstone
