// The inside of ui::, for web/ui and the platform's runtime only; views include ui.hpp.
//
// State of the layer, interaction of one item (hover, press, focus, keys, assistive events), its
// annotation in the mirror, and the layout stack.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <imgui.h>
#include <imgui_internal.h>

#include "platform/frame_input.hpp"
#include "platform/mirror.hpp"
#include "platform/platform.hpp"
#include "ui/ui.hpp"

namespace touchstone::ui {

// Called by the platform's runtime round app_frame().
void begin_frame();
void end_frame();
void load_fonts(const ImFontLoader& loader);
// Between frames: whether the key means something to the item with the focus.
bool is_for_focused_item(const platform::KeyEvent& event);
// The same, or to a shortcut of the last frame.
bool wants_key(const platform::KeyEvent& event);
void focus_moved(std::uint32_t id, bool by_keyboard);
// Whether a region under the pointer asked for its zoom factor in the last frame.
bool wants_zoom();
// The key event a chord like "Ctrl+Z" stands for (for the headless platform).
platform::KeyEvent key_event(std::string_view chord);
// What the page shall focus after this frame; cleared by the call.
std::optional<std::uint32_t> take_focus_request();

namespace detail {

using Id = std::uint32_t;

// Colours and geometry.

inline ImU32 pack(Colour c) {
  return IM_COL32(c.r, c.g, c.b, c.a);
}

inline ImVec2 im(Vec2 v) {
  return {v.x, v.y};
}

inline ImRect im(Rect r) {
  return {r.x, r.y, r.right(), r.bottom()};
}

inline Rect from(const ImRect& r) {
  return {r.Min.x, r.Min.y, r.GetWidth(), r.GetHeight()};
}

ImFont* font_of(TextStyle style);
float font_px(TextStyle style);  // line height in device px, as ImGui wants it
// The em in device px for a line height that font_px returned; for the font loader.
float em_of_line_height(float line_height);
void set_font_metrics(float line_per_em);
// Before ImGui's new frame: sizes and glyphs for the current device pixel ratio.
void prepare_fonts();

// State.

struct Layout {
  enum class Kind { flow, row, columns } kind = Kind::flow;
  float left = 0, right = 0;  // limits of the content
  float x = 0, y = 0;         // where the next item goes
  float top = 0, bottom = 0;  // extent used so far
  float gap = 0;
  float line_height = 0;  // of a row: height items are centred in, grows with them
  float row_min = 0;
  bool wrap = false, first = true;
  float pushed_from = -1;  // x where a right-aligned group begins
  float max_right = 0;
  float padding_below = 0;  // of the region, below the last item
  Id memory = 0;            // under which a row remembers its width
};

// How the native field drawn last was left in this frame.
enum class FieldOutcome { none, entered, escaped, left };

struct MirrorParent {
  int index = -1;
  float x = 0, y = 0;  // device px of the content origin on the page
};

struct Toast {
  std::string text;
  Tone tone = Tone::normal;
  double until_ms = 0;
};

struct State {
  SchemeChoice choice = SchemeChoice::system;
  float scale = 1;

  Id focus = 0;
  bool focus_visible = false;
  std::optional<Id> focus_request;  // for the page, after this frame
  bool focus_next = false;
  Id focus_when_drawn = 0;  // by id, for popups that close
  bool press_took_focus = false;
  bool focus_waited = false;
  bool keys_in_use = false;  // the last input was a key: a focus given by the program is shown

  std::vector<Layout> layouts;
  std::vector<MirrorParent> parents;

  struct OpenRegion {
    Id id = 0;
    bool hovered = false;
    bool pans = false;  // dragging its ground moves its content
    float zoom = 1;
    Vec2 zoom_centre;
  };

  std::vector<OpenRegion> regions;

  struct ColumnSet {
    std::vector<float> lefts, widths;
    std::size_t at = 0;
    float top = 0, bottom = 0, gap = 0;
    bool stacked = false;
  };

  std::vector<ColumnSet> columns;

  struct Box {
    ImDrawListSplitter splitter;
    PanelOptions options;
    Rect rect;  // height unknown until the end
    bool named = false;
    int node = -1;
  };

  std::vector<Box*> boxes;
  Id panning = 0;
  Id dragging = 0;  // the card that the pointer drags
  bool zooms = false, zooms_before = false;
  ItemState last;
  Id last_id = 0;
  std::vector<Id> unannotated;                     // debug: items ImGui saw in this frame
  Id popup_owner = 0;                              // gets the focus back
  std::unordered_map<Id, Id> focus_before_dialog;  // by dialog: who had it when it opened
  Id dialog_close = 0;
  Id dragged_slider = 0;
  FieldOutcome field_outcome = FieldOutcome::none;
  Typing typing;
  int frozen = 0;             // open ui::Frozen that hold
  Vec2 context_at;            // where the context menu was asked for
  bool overlay_open = false;  // a popup or dialog was drawn in the last frame
  std::vector<std::string> chords, chords_before;
  int overlay_level = 0;
  int open_dialogs = 0, open_dialogs_before = 0;

  Id tooltip_id = 0;
  double tooltip_since = 0;
  std::string tooltip_text, tooltip_shortcut;
  Rect tooltip_item;

