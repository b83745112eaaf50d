#include "host/headless.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <imgui.h>
#include <imgui_internal.h>

#include "host/runtime.hpp"
#include "tables/inflate.hpp"
#include "text/concat.hpp"
#include "ui/core.hpp"

namespace touchstone::platform {

namespace {

struct Machine {
  double clock_ms = 1000;
  std::map<std::string, std::string> parameters;
  std::optional<File> offered;
  std::vector<headless::SavedFile> saved;
  std::string document;
  std::map<std::string, std::string> store;
  bool store_broken = false;
  std::string mark;
  std::string held_elsewhere;
  std::string title;
  std::vector<std::string> announcements;
  bool unsaved = false;
  std::optional<std::string> clipboard;
  FileHandle next_handle = 1;
  std::vector<RecentFile> recent;
  std::vector<std::string> sent;  // to peers
};

Machine& machine() {
  static Machine m;
  return m;
}

constexpr double k_frame_ms = 16;

// Nothing secret: readable in a failing test, and no key fits another's text.
std::vector<std::string>& passphrases() {
  static std::vector<std::string> known;
  return known;
}

SealKey key_of(std::string_view passphrase) {
  auto& known = passphrases();
  auto at = std::ranges::find(known, passphrase);
  if (at == known.end()) at = known.insert(known.end(), std::string(passphrase));
  return static_cast<SealKey>(at - known.begin()) + 1;
}

std::string head_of(SealKey key) {
  return concat("{\"format\":\"touchstone-sealed\",\"passphrase\":\"", passphrases()[key - 1],
                "\"}");
}

std::string sealed_by(SealKey key, std::string_view bytes) {
  return key == k_no_key ? std::string(bytes) : concat(head_of(key), bytes);
}

constexpr const char* k_broken = "it is broken";

void answer_save(SaveDone done, SaveResult result) {
  runtime::post(
      [done = std::move(done), result = std::move(result)] {
        if (done) done(result);
      },
      "saved");
}

}  // namespace

double now_ms() {
  return machine().clock_ms;
}

double unix_seconds() {
  return 1.8e9 + machine().clock_ms / 1000.0;
}

std::optional<std::string> url_parameter(std::string_view name) {
  const auto it = machine().parameters.find(std::string(name));
  return it == machine().parameters.end() ? std::nullopt : std::optional(it->second);
}

void open_file(const std::vector<FileKind>&, std::function<void(std::optional<File>)> done) {
  runtime::post([done = std::move(done),
                 file = std::exchange(machine().offered, std::nullopt)] { done(file); },
                "file chosen");
}

void choose_files() {
  if (!machine().offered) return;
  runtime::post(
      [file = *std::exchange(machine().offered, std::nullopt)] { runtime::dropped({file}); },
      "files chosen");
}

void inflate(std::string_view packed, std::size_t most,
             std::function<void(std::optional<std::string>)> done) {
  runtime::post([done = std::move(done), bytes = tables::inflate(packed, most)] { done(bytes); },
                "unpacked");
}

void recent_files(std::function<void(std::vector<RecentFile>)> done) {
  runtime::post([done = std::move(done), recent = machine().recent] { done(recent); }, "recent");
}

void open_recent(FileHandle, std::function<void(std::optional<File>)> done) {
  open_file({}, std::move(done));
}

void forget_recent(FileHandle handle, std::function<void()> done) {
  std::erase_if(machine().recent, [&](const RecentFile& file) { return file.handle == handle; });
  runtime::post(std::move(done), "forgotten");
}

void save_file(std::string_view name, std::string_view mime, std::string_view bytes,
               SaveDone done) {
  machine().saved.push_back(
      {std::string(name), std::string(mime), std::string(bytes), k_no_handle});
  answer_save(std::move(done), {SaveOutcome::downloaded, std::string(name), k_no_handle, {}});
}

void save_picture(std::string_view name, std::string_view svg, double, SaveDone done) {
  save_file(name, "image/png", svg, std::move(done));
}

void show_document(std::uint32_t, std::string_view html) {
  machine().document = html;
}

void save_as(std::string_view name, const FileKind& kind, std::string_view bytes, SaveDone done) {
  save(machine().next_handle++, name, kind, bytes, std::move(done));
}

void save(FileHandle handle, std::string_view name, const FileKind& kind, std::string_view bytes,
          SaveDone done) {
  if (handle == k_no_handle) handle = machine().next_handle++;
  machine().saved.push_back({std::string(name), kind.mime, std::string(bytes), handle});
  answer_save(std::move(done), {SaveOutcome::saved, std::string(name), handle, {}});
}

void copy_text(std::string_view text, std::function<void(bool)> done) {
  machine().clipboard = std::string(text);
  runtime::post(
      [done = std::move(done)] {
        if (done) done(true);
      },
      "copied");
}

void store(std::string_view key, std::string_view bytes, Durability,
           std::function<void(std::string)> done, SealKey seal_key) {
  const bool ok = !machine().store_broken;
  if (ok) machine().store[std::string(key)] = sealed_by(seal_key, bytes);
  runtime::post(
      [done = std::move(done), ok] {
        if (done) done(ok ? "" : k_broken);
      },
      "stored");
}

void load(std::string_view key, std::function<void(std::optional<std::string>)> done) {
  std::optional<std::string> bytes;
  const auto it = machine().store.find(std::string(key));
  if (it != machine().store.end() && !machine().store_broken) bytes = it->second;
  runtime::post([done = std::move(done), bytes = std::move(bytes)] { done(bytes); }, "loaded");
}

void list_keys(std::string_view prefix, std::function<void(std::vector<std::string>)> done) {
  std::vector<std::string> keys;
  for (const auto& [key, bytes] : machine().store) {
    if (key.starts_with(prefix)) keys.push_back(key);
  }
  runtime::post([done = std::move(done), keys = std::move(keys)] { done(keys); }, "keys listed");
}

void remove_keys(std::string_view prefix, std::function<void(std::string)> done) {
  std::erase_if(machine().store, [&](const auto& kept) { return kept.first.starts_with(prefix); });
  runtime::post(
      [done = std::move(done)] {
        if (done) done("");
      },
      "removed");
}

bool is_store_usable() {
  return !machine().store_broken;
}

std::string mark() {
  return machine().mark;
}

void set_mark(std::string_view text) {
  machine().mark = text;
}

void claim(std::string_view name, bool take_over) {
  if (name.empty()) return;  // lets the one before go, and tells nobody
  const bool held = take_over || machine().held_elsewhere != name;
  if (held) machine().held_elsewhere.clear();
  runtime::post([name = std::string(name), held] { runtime::claimed(name, held); }, "claimed");
}

std::string time_text(double unix_seconds, TimeStyle style) {
  return concat(style == TimeStyle::second ? "second " : "minute ",
                std::to_string(static_cast<long long>(unix_seconds)));
}

void make_key(std::string_view passphrase, std::function<void(SealKey, std::string)> done) {
  const SealKey key = key_of(passphrase);
  runtime::post([done = std::move(done), key] { done(key, ""); }, "key made");
}

void seal(SealKey key, std::string_view bytes,
          std::function<void(std::optional<std::string>)> done) {
  runtime::post([done = std::move(done), sealed = sealed_by(key, bytes)] { done(sealed); },
                "sealed");
}

void unseal(std::string_view passphrase, std::string_view sealed,
            std::function<void(Unsealed)> done) {
  unseal(key_of(passphrase), sealed, std::move(done));
}

void unseal(SealKey key, std::string_view sealed, std::function<void(Unsealed)> done) {
  Unsealed answer;
  answer.outcome = Unsealed::Outcome::wrong_passphrase;
  const std::string head = head_of(key);
  if (sealed.starts_with(head)) {
    answer = {Unsealed::Outcome::opened, std::string(sealed.substr(head.size())), key, ""};
  }
  runtime::post([done = std::move(done), answer = std::move(answer)] { done(answer); }, "unsealed");
}

// A ballot's line is its key and its bytes in hexadecimal digits.
void make_ballot_keys(std::function<void(BallotKeys)> done) {
  runtime::post([done = std::move(done)] { done({"headless-key", "headless-key", ""}); },
                "keys made");
}

void seal_ballot(std::string_view public_key, std::string_view bytes,
                 std::function<void(std::optional<std::string>)> done) {
  static int sealed = 0;  // no two lines are the same
  constexpr std::string_view k_digits = "0123456789abcdef";
  std::string line = concat("TB1.", public_key, "_", std::to_string(++sealed), "_");
  for (const char c : bytes) {
    line += k_digits[static_cast<unsigned char>(c) >> 4];
    line += k_digits[static_cast<unsigned char>(c) & 15];
  }
  runtime::post([done = std::move(done), line] { done(line); }, "ballot sealed");
}

void open_ballot(std::string_view private_key, std::string_view line,
                 std::function<void(std::optional<std::string>)> done) {
  std::optional<std::string> bytes;
  if (line.starts_with(concat("TB1.", private_key, "_"))) {
    const std::string_view digits = line.substr(line.rfind('_') + 1);
    bytes.emplace();
    for (std::size_t at = 0; at + 1 < digits.size(); at += 2)
      *bytes += static_cast<char>(std::stoi(std::string(digits.substr(at, 2)), nullptr, 16));
  }
  runtime::post([done = std::move(done), bytes = std::move(bytes)] { done(bytes); },
                "ballot opened");
}

bool can_connect() {
  return true;
}

void request_to_join(InvitationDone done) {
  runtime::post([done = std::move(done)] { done("TR1.headless", ""); }, "request");
}

void answer_requests(std::string_view text, InvitationDone done) {
  const bool found = text.find("TR1.") != std::string_view::npos;
  runtime::post(
      [done = std::move(done), found] {
        done(found ? "TA1.headless" : "", found ? "" : "There is no request in this text.");
      },
      "answer");
}

void accept_answer(std::string_view text, InvitationDone done) {
  const bool found = text.find("TA1.") != std::string_view::npos;
  runtime::post([done = std::move(done),
                 found] { done("", found ? "" : "There is no answer in this text."); },
                "accepted");
}

void leave_workshop() {}

void send_to_peers(std::uint32_t, std::string_view text) {
  machine().sent.emplace_back(text);
}

bool is_read_only() {
  return machine().parameters.contains("read-only");
}

std::string whole_page(std::string_view audit, bool read_only) {
  return concat("<html", read_only ? " read-only>" : ">", audit);
}

void set_title(std::string_view title) {
  machine().title = title;
}

void announce(std::string_view text, bool) {
  machine().announcements.emplace_back(text);
}

void set_unsaved(bool unsaved) {
  machine().unsaved = unsaved;
}

std::string embedded_audit() {
  const auto it = machine().parameters.find("audit-in-page");
  return it == machine().parameters.end() ? std::string() : it->second;
}

std::string page_name() {
  return embedded_audit().empty() ? "touchstone.html" : "audit.touchstone.html";
}

// Glyphs without pictures: every character as wide as 0.55 em (0.6 bold).

namespace {

const ImFontLoader& loader() {
  static ImFontLoader l = [] {
    ImFontLoader f;
    f.Name = "no glyphs";
    f.FontSrcInit = [](ImFontAtlas*, ImFontConfig*) { return true; };
    f.FontSrcContainsGlyph = [](ImFontAtlas*, ImFontConfig*, ImWchar) { return true; };
    f.FontBakedInit = [](ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*) {
      baked->Ascent = std::round(baked->Size * 0.8F);
      baked->Descent = baked->Ascent - baked->Size;
      return true;
    };
    f.FontBakedLoadGlyph = [](ImFontAtlas*, ImFontConfig* source, ImFontBaked* baked, void*,
                              ImWchar code, ImFontGlyph* out, float* advance) {
      const float em = ui::detail::em_of_line_height(baked->Size);
      const float width = std::round(em * (source->FontNo == 1 ? 0.6F : 0.55F));
      if (advance != nullptr) *advance = width;
      if (out != nullptr) {
        out->Codepoint = code;
        out->AdvanceX = width;
      }
      return true;
    };
    return f;
  }();
  return l;
}

void accept_textures() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    } else if (texture->Status != ImTextureStatus_Destroyed) {
      texture->SetTexID(1);
      texture->SetStatus(ImTextureStatus_OK);
    }
  }
}

