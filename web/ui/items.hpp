// The items of the user interface: text, buttons, fields, choices, cards, dialogs.
//
// Each call draws the item, handles mouse, touch and keys, and writes its role, name, value and
// state into the accessibility mirror, in one go: a view cannot draw something a screen reader
// misses.
//
// Data goes in by value and comes back as an event: nothing here changes the caller's data.
//
//   if (const auto v = ui::check_box("Show gaps only", ui_state.gaps_only)) ui_state.gaps_only =
//   *v;
//
// `label` is the visible text and the accessible name. `description` becomes tooltip and accessible
// description. See layout.hpp for identity (Scope). Widths are device px; 0 is the natural width,
// k_fill all that is left in the row or column.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/function_ref.hpp"
#include "ui/layout.hpp"

namespace touchstone::ui {

inline constexpr float k_fill = -1;

// Text.

enum class Tone { normal, dimmed, accent, good, warning, danger };

// In a row it takes the width of its text, at most `most` CSS px.
void heading(int level, std::string_view text, float most = 4000);  // 1 and 2 title, 3 and 4 strong
// A heading to be read across a room: as large as the page's width allows; wraps.
void poster(int level, std::string_view text);
void text(std::string_view text, TextStyle style = TextStyle::body, Tone tone = Tone::normal);
// Wraps at the available width.
void paragraph(std::string_view text, Tone tone = Tone::normal);
void note(std::string_view text);  // small, dimmed, wraps
// A label over its value, for facts: "Owner" / "Nobody".
void fact(std::string_view label, std::string_view value, Tone tone = Tone::normal);
// A filled line of advice or trouble with an icon; wraps.
void callout(std::string_view text, Tone tone);
// What to show where there is nothing yet; put a button under it.
void empty_state(Icon icon, std::string_view title, std::string_view what_to_do);

// Buttons.

enum class Variant { normal, primary, quiet, danger };

struct ButtonOptions {
  Variant variant = Variant::normal;
  Icon icon = Icon::none;
  bool icon_only = false;            // the label stays the accessible name and becomes the tooltip
  std::string_view shown = {};       // drawn for the label, which stays the accessible name
  std::optional<bool> pressed = {};  // a toggle button
  bool current = false;              // the view one is in (aria-current), for navigation
  bool enabled = true;
  std::string_view description = {};
  std::string_view shortcut = {};  // shown beside the tooltip, "Ctrl+Z"; see ui::shortcut
  std::string_view badge = {};     // a small count at the right end
  float width = 0;
  bool align_start = false;  // label at the left (navigation lists)
  std::string_view key = {};
};

bool button(std::string_view label, const ButtonOptions& options = {});
// Looks like a link within text; does something in this page.
bool link(std::string_view label, std::string_view description = {});

// Choices.

struct Option {
  std::string_view label;
  std::string_view description = {};
  Icon icon = Icon::none;
  bool enabled = true;

  Option(std::string_view l) : label(l) {}  // NOLINT(google-explicit-constructor)

  Option(const char* l) : label(l) {}  // NOLINT(google-explicit-constructor)

  Option(const std::string& l) : label(l) {}  // NOLINT(google-explicit-constructor)

  Option(std::string_view l, std::string_view d, Icon i = Icon::none, bool e = true)
      : label(l), description(d), icon(i), enabled(e) {}
};

// Any contiguous list of options, or {"a", "b"} in place. It refers to the caller's strings.
class Options {
public:
  Options(std::span<const Option> s) : items_(s) {}  // NOLINT(google-explicit-constructor)

  Options(const std::vector<Option>& v) : items_(v) {}  // NOLINT(google-explicit-constructor)

  Options(std::initializer_list<Option> l)  // valid until the end of the full expression
      : items_(l.begin(), l.size()) {}

