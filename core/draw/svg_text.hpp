// How wide text is and how it is broken into lines, without a font at hand.
//
// Widths are those of Helvetica (Adobe's font metrics), which Arial and Liberation Sans share;
// other scripts count a full em where their characters are square and 0.6 em else, marks that sit
// on another character nothing. k_width_margin leaves room for system fonts that run wider.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::draw {

// The fonts that the widths fit, for a font-family attribute or property.
inline constexpr std::string_view k_font_family =
    "'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', 'Noto Sans', sans-serif";

inline constexpr double k_width_margin = 1.08;

// In the unit of `size`, margin included. `text` is clean_text().
double text_width(std::string_view text, double size, bool bold = false);

// Lines of at most `width`, broken at blanks, and within a word that is wider than a line; at most
// `most` lines (1 or more), the last one ending in "…" if there is more to say. Empty for a blank
// text.
std::vector<std::string> wrap_text(std::string_view text, double size, bool bold, double width,
                                   std::size_t most);

}  // namespace touchstone::draw
