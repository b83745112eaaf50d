#include "views/model/weights.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "insight/certainty.hpp"
#include "state/edits.hpp"
#include "state/wording.hpp"
#include "stats/ahp.hpp"
#include "text/concat.hpp"

namespace touchstone::app {
namespace {

constexpr std::size_t k_most_compared = 7;
constexpr double k_accepted_ratio = 0.1;

// Saaty's scale, from "the first matters far more" to "the second does".
constexpr std::array<double, 9> k_ratios = {9, 7, 5, 3, 1, 1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9};
constexpr int k_equal = 4;

std::vector<std::string> answers_for(const std::string& first, const std::string& second) {
  constexpr std::array<std::string_view, 4> k_words = {"extremely more", "very much more",
                                                       "clearly more", "a little more"};
  std::vector<std::string> answers;
  for (const std::string_view word : k_words) answers.push_back(concat(first, " ", word));
  answers.emplace_back("Equally");
  for (std::size_t i = k_words.size(); i-- > 0;)
    answers.push_back(concat(second, " ", k_words.at(i)));
  return answers;
}

int answer_of(const UiState::ModelSettings& shown, std::size_t first, std::size_t second) {
  const auto found = shown.answers.find({first, second});
  return found == shown.answers.end() ? k_equal : found->second;
}

std::vector<double> matrix_of(const UiState::ModelSettings& shown) {
  const std::size_t n = shown.compared.size();
  std::vector<double> matrix(n * n, 1);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      const double ratio = k_ratios.at(
          static_cast<std::size_t>(answer_of(shown, shown.compared[i], shown.compared[j])));
      matrix[i * n + j] = ratio;
      matrix[j * n + i] = 1 / ratio;
    }
  }
  return matrix;
}

void draw_chosen_factors(const State& state, UiState::ModelSettings& shown) {
  ui::Panel panel{"Factors to compare"};
  ui::heading(3, "1. Choose what to compare");
  ui::note(
      "Two to seven factors. The others keep their weights; these share what they weigh together "
      "now.");
  ui::Columns columns(3, 180, 8);
  for (std::size_t i = 0; i < state.model.factors.size(); ++i) {
    const Factor& factor = state.model.factors[i];
    if (i > 0) columns.next();
    const bool is_in = std::ranges::find(shown.compared, i) != shown.compared.end();
    const bool has_room = shown.compared.size() < k_most_compared;
    const auto on = ui::check_box(
        factor.name, is_in,
        {.description = factor.asks, .enabled = is_in || has_room, .key = factor.id.text});
    if (!on) continue;
    if (*on) {
      shown.compared.insert(std::ranges::upper_bound(shown.compared, i), i);
    } else {
      std::erase(shown.compared, i);
    }
  }
}

void draw_questions(const State& state, UiState::ModelSettings& shown) {
  ui::Panel panel{"Comparisons"};
  ui::heading(3, "2. Which matters more to the customer?");
  ui::Columns columns(2, 280, 16);
  bool is_first = true;
  for (std::size_t i = 0; i < shown.compared.size(); ++i) {
    for (std::size_t j = i + 1; j < shown.compared.size(); ++j) {
      if (!std::exchange(is_first, false)) columns.next();
      const std::string& first = state.model.factors[shown.compared[i]].name;
      const std::string& second = state.model.factors[shown.compared[j]].name;
      const std::vector<std::string> answers = answers_for(first, second);
      const std::vector<ui::Option> options(answers.begin(), answers.end());
      const int now = answer_of(shown, shown.compared[i], shown.compared[j]);
      if (const auto chosen = ui::select(concat(first, " or ", second), options, now))
        shown.answers[{shown.compared[i], shown.compared[j]}] = *chosen;
    }
  }
}

void draw_consistency(const stats::AhpWeights& found) {
  const double ratio = found.cr.value_or(0);
  const std::string shown = figure(ratio, 2);
  if (ratio <= k_accepted_ratio) {
    ui::callout(concat("The answers fit each other (consistency ratio ", shown,
                       "; up to 0.1 is usually accepted)."),
                ui::Tone::good);
  } else {
    ui::callout(concat("The answers contradict each other (consistency ratio ", shown,
                       "; up to 0.1 is usually accepted). Look again at those that surprise you."),
                ui::Tone::warning);
  }
}

void use_weights(const State& state, Requests& requests, const std::vector<double>& weights,
                 const std::string& reason) {
  const Model& shipped = shipped_model();
  requests.edit(edit_header(state, "Weights by comparison", [&](Header& header) {
    const auto is_weight = [&](std::string_view pointer) {
      return std::ranges::any_of(shipped.factors, [&](const Factor& factor) {
        return pointer == concat("/factors/", factor.id.text, "/weight");
      });
    };
    std::erase_if(header.overrides, [&](const Override& it) { return is_weight(it.pointer); });
    std::erase_if(header.override_reasons,
                  [&](const OverrideReason& it) { return is_weight(it.pointer); });
    for (const Override& change : weight_overrides(shipped, weights)) {
      header.overrides.push_back(change);
      OverrideReason given;
      given.pointer = change.pointer;
      given.reason = reason;
      header.override_reasons.push_back(std::move(given));
    }
  }));
  ui::toast("The new weights count from now on. Undo takes them back.", ui::Tone::good);
}

void draw_result(const State& state, const UiState::ModelSettings& shown, Requests& requests) {
  const std::size_t n = shown.compared.size();
  const stats::AhpWeights found = stats::ahp_weights(
      matrix_of(shown), n, stats::random_index(stats::RandomIndexTable::saaty_1980, n));
  const std::vector<double> weights = weights_after_comparison(state.model, shown.compared, found);
  ui::Panel panel{"Weights"};
  ui::heading(3, "3. The weights that follow");
  double most = 0;
  for (const std::size_t i : shown.compared) most = std::max(most, weights[i]);
  for (const std::size_t i : shown.compared) {
    ui::Columns columns({2, 3}, 120, 12);
    ui::text(state.model.factors[i].name);
    columns.next();
    ui::meter(concat("Weight of ", state.model.factors[i].name), weights[i], 0, most,
              ui::theme().accent,
              concat(figure(weights[i], 2), ", was ", figure(state.model.factors[i].weight, 2)));
  }
  draw_consistency(found);
  if (ui::button("Use these weights", {.variant = ui::Variant::primary,
                                       .icon = ui::Icon::check,
                                       .enabled = state.can_edit()})) {
    use_weights(
        state, requests, weights,
        concat("Compared in pairs (consistency ratio ", figure(found.cr.value_or(0), 2), ")"));
  }
}

}  // namespace

void draw_pairwise_weights(const State& state, UiState& ui_state, Requests& requests) {
  UiState::ModelSettings& shown = ui_state.model;
  {
    ui::Row row;
    ui::text("Weights from comparing factors two by two");
    ui::help("Analytic hierarchy process",
             "People judge pairs more surely than a list of numbers. From all pairs follow the "
             "weights (the principal eigenvector) and how far the answers contradict each other "
             "(the consistency ratio).",
             "Saaty 1977");
  }
  draw_chosen_factors(state, shown);
  if (shown.compared.size() < 2) {
    ui::note("Choose at least two factors.");
    return;
  }
  ui::space(12);
  draw_questions(state, shown);
  ui::space(12);
  draw_result(state, shown, requests);
}

}  // namespace touchstone::app
