#include "score/score.hpp"

#include "score/evaluation.hpp"

namespace touchstone {

Scores evaluate(const Audit& audit, const Model& model) {
  return Evaluation(audit, model).take();
}

}  // namespace touchstone
