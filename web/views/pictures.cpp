#include "views/pictures.hpp"

#include <array>
#include <utility>
#include <vector>

#include "text/concat.hpp"

namespace touchstone::app {
namespace {

std::optional<SaveOutput> headed_menu(std::string_view title, std::string_view suffix, int level) {
  ui::Row row;
  ui::heading(level, title);
  row.push_right();
  return picture_menu(suffix, title);
}

}  // namespace

std::optional<SaveOutput> picture_menu(std::string_view suffix, std::string_view key) {
  struct Kind {
    std::string_view label, ending, mime;
  };

  static constexpr std::array k_kinds = {Kind{"As SVG, sharp at any size", ".svg", "image/svg+xml"},
                                         Kind{"As PNG, for slides", ".png", "image/png"}};
  const auto items = [] {
    return std::vector<ui::MenuItem>{{.label = k_kinds[0].label}, {.label = k_kinds[1].label}};
  };
  const std::optional<int> chosen = ui::menu_button(
      "Save as a picture", items,
      {.variant = ui::Variant::quiet, .icon = ui::Icon::download, .icon_only = true, .key = key});
  if (!chosen) return std::nullopt;
  const Kind& kind = k_kinds[static_cast<std::size_t>(*chosen)];
  return SaveOutput{concat(suffix, kind.ending), std::string(kind.mime), {}};
}

SavablePicture::SavablePicture(Requests& requests, std::string_view title, std::string_view suffix,
                               int heading_level)
    : requests_(requests),
      title_(title),
      wanted_(headed_menu(title, suffix, heading_level)),
      sketch_(wanted_.has_value()) {}

SavablePicture::~SavablePicture() {
  if (!wanted_) return;
  wanted_->bytes = sketch_.take(title_);
  if (!wanted_->bytes.empty()) requests_.act(*std::move(wanted_));
}

}  // namespace touchstone::app