// As in shell/mirror.js: what ARIA calls the mirror's roles.
constexpr std::array<std::string_view, 49> k_roles{
    "generic",    "text",       "paragraph",     "heading",
    "button",     "link",       "checkbox",      "switch",
    "radiogroup", "radio",      "combobox",      "listbox",
    "option",     "menu",       "menuitem",      "menuitemcheckbox",
    "tablist",    "tab",        "tabpanel",      "textbox",
    "textbox",    "searchbox",  "textbox",       "slider",
    "grid",       "row",        "columnheader",  "rowheader",
    "gridcell",   "img",        "meter",         "progressbar",
    "group",      "list",       "listitem",      "region",
    "main",       "navigation", "complementary", "contentinfo",
    "banner",     "search",     "dialog",        "alertdialog",
    "status",     "alert",      "separator",     "rowgroup",
    "document"};

std::string_view role_of(const mirror::Node& n) {
  return k_roles[static_cast<std::size_t>(n.role)];
}

bool is_behind(const mirror::Node& node) {
  const auto nodes = tree().nodes();
  for (const mirror::Node* n = &node;; n = &nodes[static_cast<std::size_t>(n->parent)]) {
    if ((n->flags & mirror::inert) != 0) return true;
    if (n->parent < 0) return false;
  }
}

