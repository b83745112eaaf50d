#include "views/shared/pictures.hpp"

#include <array>
#include <utility>
#include <vector>

#include "text/concat.hpp"
#include "ui/sketch.hpp"

namespace touchstone::app {
namespace {

std::optional<SaveOutput> headed_menu(std::string_view title, std::string_view suffix) {
  ui::Row row;
  ui::heading(3, title);
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

void savable_picture(Requests& requests, std::string_view title, std::string_view suffix,
                     FunctionRef<void()> draw) {
  std::optional<SaveOutput> wanted = headed_menu(title, suffix);
  ui::Sketch sketch{wanted.has_value()};
  draw();
  if (!wanted) return;
  wanted->bytes = sketch.take(title);
  if (!wanted->bytes.empty()) requests.act(*std::move(wanted));
}

}  // namespace touchstone::app
