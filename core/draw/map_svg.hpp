// The journey map as SVG: stages side by side, their friction as a curve with its interval, every
// touchpoint as a card with friction (colour, number and word), ownership gap, moment of truth and
// too little evidence marked, hand-offs as arrows, those nobody has written down dashed.
//
// Pure and the same bytes for the same input. No script, no style sheet, no reference to anything
// outside; every text is escaped and wrapped to its place, and stands whole in the card's <title>.
#pragma once

#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "draw/map_layout.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone::draw {

// A file of its own, legend included.
std::string map_svg(const Audit& audit, const Model& model, const Scores& scores,
                    const MapOptions& options = {});

// Parts of an HTML page: one <svg> a band, each with title and description, all of one width so
// that they are shown at one scale. Ids begin with `prefix`.
std::vector<std::string> map_bands_svg(const Audit& audit, const Model& model, const Scores& scores,
                                       const MapOptions& options, std::string_view prefix);

// The legend alone, as an <svg>.
std::string map_legend_svg(const Model& model, std::string_view prefix);

}  // namespace touchstone::draw