const mirror::Node* operable(std::string_view role, std::string_view name) {
  const mirror::Node* n = headless::find(role, name);
  return n == nullptr || (n->flags & mirror::disabled) != 0 || is_behind(*n) ? nullptr : n;
}

}  // namespace

namespace headless {

namespace {

void start_machine(float width, float height) {
  Environment e;
  e.width = width;
  e.height = height;
  e.can_save_in_place = true;
  runtime::set_environment(e);
  ui::detail::set_font_metrics(1.2F);
  runtime::start(loader());
  frames();
}

}  // namespace

void start(float width, float height, std::map<std::string, std::string> parameters) {
  machine() = Machine{};
  machine().parameters = std::move(parameters);
  start_machine(width, height);
}

void start_again() {
  const float width = environment().width, height = environment().height;
  stop();
  start_machine(width, height);
}

void stop() {
  runtime::stop();
  ui::detail::state() = ui::detail::State{};
}

void frames(int count) {
  const auto draw = [] {
    machine().clock_ms += k_frame_ms;
    runtime::run_frame(machine().clock_ms);
    accept_textures();
    if (const auto id = ui::take_focus_request()) runtime::focus_moved(*id, true);
  };
  for (int i = 0; i < count; ++i) draw();
  for (int i = 0; count == 0 && i < 50 && (i == 0 || runtime::wants_frame()); ++i) draw();
}

void advance_clock(double ms) {
  machine().clock_ms += ms;
  frames();
}

void set_environment(const Environment& environment) {
  runtime::set_environment(environment);
  frames();
}

const mirror::Node* find(std::string_view role, std::string_view name) {
  for (const mirror::Node& n : tree().nodes()) {
    if (role_of(n) == role && tree().text(n.name) == name) return &n;
  }
  return nullptr;
}

bool exists(std::string_view role, std::string_view name) {
  return find(role, name) != nullptr;
}

std::string value_of(std::string_view role, std::string_view name) {
  const mirror::Node* n = find(role, name);
  return n == nullptr ? std::string{} : std::string(tree().text(n->value));
}

std::string_view text(mirror::Text t) {
  return tree().text(t);
}

std::string describe() {
  std::string all;
  for (const mirror::Node& n : tree().nodes()) {
    std::string line(role_of(n));
    line += " \"" + std::string(text(n.name)) + "\"";
    if (n.value.size > 0) line += " = " + std::string(text(n.value));
    if ((n.flags & mirror::disabled) != 0) line += " disabled";
    if ((n.flags & mirror::checked) != 0) line += " checked";
    if ((n.flags & mirror::selected) != 0) line += " selected";
    if ((n.flags & mirror::expanded) != 0) line += " expanded";
    all += line + "\n";
  }
  return all;
}

bool press(std::string_view role, std::string_view name) {
  const mirror::Node* n = operable(role, name);
  if (n == nullptr) return false;
  runtime::activate(n->id);
  frames();
  return true;
}

bool focus(std::string_view role, std::string_view name) {
  const mirror::Node* n = operable(role, name);
  if (n == nullptr || (n->flags & mirror::focusable) == 0) return false;
  runtime::focus_moved(n->id, true);
  frames();
  return true;
}

bool key(std::string_view chord) {
  KeyEvent event = ui::key_event(chord);
  const mirror::Node* focused = tree().find(ui::detail::state().focus);
  event.in_text = focused != nullptr && role_of(*focused).ends_with("box") &&
                  role_of(*focused) != "checkbox" && role_of(*focused) != "combobox";
  const bool used = runtime::key(event);
  frames();
  runtime::modifiers(0);  // let go again
  return used;
}

bool enter(std::string_view role, std::string_view name, std::string_view text) {
  const mirror::Node* n = operable(role, name);
  if (n == nullptr) return false;
  const std::uint32_t id = n->id;
  runtime::focus_moved(id, true);
  frames(1);
  FieldEvent event;
  event.text = text;
  event.changed = true;
  runtime::field(id, event);
  frames(1);
  event.changed = false;  // the page has told it: Enter comes later
  event.committed = true;
  runtime::field(id, event);
  frames();
  return true;
}

bool slide(std::string_view name, double value) {
  const mirror::Node* n = operable("slider", name);
  if (n == nullptr) return false;
  runtime::slide(n->id, value);
  frames();
  return true;
}

void click_at(float x, float y) {
  runtime::pointer_moved(x, y, false);
  frames(2);
  runtime::pointer_button(0, true, false);
  frames(1);
  runtime::pointer_button(0, false, false);
  frames();
}

void drag(float from_x, float from_y, float to_x, float to_y, std::string_view before_letting_go) {
  runtime::pointer_moved(from_x, from_y, false);
  frames(2);
  runtime::pointer_button(0, true, false);
  frames(1);
  for (const float way : {0.5F, 1.0F}) {
    runtime::pointer_moved(from_x + way * (to_x - from_x), from_y + way * (to_y - from_y), false);
    frames(2);
  }
  if (!before_letting_go.empty()) key(before_letting_go);
  runtime::pointer_button(0, false, false);
  frames();
}

void paste(std::string_view text) {
  runtime::pasted(std::string(text));
  frames();
}

void drop(std::vector<File> files) {
  runtime::dropped(std::move(files));
  frames();
}

void offer_file(File file) {
  machine().offered = std::move(file);
}

const std::string& document() {
  return machine().document;
}

std::vector<SavedFile>& saved_files() {
  return machine().saved;
}

std::vector<RecentFile>& recent() {
  return machine().recent;
}

std::map<std::string, std::string>& stored() {
  return machine().store;
}

void hold_elsewhere(std::string_view name) {
  machine().held_elsewhere = name;
}

void store_elsewhere(const std::string& key, std::string bytes) {
  machine().store[key] = std::move(bytes);
  runtime::stored_elsewhere(key);
}

void break_store() {
  machine().store_broken = true;
}

void mend_store() {
  machine().store_broken = false;
}

void save_page_with(std::string_view audit) {
  machine().parameters["audit-in-page"] = audit;
}

std::string title() {
  return machine().title;
}

std::vector<std::string>& announcements() {
  return machine().announcements;
}

std::vector<std::string>& sent_to_peers() {
  return machine().sent;
}

void peer(PeerEvent event) {
  runtime::peer_event(std::move(event));
  frames();
}

bool is_unsaved() {
  return machine().unsaved;
}

}  // namespace headless
}  // namespace touchstone::platform
