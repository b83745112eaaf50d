// The style sheet of the HTML report, for screen and paper, is assets/report.css: the packer
// (shell/pack.mjs) reads it, too, because the page that shows a report must allow it.
#pragma once

#include <string_view>

namespace touchstone::report {

// "sha256-..." of exactly its bytes, for the report's Content-Security-Policy; a test recomputes it
// and prints the right one.
inline constexpr std::string_view k_report_style_hash =
    "sha256-PR9tCRBbhnRLjnBGE+ZYr+ydtevCXh3n06TsA2xMvzM=";

}  // namespace touchstone::report
