// Pictures of the views as files: SVG, sharp at any size, and PNG, for slides.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/state.hpp"
#include "ui/sketch.hpp"

namespace touchstone::app {

// A button with a menu of both kinds; what was chosen, still without its bytes. `suffix` goes
// behind the file's name: "-map". `key` tells one button from another on the same view.
std::optional<SaveOutput> picture_menu(std::string_view suffix, std::string_view key = {});

// A heading with that menu at its right. What is drawn until the end of its life is the picture.
//   SavablePicture picture{requests, "What each budget brings", "-budgets"};
class SavablePicture {
public:
  SavablePicture(Requests& requests, std::string_view title, std::string_view suffix,
                 int heading_level = 3);
  ~SavablePicture();
  SavablePicture(const SavablePicture&) = delete;
  SavablePicture& operator=(const SavablePicture&) = delete;

private:
  Requests& requests_;
  std::string title_;
  std::optional<SaveOutput> wanted_;
  ui::Sketch sketch_;
};

}  // namespace touchstone::app
