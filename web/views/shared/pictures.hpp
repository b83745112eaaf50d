// Pictures of the views as files: SVG, sharp at any size, and PNG, for slides.
#pragma once

#include <optional>
#include <string_view>

#include "state/state.hpp"
#include "text/function_ref.hpp"

namespace touchstone::app {

// A button with a menu of both kinds; what was chosen, still without its bytes. `suffix` goes
// behind the file's name: "-map". `key` tells one button from another on the same view.
std::optional<SaveOutput> picture_menu(std::string_view suffix, std::string_view key = {});

// A heading with that menu at its right, and below it what `draw` draws: the picture that is saved.
//   savable_picture(requests, "What each budget brings", "-budgets", [&] { ui::picture(...); });
void savable_picture(Requests& requests, std::string_view title, std::string_view suffix,
                     FunctionRef<void()> draw);

}  // namespace touchstone::app
