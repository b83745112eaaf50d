// The style sheet of the HTML report, for screen and paper.
#pragma once

#include <string_view>

namespace touchstone::files {

extern const std::string_view k_report_style;

// "sha256-..." of exactly these bytes, for the report's Content-Security-Policy; a test recomputes
// it and prints the right one.
extern const std::string_view k_report_style_hash;

}  // namespace touchstone::files
