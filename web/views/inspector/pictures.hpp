// Pictures of the inspector: how a friction adds up, and where a measure stands on its own scale.
#pragma once

#include "views/inspector/inspector.hpp"

namespace touchstone::app {

// From nothing up to the touchpoint's friction, factor by factor; below it the interval and what is
// possible at all. With its heading.
void draw_waterfall(const State& state, Requests& requests, const Selected& selected);

// The scale by which a measure is judged, in its own unit: the anchors, its value, baseline and
// target. Nothing for a metric that is not judged.
void draw_metric_scale(const Metric& metric, const Measure& measure);

}  // namespace touchstone::app