  std::span<const Option> items() const { return items_; }

private:
  std::span<const Option> items_;
};

struct FieldOptions {
  std::string_view description = {};
  std::string_view placeholder = {};
  std::string_view problem = {};  // shown in red below and announced; marks the field invalid
  bool label_hidden = false;      // the name stays for screen readers (cells, toolbars)
  bool enabled = true;
  float width = k_fill;
  std::string_view key = {};
  bool secret = false;  // the text is not shown: a passphrase
};

std::optional<bool> check_box(std::string_view label, bool value, const FieldOptions& options = {});
std::optional<bool> toggle(std::string_view label, bool value, const FieldOptions& options = {});
// Exclusive choices side by side (segmented) or below each other; `selected` -1 is none.
std::optional<int> choice(std::string_view label, Options list, int selected,
                          const FieldOptions& given = {});
std::optional<int> radio_list(std::string_view label, Options list, int selected,
                              const FieldOptions& given = {});
// A box that opens a list. With more than 12 options it has a filter field.
std::optional<int> select(std::string_view label, Options options, int selected,
                          const FieldOptions& given = {});

struct FinderEdit {
  bool changed = false;
  bool entered = false;       // Enter in the field: take the first that fits `text`
  bool escaped = false;       // Escape in the field
  std::string text;           // set when changed or entered
  std::optional<int> chosen;  // in the list, by click or key
};

// A field to type into and the list of what it found, in place (in a dialog, say). The caller finds
// the options that fit `text`; Down leads from the field into the list.
FinderEdit finder(std::string_view label, std::string_view text, Options found,
                  const FieldOptions& options = {});
// Tab strip; draw the chosen view's content after it inside a TabPanel.
std::optional<int> tabs(std::string_view label, Options list, int selected);

class TabPanel {
public:
  explicit TabPanel(std::string_view name);
  ~TabPanel();
  TabPanel(const TabPanel&) = delete;
  TabPanel& operator=(const TabPanel&) = delete;
};

struct MenuItem {
  std::string_view label;
  Icon icon = Icon::none;
  std::string_view shortcut = {};
  bool enabled = true;
  std::optional<bool> checked = {};
  bool danger = false;
  bool separator_before = false;
};

// Asked for only while the menu is open.
using MenuItems = FunctionRef<std::vector<MenuItem>()>;

// Both return the index of the chosen item.
std::optional<int> menu_button(std::string_view label, MenuItems items,
                               const ButtonOptions& options = {});

struct Menu {
  std::string name;
  std::vector<MenuItem> items;
};

// For the item drawn just before: right click, long press, the menu key, Shift+F10. `menu` is asked
// for only while it is open.
std::optional<int> context_menu(FunctionRef<Menu()> menu);

// Fields.
// Text is edited by a native field of the page lying exactly over the drawn one, so every input
// method, spell of keys, selection and undo of the system works. The new text arrives
//   changed:   with each keystroke (for live filtering),
//   committed: on Enter, on leaving the field, on choosing, and when whoever types rests for a
//              moment, so that half a text is kept, too; after Escape with the text of before.
// Take `committed` for commands that go to the undo log; typing() tells which belong together.

struct TextEdit {
  bool changed = false;
  bool committed = false;  // and the text differs from `value`
  bool paused = false;     // only because whoever types rests
  std::string text;        // set when changed or committed

  explicit operator bool() const { return committed; }
};

// What was typed into in this frame.
struct Typing {
  std::uint32_t field = 0;  // 0: nothing
  bool paused = false;      // rested, and may go on: what stands there may be half a text
  bool left = false;        // the field was left
};

Typing typing();
// Whether Enter ended the text of the field drawn just before.
bool field_entered();

TextEdit text_field(std::string_view label, std::string_view value, const FieldOptions& given = {});
TextEdit text_area(std::string_view label, std::string_view value, int rows,
                   const FieldOptions& given = {});
// With a magnifying glass and a clear button; use `changed`.
TextEdit search_field(std::string_view label, std::string_view value,
                      const FieldOptions& options = {});

struct NumberRange {
  double min = -1e15, max = 1e15;
  int decimals = 2;            // at most; trailing zeros are not shown
  std::string_view unit = {};  // shown at the right end
};

struct NumberEdit {
  bool committed = false;
  std::optional<double> value;  // nothing: the field was emptied, "not known"

  explicit operator bool() const { return committed; }
};

// Reads 1234.5 and 1 234,5 alike. A text that is no number, or out of range, shows a message under
// the field and is not committed; Escape or leaving the field restores the old value.
NumberEdit number_field(std::string_view label, std::optional<double> value,
                        const NumberRange& range = {}, const FieldOptions& given = {});

// The number that a text says in that way; nothing when it says none.
std::optional<double> read_number(std::string_view text);

struct SliderEdit {
  bool changed = false;    // while dragging
  bool committed = false;  // on release, or at once for keys
  double value = 0;

  explicit operator bool() const { return changed || committed; }
};

struct SliderRange {
  double min = 0, max = 100, step = 1;
  std::string_view unit = {};
};

SliderEdit slider(std::string_view label, double value, const SliderRange& range,
                  const FieldOptions& given = {});

// Rating.
// Whole steps from 0 to words.size() - 1 (0..4 as a rule), or not rated. Keys: digits, arrows;
// Delete or Backspace clears. `compact` is one line of small boxes, else each step shows its word.

struct RatingEdit {
  bool changed = false;
  std::optional<int> value;

