// Requests to the page that are answered later: files, store, clipboard (shell/files.js, store.js);
// and the page's own surface: title, announcements, address.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <utility>

#include <emscripten.h>

#include "host/browser.hpp"
#include "host/runtime.hpp"

// clang-format off
EM_JS(void, ts_js_open, (int token, const char* kinds, int n), { touchstone.files.open(token, touchstone.text(kinds, n)); });
EM_JS(void, ts_js_choose_files, (), { touchstone.files.choose_files(); });
EM_JS(void, ts_js_inflate, (int token, const void* bytes, int n, int most), { touchstone.files.inflate(token, touchstone.bytes(bytes, n), most); });
EM_JS(void, ts_js_recent, (int token), { touchstone.files.answer_recent(token); });
EM_JS(void, ts_js_open_recent, (int token, int handle), { touchstone.files.open_recent(token, handle); });
EM_JS(void, ts_js_forget, (int token, int handle), { touchstone.files.forget(token, handle); });
EM_JS(void, ts_js_save_file, (int token, const char* name, int nn, const char* mime, int mn, const void* bytes, int bn), {
  touchstone.files.save_file(token, touchstone.text(name, nn), touchstone.text(mime, mn), touchstone.bytes(bytes, bn));
});
EM_JS(void, ts_js_save_picture, (int token, const char* name, int nn, const char* svg, int sn, double scale), {
  touchstone.files.save_picture(token, touchstone.text(name, nn), touchstone.text(svg, sn), scale);
});
EM_JS(void, ts_js_document, (double id, const char* s, int n), { touchstone.mirror.show(id, touchstone.bytes(s, n)); });
EM_JS(void, ts_js_save, (int token, int handle, const char* name, int nn, const char* kinds, int kn, const char* mime, int mn, const void* bytes, int bn), {
  touchstone.files.save(token, handle, touchstone.text(name, nn), touchstone.text(kinds, kn), touchstone.text(mime, mn), touchstone.bytes(bytes, bn));
});
EM_JS(void, ts_js_copy, (int token, const char* s, int n), { touchstone.files.copy_text(token, touchstone.text(s, n)); });
EM_JS(void, ts_js_store_put, (int token, const char* key, int kn, const void* bytes, int bn, int strict, int seal), {
  touchstone.store.put(token, touchstone.text(key, kn), touchstone.bytes(bytes, bn), strict !== 0, seal);
});
EM_JS(void, ts_js_claim, (const char* name, int n, int take_over), { touchstone.store.claim(touchstone.text(name, n), take_over !== 0); });
EM_JS(void, ts_js_make_key, (int token, const char* s, int n), { touchstone.seal.make(token, touchstone.text(s, n)); });
EM_JS(void, ts_js_seal, (int token, int key, const void* bytes, int n), { touchstone.seal.seal(token, key, touchstone.bytes(bytes, n)); });
EM_JS(void, ts_js_unseal, (int token, const char* s, int sn, const void* bytes, int n), { touchstone.seal.open(token, touchstone.text(s, sn), touchstone.bytes(bytes, n)); });
EM_JS(void, ts_js_unseal_with, (int token, int key, const void* bytes, int n), { touchstone.seal.open_with(token, key, touchstone.bytes(bytes, n)); });
EM_JS(void, ts_js_ballot_keys, (int token), { touchstone.ballots.keys(token); });
EM_JS(void, ts_js_seal_ballot, (int token, const char* key, int kn, const void* bytes, int n), { touchstone.ballots.seal(token, touchstone.text(key, kn), touchstone.bytes(bytes, n)); });
EM_JS(void, ts_js_open_ballot, (int token, const char* key, int kn, const char* s, int n), { touchstone.ballots.open(token, touchstone.text(key, kn), touchstone.text(s, n)); });
EM_JS(int, ts_js_can_connect, (), { return touchstone.live.is_possible() ? 1 : 0; });
EM_JS(void, ts_js_request_to_join, (int token), { touchstone.live.request(token); });
EM_JS(void, ts_js_answer_requests, (int token, const char* s, int n), { touchstone.live.answer(token, touchstone.text(s, n)); });
EM_JS(void, ts_js_accept_answer, (int token, const char* s, int n), { touchstone.live.accept(token, touchstone.text(s, n)); });
EM_JS(void, ts_js_leave_workshop, (), { touchstone.live.leave(); });
EM_JS(void, ts_js_send_to_peers, (unsigned peer, const char* s, int n), { touchstone.live.send(peer, touchstone.text(s, n)); });
EM_JS(void, ts_js_store_get, (int token, const char* key, int n), { touchstone.store.get(token, touchstone.text(key, n)); });
EM_JS(void, ts_js_store_keys, (int token, const char* key, int n), { touchstone.store.keys(token, touchstone.text(key, n)); });
EM_JS(void, ts_js_store_remove, (int token, const char* key, int n), { touchstone.store.remove(token, touchstone.text(key, n)); });
EM_JS(void, ts_js_title, (const char* s, int n), { touchstone.page.set_title(touchstone.text(s, n)); });
EM_JS(void, ts_js_announce, (const char* s, int n, int urgent), { touchstone.page.announce(touchstone.text(s, n), urgent !== 0); });
EM_JS(void, ts_js_unsaved, (int unsaved), { touchstone.page.set_unsaved(unsaved !== 0); });
// Both return a block as ts_copied does, or 0.
EM_JS(char*, ts_js_parameter, (const char* s, int n), {
  const value = touchstone.page.parameter(touchstone.text(s, n));
  return value === null ? 0 : touchstone.block(value);
});
EM_JS(char*, ts_js_embedded, (), { return touchstone.block(touchstone.page.embedded()); });
EM_JS(char*, ts_js_page_name, (), { return touchstone.block(touchstone.page.name()); });
EM_JS(char*, ts_js_mark, (), { return touchstone.block(touchstone.store.mark()); });
EM_JS(void, ts_js_set_mark, (const char* s, int n), { touchstone.store.set_mark(touchstone.text(s, n)); });
EM_JS(int, ts_js_read_only, (), { return touchstone.copy.form() === 'read-only' ? 1 : 0; });
EM_JS(char*, ts_js_whole, (const char* s, int n, int read_only), {
  return touchstone.block(touchstone.copy.whole(touchstone.text(s, n), read_only ? 'read-only' : ""));
});
EM_JS(char*, ts_js_time, (double seconds, int to_the_second), { return touchstone.block(touchstone.page.time(seconds, to_the_second !== 0)); });
// clang-format on

