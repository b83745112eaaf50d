// The ?debug panel: frames, reasons, times.
#include "state/wording.hpp"
#include "text/concat.hpp"
#include "views/views.hpp"

namespace touchstone::app {

void draw_debug_panel(const State& state) {
  static const bool wanted = platform::url_parameter("debug").has_value();
  if (!wanted) return;
  const platform::FrameStats& stats = platform::frame_stats();
  ui::Rect screen = ui::screen();
  ui::Rect rect = screen.cut_bottom(ui::px(150)).cut_right(ui::px(260));
  ui::Region region{
      "Debug",
      rect,
      {.fill = ui::Surface::raised, .edges = ui::edge_left | ui::edge_top, .padding = 10}};
  if (!region) return;
  const auto line = [](std::string_view what, std::string_view value) {
    ui::text(concat(what, ": ", value), ui::TextStyle::small);
  };
  line("frames", std::to_string(stats.frames));
  line("last wake", stats.last_wake);
  line("frame ms", figure(stats.frame_ms));
  line("app ms", figure(stats.app_ms));
  line("mirror ms", figure(stats.mirror_ms));
  line("mirror nodes", std::to_string(stats.mirror_nodes));
  line("evaluate ms", figure(state.evaluate_ms, 3));
}

}  // namespace touchstone::app