  std::vector<Toast> toasts;
  std::uint64_t document_version = 0;        // of what the page has
  std::unordered_map<Id, float> remembered;  // sizes known from the frame before
  std::unordered_map<Id, bool> disclosures;
  std::unordered_map<Id, std::string> texts;        // problems, filters
  std::unordered_map<Id, std::uint32_t> revisions;  // of fields
  std::vector<Id> bump_next;                        // fields to be bumped at the next frame
};

State& state();

// The options, switched off within a ui::Frozen.
template <class O>
O allowed(O options) {
  if (state().frozen > 0) options.enabled = false;
  return options;
}

// More than any line, or any paragraph, on any screen shows: hostile files have texts of megabytes,
// and only their beginnings are measured, drawn and spoken.
inline constexpr std::size_t k_most_of_a_line = 2000, k_most_of_a_paragraph = 20000;
// At most so many bytes of it, in whole characters.
std::string_view beginning(std::string_view text, std::size_t most);

// Identity.

Id id_of(std::string_view label, std::string_view key = {});
Id derive(Id id, std::uint32_t salt);

// Items.

struct Interaction {
  std::uint32_t keys = mirror::keys_activate;
  bool enabled = true;
  bool focusable = true;
  bool right_button = false;
  bool tab_stop = true;
};

struct Item {
  Id id = 0;
  Rect rect;
  bool visible = false, hovered = false, held = false, focused = false, focus_ring = false;
  bool pressed = false;     // the pointer went down on it in this frame
  bool clicked = false;     // pointer released on it, Enter, Space, or an assistive click
  bool by_pointer = false;  // of clicked
  bool double_clicked = false;
  std::uint32_t node_flags = 0, node_keys = 0;  // for annotate()
};

Item interact(Id id, Rect rect, const Interaction& how = {});
// Adds the item's node to the mirror; fill in state afterwards, before the next node.
mirror::Node& annotate(const Item& item, mirror::Role role, std::string_view name,
                       std::string_view description = {});
// A node without interaction.
mirror::Node& annotate(Id id, mirror::Role role, Rect rect, std::string_view name);
void place_node(mirror::Node& node, Rect rect);
mirror::Text keep(std::string_view text);
// Makes the node added last the parent of what follows; children are placed relative to `origin`.
void open_node(Vec2 origin);
void close_node();

// True once per press of that key while the item has the focus (and marks it taken).
bool key_pressed(Id id, std::uint32_t key, std::uint32_t modifiers = 0);
// The focus goes to the item, in the page too.
void give_focus(Id id, bool visible);
// The focus goes back to where it was before a popup or dialog.
void return_focus(Id id);
// After a dialog closed: the focus to who had it before, if that is still there.
void return_focus_of_dialog(Id dialog);
void show_tooltip_for(const Item& item, std::string_view text, std::string_view shortcut = {});
void report_unannotated(Id id);
// Scroll state of the current child window, for its node.
void annotate_scrolling(mirror::Node& node, const ImGuiWindow* window);

// Layout.

Layout& layout();
// Takes the rectangle for an item of that natural size: full width in a flow when w < 0.
Rect place(float w, float h);
void begin_flow(float left, float right, float top, float gap);
void end_flow();
void extend_content(Rect used);

// Drawing shared by items.

inline constexpr float k_radius = 6;  // css px
inline constexpr float k_control_height = 32;
Painter current_painter();
Item button_item(std::string_view label, const ButtonOptions& given);  // not yet annotated
Colour soft_border();
void draw_focus_ring(Rect rect, float radius = k_radius);
Colour tone_colour(Tone tone);
Colour tone_soft(Tone tone);
Colour surface_colour(Surface surface);
float text_width(TextStyle style, std::string_view s);
Id text_id();  // for a node without identity of its own: its place among its siblings
bool in_row();
std::string friction_text(std::optional<double> friction);
std::string friction_name(std::string_view label, std::optional<double> friction);
void draw_friction(Painter& p, Rect pill, std::optional<double> friction);
// The label above a field; returns the rectangle of the field below it.
Rect place_field(std::string_view label, const FieldOptions& options, float height);
void draw_field_problem(std::string_view problem);

// A field the page edits, in a given rectangle.
struct NativeField {
  mirror::Role role = mirror::Role::text_field;
  Rect rect;
  int rows = 1;
  float pad_left = px(10), pad_right = px(10);
  std::uint32_t keys = mirror::keys_none;
  Align align = Align::start;
  bool box = true;
};

TextEdit native_field(const NativeField& field, Id id, std::string_view name,
                      std::string_view value, const FieldOptions& options);
NumberEdit number_in(NativeField field, Id id, std::string_view label, std::optional<double> value,
                     const NumberRange& range, FieldOptions options);
std::string number_text(double value, int decimals);

// A popup below (or above) `anchor`; begin returns false when closed. Content flows inside.
struct PopupStyle {
  float width = 0, height = 0;  // device px; cut down to what the page has room for
  float padding = 4;            // css px
};

void open_popup(Id id);
bool is_popup_open(Id id);
bool begin_popup(Id id, Rect anchor, const PopupStyle& style, mirror::Role role,
                 std::string_view name);
void end_popup();
// Closes the popup being drawn; the focus returns to its owner.
void close_popup();
void draw_floating_box(Rect rect, float radius);

// One line of a popup list; arrows move the focus from line to line.
struct PopupRow {
  std::string_view label, note;
  Icon icon = Icon::none;
  bool enabled = true, danger = false, selected = false;
  std::optional<bool> checked = {};
};

Item popup_row(Id list, int position, int count, const PopupRow& row, mirror::Role role);
std::optional<int> select_popup(Id owner, Rect anchor, std::string_view label,
                                std::span<const Option> options, int selected);
std::optional<int> select_in(Rect rect, Id id, std::string_view label,
                             std::span<const Option> options, int selected,
                             const FieldOptions& field);

void draw_toasts();
void draw_tooltip();

}  // namespace detail
}  // namespace touchstone::ui