namespace touchstone::platform {

namespace {

int size_of(std::string_view s) {
  return static_cast<int>(s.size());
}

std::map<int, std::function<void(browser::Reply)>>& waiting() {
  static std::map<int, std::function<void(browser::Reply)>> w;
  return w;
}

bool g_store_usable = true;

std::string lines_of(const std::vector<FileKind>& kinds) {
  std::string lines;
  for (const FileKind& kind : kinds) {
    lines += kind.title + "\t" + kind.mime + "\t";
    for (const std::string& extension : kind.extensions) lines += extension + " ";
    lines += "\n";
  }
  return lines;
}

// Takes over a block made by touchstone.block: the size in four bytes, then the text.
std::string take_block(char* block) {
  std::uint32_t size = 0;
  std::memcpy(&size, block, 4);
  std::string s(block + 4, size);
  std::free(block);
  return s;
}

SaveResult result_of(browser::Reply r) {
  SaveResult result;
  result.outcome = static_cast<SaveOutcome>(r.code);
  result.name = std::move(r.first);
  result.problem = std::move(r.second);
  result.handle = r.handle;
  return result;
}

int await_save(SaveDone done) {
  return browser::await_reply([done = std::move(done)](browser::Reply r) {
    if (done) done(result_of(std::move(r)));
  });
}

int await_file(std::function<void(std::optional<File>)> done) {
  return browser::await_reply([done = std::move(done)](browser::Reply r) {
    if (r.code < 0) runtime::problem("The file could not be read: " + r.first);
    if (!done) return;
    if (r.code == 1) {
      done(File{std::move(r.first), std::move(r.second), r.handle});
    } else {
      done(std::nullopt);
    }
  });
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

int await_problem(std::function<void(std::string)> done) {
  return browser::await_reply([done = std::move(done)](browser::Reply r) {
    if (done) done(r.code == 1 ? std::string{} : r.first);
  });
}

int await_text(std::function<void(std::optional<std::string>)> done) {
  return browser::await_reply([done = std::move(done)](browser::Reply r) {
    if (r.code == 1) {
      done(std::move(r.first));
    } else {
      done(std::nullopt);
    }
  });
}

int await_invitation(InvitationDone done) {
  return browser::await_reply([done = std::move(done)](browser::Reply r) {
    if (r.code == 1) {
      done(std::move(r.first), {});
    } else {
      done({}, std::move(r.first));
    }
  });
}

int await_unsealed(std::function<void(Unsealed)> done) {
  return browser::await_reply([done = std::move(done)](browser::Reply r) {
    Unsealed answer;
    answer.key = r.handle;
    if (r.code == 1) {
      answer.outcome = Unsealed::Outcome::opened;
      answer.bytes = std::move(r.first);
    } else if (r.code == 0) {
      answer.outcome = Unsealed::Outcome::wrong_passphrase;
    } else {
      answer.problem = std::move(r.first);
    }
    done(std::move(answer));
  });
}

}  // namespace

namespace browser {

int await_reply(std::function<void(Reply)> then) {
  static int next = 0;
  waiting().emplace(++next, std::move(then));
  return next;
}

}  // namespace browser

void open_file(const std::vector<FileKind>& kinds, std::function<void(std::optional<File>)> done) {
  const std::string lines = lines_of(kinds);
  ts_js_open(await_file(std::move(done)), lines.data(), size_of(lines));
}

void choose_files() {
  ts_js_choose_files();
}

void inflate(std::string_view packed, std::size_t most,
             std::function<void(std::optional<std::string>)> done) {
  const int token = browser::await_reply([done = std::move(done)](browser::Reply r) {
    done(r.code == 1 ? std::optional(std::move(r.second)) : std::nullopt);
  });
  ts_js_inflate(token, packed.data(), size_of(packed), static_cast<int>(most));
}

void recent_files(std::function<void(std::vector<RecentFile>)> done) {
  ts_js_recent(browser::await_reply([done = std::move(done)](browser::Reply r) {
    std::vector<RecentFile> files;
    for (const std::string& line : split_lines(r.first)) {
      const std::size_t tab = line.find('\t'), next = line.find('\t', tab + 1);
      files.push_back({static_cast<FileHandle>(std::strtoul(line.c_str(), nullptr, 10)),
                       line.substr(next + 1),
                       static_cast<double>(std::strtoul(line.c_str() + tab + 1, nullptr, 10))});
    }
    done(std::move(files));
  }));
}

void open_recent(FileHandle handle, std::function<void(std::optional<File>)> done) {
  ts_js_open_recent(await_file(std::move(done)), static_cast<int>(handle));
}

void forget_recent(FileHandle handle, std::function<void()> done) {
  ts_js_forget(browser::await_reply([done = std::move(done)](const browser::Reply&) { done(); }),
               static_cast<int>(handle));
}

void save_file(std::string_view name, std::string_view mime, std::string_view bytes,
               SaveDone done) {
  ts_js_save_file(await_save(std::move(done)), name.data(), size_of(name), mime.data(),
                  size_of(mime), bytes.data(), size_of(bytes));
}

void save_picture(std::string_view name, std::string_view svg, double scale, SaveDone done) {
  ts_js_save_picture(await_save(std::move(done)), name.data(), size_of(name), svg.data(),
                     size_of(svg), scale);
}

void show_document(std::uint32_t id, std::string_view html) {
  ts_js_document(static_cast<double>(id), html.data(), size_of(html));
}

void save(FileHandle handle, std::string_view suggested_name, const FileKind& kind,
          std::string_view bytes, SaveDone done) {
  const std::string lines = lines_of({kind});
  ts_js_save(await_save(std::move(done)), static_cast<int>(handle), suggested_name.data(),
             size_of(suggested_name), lines.data(), size_of(lines), kind.mime.data(),
             size_of(kind.mime), bytes.data(), size_of(bytes));
}

void save_as(std::string_view suggested_name, const FileKind& kind, std::string_view bytes,
             SaveDone done) {
  save(k_no_handle, suggested_name, kind, bytes, std::move(done));
}

void copy_text(std::string_view text, std::function<void(bool)> done) {
  const int token = browser::await_reply([done = std::move(done)](browser::Reply r) {
    if (done) done(r.code == 1);
  });
  ts_js_copy(token, text.data(), size_of(text));
}

void store(std::string_view key, std::string_view bytes, Durability durability,
           std::function<void(std::string)> done, SealKey seal_key) {
  ts_js_store_put(await_problem(std::move(done)), key.data(), size_of(key), bytes.data(),
                  size_of(bytes), durability == Durability::strict ? 1 : 0,
                  static_cast<int>(seal_key));
}

void load(std::string_view key, std::function<void(std::optional<std::string>)> done) {
  ts_js_store_get(await_text(std::move(done)), key.data(), size_of(key));
}

void list_keys(std::string_view prefix, std::function<void(std::vector<std::string>)> done) {
  const int token = browser::await_reply([done = std::move(done)](browser::Reply r) {
    done(r.code == 1 ? split_lines(r.first) : std::vector<std::string>());
  });
  ts_js_store_keys(token, prefix.data(), size_of(prefix));
}

void remove_keys(std::string_view prefix, std::function<void(std::string)> done) {
  ts_js_store_remove(await_problem(std::move(done)), prefix.data(), size_of(prefix));
}

void claim(std::string_view name, bool take_over) {
  ts_js_claim(name.data(), size_of(name), take_over ? 1 : 0);
}

void make_key(std::string_view passphrase, std::function<void(SealKey, std::string)> done) {
  const int token = browser::await_reply(
      [done = std::move(done)](browser::Reply r) { done(r.handle, std::move(r.first)); });
  ts_js_make_key(token, passphrase.data(), size_of(passphrase));
}

void seal(SealKey key, std::string_view bytes,
          std::function<void(std::optional<std::string>)> done) {
  ts_js_seal(await_text(std::move(done)), static_cast<int>(key), bytes.data(), size_of(bytes));
}

void unseal(std::string_view passphrase, std::string_view sealed,
            std::function<void(Unsealed)> done) {
  ts_js_unseal(await_unsealed(std::move(done)), passphrase.data(), size_of(passphrase),
               sealed.data(), size_of(sealed));
}

void unseal(SealKey key, std::string_view sealed, std::function<void(Unsealed)> done) {
  ts_js_unseal_with(await_unsealed(std::move(done)), static_cast<int>(key), sealed.data(),
                    size_of(sealed));
}

void make_ballot_keys(std::function<void(BallotKeys)> done) {
  ts_js_ballot_keys(browser::await_reply([done = std::move(done)](browser::Reply r) {
    BallotKeys keys;
    if (r.code == 1) {
      keys.public_key = std::move(r.first);
      keys.private_key = std::move(r.second);
    } else {
      keys.problem = std::move(r.first);
    }
    done(std::move(keys));
  }));
}

void seal_ballot(std::string_view public_key, std::string_view bytes,
                 std::function<void(std::optional<std::string>)> done) {
  ts_js_seal_ballot(await_text(std::move(done)), public_key.data(), size_of(public_key),
                    bytes.data(), size_of(bytes));
}

void open_ballot(std::string_view private_key, std::string_view line,
                 std::function<void(std::optional<std::string>)> done) {
  ts_js_open_ballot(await_text(std::move(done)), private_key.data(), size_of(private_key),
                    line.data(), size_of(line));
}

bool can_connect() {
  return ts_js_can_connect() != 0;
}

void request_to_join(InvitationDone done) {
  ts_js_request_to_join(await_invitation(std::move(done)));
}

void answer_requests(std::string_view text, InvitationDone done) {
  ts_js_answer_requests(await_invitation(std::move(done)), text.data(), size_of(text));
}

void accept_answer(std::string_view text, InvitationDone done) {
  ts_js_accept_answer(await_invitation(std::move(done)), text.data(), size_of(text));
}

void leave_workshop() {
  ts_js_leave_workshop();
}

void send_to_peers(std::uint32_t peer, std::string_view text) {
  ts_js_send_to_peers(peer, text.data(), size_of(text));
}

bool is_store_usable() {
  return g_store_usable;
}

std::string mark() {
  return take_block(ts_js_mark());
}

void set_mark(std::string_view text) {
  ts_js_set_mark(text.data(), size_of(text));
}

void set_title(std::string_view title) {
  ts_js_title(title.data(), size_of(title));
}

void announce(std::string_view text, bool urgent) {
  ts_js_announce(text.data(), size_of(text), urgent ? 1 : 0);
}

void set_unsaved(bool unsaved) {
  ts_js_unsaved(unsaved ? 1 : 0);
}

std::optional<std::string> url_parameter(std::string_view name) {
  char* block = ts_js_parameter(name.data(), size_of(name));
  if (block == nullptr) return std::nullopt;
  return take_block(block);
}

std::string embedded_audit() {
  return take_block(ts_js_embedded());
}

std::string page_name() {
  return take_block(ts_js_page_name());
}

bool is_read_only() {
  return ts_js_read_only() != 0;
}

std::string whole_page(std::string_view audit, bool read_only) {
  return take_block(ts_js_whole(audit.data(), size_of(audit), read_only ? 1 : 0));
}

std::string time_text(double unix_seconds, TimeStyle style) {
  return take_block(ts_js_time(unix_seconds, style == TimeStyle::second ? 1 : 0));
}

}  // namespace touchstone::platform

using namespace touchstone::platform;

extern "C" {

EMSCRIPTEN_KEEPALIVE void ts_reply(int token, int code, unsigned handle, const char* first,
                                   int first_size, const char* second, int second_size) {
  const auto it = waiting().find(token);
  if (it == waiting().end()) return;
  browser::Reply reply;
  reply.code = code;
  reply.handle = handle;
  reply.first.assign(first, static_cast<std::size_t>(first_size));
  reply.second.assign(second, static_cast<std::size_t>(second_size));
  auto then = std::move(it->second);
  waiting().erase(it);
  runtime::post(
      [then = std::move(then), reply = std::move(reply)]() mutable { then(std::move(reply)); },
      "answer from the page");
  browser::schedule();
}

// Requests that the page has not answered yet.
EMSCRIPTEN_KEEPALIVE int ts_awaited() {
  return static_cast<int>(waiting().size());
}

EMSCRIPTEN_KEEPALIVE void ts_claimed(const char* name, int size, int held) {
  runtime::claimed(std::string(name, static_cast<std::size_t>(size)), held != 0);
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_peer(int kind, unsigned peer, const char* text, int size) {
  runtime::peer_event({static_cast<PeerEvent::Kind>(kind), peer,
                       std::string(text, static_cast<std::size_t>(size))});
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_stored_elsewhere(const char* key, int size) {
  runtime::stored_elsewhere(std::string(key, static_cast<std::size_t>(size)));
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_notice(const char* text, int size) {
  runtime::notice(std::string(text, static_cast<std::size_t>(size)));
  browser::schedule();
}

EMSCRIPTEN_KEEPALIVE void ts_store_usable(int usable) {
  g_store_usable = usable != 0;
  request_frames(1, "store");
  browser::schedule();
}

}  // extern "C"