  explicit operator bool() const { return changed; }
};

RatingEdit rating(std::string_view label, std::optional<int> value,
                  std::span<const std::string_view> words, const FieldOptions& given = {},
                  bool compact = false);

// Showing values.

void badge(std::string_view text, Tone tone = Tone::normal, Icon icon = Icon::none);
// A coloured pill with the number and the band's pips; "–" when there is no value.
void friction_badge(std::optional<double> friction, std::string_view label = "Friction");
// A bar from min to max. `text` is its alternative ("Coverage 70 %") and is drawn at the right.
void meter(std::string_view label, double value, double min, double max, Colour colour,
           std::string_view text, float width = k_fill);
// The same with an uncertainty whisker from low to high.
void interval_meter(std::string_view label, double value, double low, double high, double min,
                    double max, Colour colour, std::string_view text, float width = k_fill);
// `fraction` 0..1, or below 0 when unknown. Returns true when cancelled (if can_cancel).
bool progress(std::string_view label, double fraction, bool can_cancel = false);
// A small "?" that opens an explanation of a term with its source. `more`: a link under it; true
// when that is pressed.
bool help(std::string_view term, std::string_view meaning, std::string_view source = {},
          std::string_view more = {});

// Opening up.

struct DisclosureOptions {
  std::string_view trailing = {};       // at the right end: the value the part explains
  std::optional<double> friction = {};  // a friction badge at the right end
  std::string_view description = {};
  bool open_at_first = false;
  std::optional<bool> open = {};  // kept by the caller, who looks whether it differs afterwards
  Icon icon = Icon::none;
  std::string_view key = {};
};

// A line that opens and closes what follows; remembers its state by identity. Nest freely: a tree.
//   if (ui::Disclosure d{"Effort"}) { ...its parts, indented... }
class Disclosure {
public:
  explicit Disclosure(std::string_view label, const DisclosureOptions& options = {});
  ~Disclosure();
  Disclosure(const Disclosure&) = delete;
  Disclosure& operator=(const Disclosure&) = delete;

  explicit operator bool() const { return open_; }

private:
  bool open_ = false;
};

// Cards and pictures.

struct ItemState {
  Rect rect;
  bool hovered = false, focused = false, pressed = false, visible = true;
};

struct CardOptions {
  bool selected = false;
  bool option = false;  // one of a list box to select from (role option), else a button
  std::string_view description =
      {};  // accessible description; also the tooltip when tooltip is true
  bool tooltip = false;
  // Stands for all that the name and the drawing are made of besides selection and pointer: while
  // it is the same, neither is asked for again. 0: both are asked for in every frame.
  std::uint64_t version = 0;
  bool draggable = false;  // by the mouse; whoever allows it offers another way besides
  bool frame = true;       // draws surface, border, hover and focus; else only the focus ring
};

struct CardEvent {
  bool clicked = false;         // or Enter, Space, the screen reader's click: select it
  bool activated = false;       // double click, or Enter on the selected card: open it
  std::optional<Vec2> dragged;  // where the pointer has dragged it to
  bool dropped = false;         // let go there; without it the drag goes on (Escape ends it)

  explicit operator bool() const { return clicked; }
};

// A focusable thing drawn by hand at a given place; `key` tells it from the others. `name` says all
// that matters: "Refund call, friction 81, nobody owns it". Off screen, `draw` is not called, nor
// `name` where there are very many.
CardEvent card(std::string_view key, Rect rect, const CardOptions& options,
               FunctionRef<std::string()> name, FunctionRef<void(Painter&, const ItemState&)> draw);

// A picture with a text alternative (role img).
void picture(std::string_view name, Rect rect, FunctionRef<void(Painter&)> draw,
             std::string_view description = {});

// An HTML document in a frame of its own, in which no script runs. The page gets `html` when
// `version` (not 0) is another than before. One at a time; what is drawn over it must be an
// overlay.
void document(std::string_view name, std::string_view html, std::uint64_t version, Rect rect);

// Above the page.

struct DialogOptions {
  float width = 480;   // css px; shrinks on small screens
  bool alert = false;  // role alertdialog: asks about something that may be lost
};

// Shown in every frame in which it is constructed with open = true. The rest of the page is inert,
// the focus stays inside and returns where it was. Escape and the close button make dismissed()
// true: the caller then sets its own flag.
//   if (ui::Dialog d{"New audit", state.new_open}) { ...; if (d.dismissed()) state.new_open =
//   false; }
class Dialog {
public:
  Dialog(std::string_view title, bool open, const DialogOptions& options = {});
  ~Dialog();
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;

  explicit operator bool() const { return open_; }

  bool dismissed() const;

private:
  bool open_ = false, dismissed_ = false;
};

// A message that goes away by itself after some seconds (danger: only when closed). Announced.
void toast(std::string_view text, Tone tone = Tone::normal);
// A line whose changes are announced politely (role status).
void status(std::string_view text, Tone tone = Tone::dimmed);

// Keys and focus.

// True in the frame the chord was pressed. Call it in every frame in which it is valid: only then
// the browser's own meaning (Ctrl+S) is taken over. "Ctrl" is the Command key on a Mac. Keys:
// letters, digits, F1..F12, Enter, Escape, Delete, Space, Tab, arrows as Left/Right/Up/Down, Home,
// End, PageUp, PageDown and "?" "/" "+" "-" "[" "]". Chords that edit text (Ctrl+Z, Ctrl+A, ...)
// and plain keys are left to a text field that has the focus. While a dialog is open only calls
// inside it see keys.
bool shortcut(std::string_view chord);

// The next item drawn gets the keyboard focus.
void focus_next();
// A frame round something, over everything else: "this is meant".
void point_at(Rect rect);
// State of the item drawn last.
ItemState last_item();
// Scrolls the region so that the rectangle is in view.
void reveal(Rect rect);

}  // namespace touchstone::ui
