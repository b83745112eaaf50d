// The accessibility mirror's C++ side: what is on the canvas, as a tree of nodes with role, name,
// value, state and place. ui:: adds a node for every item while it draws it; at the end of the
// frame the differences from the frame before are encoded into one buffer for the page
// (shell/mirror.js), which keeps a DOM element for each node. A frame without differences costs no
// call into the page.
//
// Nodes are flat, in drawing order; a node's parent stands before it. Places are css px relative to
// the parent's content origin, so scrolling changes one node and not its children.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::mirror {

// The order is known to shell/mirror.js: append only, and mend the table there.
enum class Role : std::uint8_t {
  none,  // a clipping box without meaning
  text,
  paragraph,
  heading,
  button,
  link,
  check_box,
  toggle,
  radio_group,
  radio,
  combo_box,
  list_box,
  option,
  menu,
  menu_item,
  menu_item_check,
  tab_list,
  tab,
  tab_panel,
  text_field,
  text_area,
  search_field,
  number_field,
  slider,
  grid,
  row,
  column_header,
  row_header,
  grid_cell,
  image,
  meter,
  progress,
  group,
  list,
  list_item,
  region,
  main,
  navigation,
  complementary,
  contentinfo,
  banner,
  search,
  dialog,
  alert_dialog,
  status,
  alert,
  separator,
  row_group,
  document  // a frame; its text comes by platform::show_document
};

// Also known to shell/mirror.js.
enum Flag : std::uint32_t {
  focusable = 1U << 0U,  // can have the focus
  tab_stop = 1U << 1U,   // reached by Tab (with focusable)
  disabled = 1U << 2U,
  checkable = 1U << 3U,  // has aria-checked
  checked = 1U << 4U,
  selectable = 1U << 5U,  // has aria-selected
  selected = 1U << 6U,
  expandable = 1U << 7U,  // has aria-expanded
  expanded = 1U << 8U,
  pressable = 1U << 9U,  // has aria-pressed
  pressed = 1U << 10U,
  invalid = 1U << 11U,
  popup_menu = 1U << 12U,  // opens a menu
  popup_list = 1U << 13U,  // opens a list box
  scrolls = 1U << 14U,     // clips, and its scroll position is kept in step
  clips = 1U << 15U,
  modal = 1U << 16U,
  current = 1U << 17U,  // aria-current="page"
  multi_select = 1U << 18U,
  sort_ascending = 1U << 19U,
  sort_descending = 1U << 20U,
  sortable = 1U << 21U,
  overlay = 1U << 22U,  // stands above the page; `level` is its height
  inert = 1U << 23U,    // behind a modal; set by end_frame
  drags = 1U << 24U,    // a touch on it drags it instead of scrolling the page
  vertical = 1U << 25U,
  read_only = 1U << 26U,
  has_value = 1U << 27U,  // now, min, max are meant
  bold = 1U << 28U,
  secret = 1U << 29U,  // a field whose text is not shown
};

struct Text {
  std::uint32_t offset = 0, size = 0;
};

struct Node {
  std::uint32_t id = 0;
  std::int32_t parent = -1;  // index of the parent, -1 for the page
  Role role = Role::none;
  std::uint8_t level = 0;       // heading level, or height of an overlay
  std::uint8_t text_size = 14;  // css px of the text in a field
  std::uint32_t flags = 0;
  float x = 0, y = 0, w = 0, h = 0;
  float scroll_x = 0, scroll_y = 0, content_w = 0, content_h = 0;  // with `scrolls`
  float now = 0, min = 0, max = 0, step = 0;                       // with `has_value`
  float pad_left = 0, pad_right = 0, line_height = 0;              // of a text field, css px
  std::int32_t row = 0, column = 0;    // 1-based position in a grid, or in a set (row of rows)
  std::int32_t rows = 0, columns = 0;  // extent of a grid or set
  std::uint32_t keys = 0;              // KeySet; stays in C++
  std::uint32_t revision = 0;          // a change makes the page take `value` over a half-typed one
  Text name, description, value, hint;  // hint: placeholder of a field, text of a meter's value
};

// The keys a node handles itself while it has the focus: the page then drops the browser's meaning.
enum KeySet : std::uint32_t {
  keys_none = 0,
  keys_activate = 1U << 0U,  // Enter, Space
  keys_arrows = 1U << 1U,
  keys_home_end = 1U << 2U,
  keys_pages = 1U << 3U,
  keys_delete = 1U << 4U,  // Delete, Backspace
  keys_digits = 1U << 5U,
  keys_f2 = 1U << 6U,
  keys_vertical = 1U << 7U,       // Up and Down only
  keys_ctrl_vertical = 1U << 8U,  // Ctrl+Up and Ctrl+Down
};

// Where each id stands in a list. Made anew in every frame, so it keeps its memory.
class Places {
public:
  void clear();
  // False, and nothing changes, when the id is known.
  bool add(std::uint32_t id, int place);
  // -1: unknown.
  int find(std::uint32_t id) const;

private:
  struct Slot {
    std::uint32_t id = 0;
    int place = -1;
  };

  // The slot of the id, or the free one it belongs into.
  std::size_t slot_of(std::uint32_t id) const;

  std::vector<Slot> slots_;  // a power of two, at least twice as many as are taken
  std::size_t taken_ = 0;
};

class Tree {
public:
  void begin_frame();
  // Adds a node under the innermost open parent; the reference holds until the next add. Ids are
  // unique within a frame: a repeated one is changed (and counted in duplicate_ids()).
  Node& add(std::uint32_t id, Role role);
  Node& add_to_page(std::uint32_t id, Role role);  // popups and dialogs
  void open(int index);
  void close();
  // Finishes the tree: makes what is behind a modal inert.
  void end_frame();

  Text keep(std::string_view text);

  std::string_view text(Text t) const { return std::string_view(arena_).substr(t.offset, t.size); }

  std::span<const Node> nodes() const { return nodes_; }

  std::span<Node> nodes() { return nodes_; }

  int last_index() const { return static_cast<int>(nodes_.size()) - 1; }

  int parent_index() const { return open_.empty() ? -1 : open_.back(); }

  // Number of nodes added so far under the innermost open parent; keys for nameless text.
  std::uint32_t next_ordinal();

  int duplicate_ids() const { return duplicates_; }

  const Node* find(std::uint32_t id) const;

  // The difference from the last encoded frame. False when there is none. The format is described
  // in mirror.cpp and read by shell/mirror.js.
  bool encode(std::vector<std::uint32_t>& words);

private:
  bool same(const Node& a, const Node& before, unsigned& changed_texts) const;

  std::vector<Node> nodes_, before_;
  std::string arena_, arena_before_;
  std::vector<int> open_;
  std::vector<std::uint32_t> ordinals_;
  Places places_, places_before_;
  std::uint64_t structure_ = 0, structure_before_ = 0;
  int duplicates_ = 0;
};

}  // namespace touchstone::mirror
