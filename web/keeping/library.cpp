#include "keeping/library.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <utility>

#include "document/journal.hpp"
#include "document/write.hpp"
#include "json/text.hpp"
#include "json/tree.hpp"
#include "text/concat.hpp"

namespace touchstone::app {
namespace {

constexpr std::string_view k_about = "about/";
constexpr std::size_t k_digits = 6;
constexpr std::size_t k_most_edits = 200;  // between checkpoints
constexpr double k_kept_when_deleted = 30.0 * 86400;
constexpr std::size_t k_most_copies = 16;  // of one audit that are met again

std::string folder_of(std::string_view id) {
  return concat("audit/", id, "/");
}

std::string numbered(std::size_t number) {
  std::string digits = std::to_string(number);
  return digits.size() < k_digits ? std::string(k_digits - digits.size(), '0') + digits : digits;
}

std::optional<std::size_t> number_in(std::string_view digits) {
  if (digits.size() < k_digits || digits.size() > 9) return std::nullopt;
  std::size_t number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::size_t>(c - '0');
  }
  return number;
}

double number_of(JsonValue object, std::string_view key) {
  const std::optional<JsonValue> found = object.find(key);
  return found && found->type() == JsonType::number ? found->number() : 0;
}

std::size_t size_in(JsonValue object, std::string_view key) {
  return static_cast<std::size_t>(std::clamp(number_of(object, key), 0.0, 1e12));
}

std::string text_in(JsonValue object, std::string_view key) {
  const std::optional<JsonValue> found = object.find(key);
  return found && found->type() == JsonType::string ? std::string(found->text()) : std::string();
}

bool is_true(JsonValue object, std::string_view key) {
  const std::optional<JsonValue> found = object.find(key);
  return found && found->type() == JsonType::boolean && found->boolean();
}

std::string copies_text(const std::vector<KeptCopy>& copies) {
  std::string out = "[";
  for (const KeptCopy& copy : copies) {
    out += out.size() > 1 ? ",{\"of\":" : "{\"of\":";
    append_json_string(out, copy.fingerprint);
    out += ",\"at\":";
    append_json_number(out, std::floor(copy.at));
    out += '}';
  }
  return out + ']';
}

std::vector<KeptCopy> copies_in(JsonValue about) {
  std::vector<KeptCopy> copies;
  const std::optional<JsonValue> list = about.find("copies");
  if (!list || list->type() != JsonType::array) return copies;
  for (const JsonValue copy : *list) {
    if (copies.size() == k_most_copies) break;
    if (copy.type() == JsonType::object)
      copies.push_back({text_in(copy, "of"), number_of(copy, "at")});
  }
  return copies;
}

// Several answers that are awaited together.
struct Gathering {
  std::map<std::string, std::string> texts;
  std::size_t awaited = 0;
  std::function<void(std::map<std::string, std::string>)> done;

  void arrived() {
    if (--awaited == 0) done(std::move(texts));
  }
};

// Loads all keys with the prefix.
void load_all(std::string_view prefix,
              std::function<void(std::map<std::string, std::string>)> done) {
  platform::list_keys(
      prefix, [done = std::move(done)](const std::vector<std::string>& keys) mutable {
        if (keys.empty()) {
          done({});
          return;
        }
        auto gathering = std::make_shared<Gathering>();
        gathering->awaited = keys.size();
        gathering->done = std::move(done);
        for (const std::string& key : keys) {
          platform::load(key, [gathering, key = key](std::optional<std::string> text) {
            if (text) gathering->texts[key] = std::move(*text);
            gathering->arrived();
          });
        }
      });
}

// Records that the key does not fit stay as they are: the reader then says what is wrong with them.
void unseal_all(platform::SealKey key, std::map<std::string, std::string> sealed,
                std::function<void(std::map<std::string, std::string>)> done) {
  auto gathering = std::make_shared<Gathering>();
  gathering->awaited = 1;
  gathering->done = std::move(done);
  for (auto& [name, text] : sealed) {
    if (is_sealed(text)) {
      ++gathering->awaited;
      platform::unseal(
          key, text,
          [gathering, record = name, sealed_text = text](const platform::Unsealed& answer) {
            const bool opened = answer.outcome == platform::Unsealed::Outcome::opened;
            gathering->texts[record] = opened ? answer.bytes : sealed_text;
            gathering->arrived();
          });
    } else {
      gathering->texts[name] = std::move(text);
    }
  }
  gathering->arrived();
}

}  // namespace

bool is_sealed(std::string_view text) {
  return text.starts_with(R"({"format":"touchstone-sealed")");
}

std::string fingerprint(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[(hash >> shift) & 15];
  return digits;
}

std::string new_kept_id() {
  const auto moment = static_cast<unsigned long long>(platform::unix_seconds() * 1000);
  const auto within = static_cast<unsigned long long>(platform::now_ms() * 1000) % 1000000;
  return concat(std::to_string(moment), "-", std::to_string(within));
}

std::string write_about(const KeptAudit& about) {
  std::string out = "{\"title\":";
  append_json_string(out, about.sealed ? std::string_view() : std::string_view(about.title));
  const auto add = [&](std::string_view key, double number) {
    out += concat(",\"", key, "\":");
    append_json_number(out, number);
  };
  add("changed", std::floor(about.changed));
  add("touchpoints", static_cast<double>(about.touchpoints));
  add("bytes", static_cast<double>(about.bytes));
  const auto add_text = [&](std::string_view key, std::string_view text) {
    out += concat(",\"", key, "\":");
    append_json_string(out, text);
  };
  if (about.file.handle != platform::k_no_handle) add("handle", about.file.handle);
  if (!about.file.fingerprint.empty()) {
    if (!about.sealed) add_text("file", about.file.name);
    add_text("fileHolds", about.file.fingerprint);
    if (about.file.is_current) out += ",\"inFile\":true";
    if (about.file.is_page) out += ",\"inPage\":true";
  }
  if (!about.file.copies.empty()) out += concat(",\"copies\":", copies_text(about.file.copies));
  if (about.sealed) out += ",\"sealed\":true";
  if (about.deleted) add("deleted", std::floor(*about.deleted));
  return out + "}";
}

std::optional<KeptAudit> read_about(std::string id, std::string_view text) {
  JsonTree tree;
  const std::string kept(text);
  if (!parse_json(kept, tree).empty() || tree.root().type() != JsonType::object)
    return std::nullopt;
  const JsonValue root = tree.root();
  KeptAudit about;
  about.id = std::move(id);
  about.title = text_in(root, "title");
  about.sealed = is_true(root, "sealed");
  about.changed = number_of(root, "changed");
  about.touchpoints = size_in(root, "touchpoints");
  about.bytes = size_in(root, "bytes");
  if (root.find("deleted")) about.deleted = number_of(root, "deleted");
  about.file = {.name = text_in(root, "file"),
                .handle = static_cast<platform::FileHandle>(size_in(root, "handle")),
                .fingerprint = text_in(root, "fileHolds"),
                .is_current = is_true(root, "inFile"),
                .is_page = is_true(root, "inPage"),
                .copies = copies_in(root)};
  // Of versions that knew of no copies.
  if (about.file.copies.empty() && !about.file.fingerprint.empty())
    about.file.add_copy(about.file.fingerprint, about.changed);
  return about;
}

const KeptCopy* KeptFile::copy_with(std::string_view wanted) const {
  const auto found = std::ranges::find(copies, wanted, &KeptCopy::fingerprint);
  return found == copies.end() ? nullptr : &*found;
}

void KeptFile::add_copy(std::string holds, double at) {
  std::erase_if(copies, [&](const KeptCopy& copy) { return copy.fingerprint == holds; });
  copies.insert(copies.begin(), {std::move(holds), at});
  if (copies.size() > k_most_copies) copies.resize(k_most_copies);
}

bool KeptRecords::is_sealed() const {
  return !checkpoints.empty() && app::is_sealed(checkpoints.front().document);
}

KeptRecords sort_records(const std::string& id, const std::map<std::string, std::string>& records) {
  const std::string folder = folder_of(id);
  KeptRecords sorted;
  // In the order of the keys: a checkpoint comes before its edits.
  std::size_t last_edit = 0;
  for (const auto& [key, text] : records) {
    if (!key.starts_with(folder)) continue;
    const std::string_view rest = std::string_view(key).substr(folder.size());
    const std::size_t slash = rest.find('/');
    const std::optional<std::size_t> number = number_in(rest.substr(0, slash));
    if (!number) continue;
    if (slash == std::string_view::npos) {
      sorted.checkpoints.push_back({*number, text, {}});
      last_edit = 0;
      continue;
    }
    const std::optional<std::size_t> edit = number_in(rest.substr(slash + 1));
    if (!edit || sorted.checkpoints.empty()) continue;
    KeptRecords::Checkpoint& checkpoint = sorted.checkpoints.back();
    if (checkpoint.number != *number) continue;
    if (*edit != last_edit + 1) checkpoint.edits.emplace_back();
    checkpoint.edits.push_back(text);
    last_edit = *edit;
  }
  std::ranges::reverse(sorted.checkpoints);
  return sorted;
}

Result<Recovered> recover(const KeptRecords& records, const Model& model) {
  Problems problems;
  for (std::size_t i = 0; i < records.checkpoints.size(); ++i) {
    const KeptRecords::Checkpoint& checkpoint = records.checkpoints[i];
    Result<Recovered> recovered = recover(checkpoint.document, checkpoint.edits, model);
    if (!recovered) {
      if (problems.empty()) problems = recovered.problems();
      continue;
    }
    // What came after, on from there: the newer ones, the oldest of them first.
    for (std::size_t newer = i; newer-- > 0;) {
      const KeptRecords::Checkpoint& unread = records.checkpoints[newer];
      recovered->set_aside.push_back(
          {"", "The audit as it stood at this moment is damaged and cannot be read.",
           unread.document});
      recover_more(*recovered, unread.edits, model);
    }
    return recovered;
  }
  if (problems.empty())
    problems.push_back({"", "The browser's store holds nothing of this audit."});
  return problems;
}

// The list.

void Library::refresh() {
  platform::recent_files([this](std::vector<platform::RecentFile> files) {
    recent_files_ = std::move(files);
    platform::request_frames(1, "recent files");
  });
  load_all(k_about, [this](const std::map<std::string, std::string>& texts) {
    std::vector<KeptAudit> all;
    for (const auto& [key, text] : texts) {
      const std::string id = key.substr(k_about.size());
      // A description that cannot be read must not hide its audit.
      all.push_back(read_about(id, text).value_or(
          KeptAudit{.id = id, .title = concat("Audit ", id), .deleted = {}}));
    }
    sort(std::move(all));
  });
}

void Library::sort(std::vector<KeptAudit> all) {
  audits_.clear();
  deleted_.clear();
  const double now = platform::unix_seconds();
  for (KeptAudit& about : all) {
    if (!about.deleted) {
      audits_.push_back(std::move(about));
    } else if (now - *about.deleted > k_kept_when_deleted) {
      take_out(about.id);
    } else {
      deleted_.push_back(std::move(about));
    }
  }
  std::ranges::stable_sort(audits_, std::ranges::greater{}, &KeptAudit::changed);
  std::ranges::stable_sort(deleted_, std::ranges::greater{},
                           [](const KeptAudit& it) { return *it.deleted; });
  is_read_ = true;
  platform::request_frames(1, "library");
}

void Library::forget_recent(platform::FileHandle handle) {
  platform::forget_recent(handle, [this] { refresh(); });
}

void Library::has_any(std::function<void(bool)> done) {
  platform::list_keys(k_about, [done = std::move(done)](const std::vector<std::string>& keys) {
    done(!keys.empty());
  });
}

void Library::find_by_file(const std::string& fingerprint,
                           std::function<void(std::optional<KeptAudit>)> done) {
  load_all(k_about, [fingerprint = fingerprint,
                     done = std::move(done)](const std::map<std::string, std::string>& texts) {
    std::optional<KeptAudit> latest;
    for (const auto& [key, text] : texts) {
      std::optional<KeptAudit> about = read_about(key.substr(k_about.size()), text);
      if (!about || about->deleted || about->file.copy_with(fingerprint) == nullptr) continue;
      if (!latest || latest->changed < about->changed) latest = std::move(about);
    }
    done(std::move(latest));
  });
}

void Library::read(const std::string& id, platform::SealKey key,
                   std::function<void(KeptRecords)> done) {
  load_all(folder_of(id), [id = id, key, done = std::move(done)](
                              std::map<std::string, std::string> texts) mutable {
    const bool came_sealed =
        key != platform::k_no_key &&
        std::ranges::any_of(texts, [](const auto& record) { return is_sealed(record.second); });
    const auto sorted = [id = id, came_sealed,
                         done = std::move(done)](const std::map<std::string, std::string>& plain) {
      platform::load(concat(k_about, id), [done, records = sort_records(id, plain), came_sealed,
                                           id](const std::optional<std::string>& about) mutable {
        if (const auto read = read_about(id, about.value_or("{}"))) records.file = read->file;
        records.came_sealed = came_sealed;
        done(std::move(records));
      });
    };
    if (came_sealed) {
      unseal_all(key, std::move(texts), sorted);
    } else {
      sorted(texts);
    }
  });
}

void Library::add(const Audit& audit, std::function<void(std::string id)> done) {
  const std::string id = new_kept_id();
  const std::string document = write_audit(audit);
  const KeptAudit about{.id = id,
                        .title = audit.header.title,
                        .changed = platform::unix_seconds(),
                        .touchpoints = audit.touchpoints.size(),
                        .bytes = document.size(),
                        .deleted = {}};
  platform::store(concat(folder_of(id), numbered(1)), document, platform::Durability::strict);
  platform::store(concat(k_about, id), write_about(about), platform::Durability::strict,
                  [this, id = id, done = std::move(done)](const std::string& problem) {
                    refresh();
                    if (problem.empty()) done(id);
                  });
}

void Library::set_deleted(const std::string& id, bool deleted) {
  const std::string key = concat(k_about, id);
  platform::load(key, [this, id = id, key = key, deleted](const std::optional<std::string>& text) {
    KeptAudit about = read_about(id, text.value_or("{}"))
                          .value_or(KeptAudit{.id = id, .title = {}, .deleted = {}});
    about.deleted = deleted ? std::optional(platform::unix_seconds()) : std::nullopt;
    platform::store(key, write_about(about), platform::Durability::strict,
                    [this](const std::string&) { refresh(); });
  });
}

void Library::take_out(const std::string& id) {
  platform::remove_keys(folder_of(id));
  platform::remove_keys(concat(k_about, id), [this](const std::string&) {
    // An empty store is nothing to warn of when the last audit was taken out by its owner.
    has_any([](bool any) {
      if (!any) platform::set_mark("");
    });
    refresh();
  });
}

// The journal.

Journal::Journal(Place place, platform::SealKey key, KeptFile file)
    : id_(std::move(place.id)), number_(place.last), key_(key), file_(std::move(file)) {}

void Journal::saved_as(KeptFile file, const Document& document) {
  file.copies = std::move(file_.copies);
  file_ = std::move(file);
  add_copy(file_.fingerprint, document);
}

void Journal::add_copy(std::string fingerprint, const Document& document) {
  file_.add_copy(std::move(fingerprint), platform::unix_seconds());
  if (!id_.empty()) tell_about(document);
}

void Journal::set_key(platform::SealKey key) {
  // What tells a readable copy would tell something of what is sealed now.
  if (key != platform::k_no_key && key_ == platform::k_no_key) {
    file_.fingerprint.clear();
    file_.copies.clear();
  }
  key_ = key;
  needs_checkpoint_ = true;
}

void Journal::tell_about(const Document& document) {
  const Audit& audit = document.audit();
  platform::store(concat(k_about, id_),
                  write_about({.id = id_,
                               .title = audit.header.title,
                               .changed = platform::unix_seconds(),
                               .touchpoints = audit.touchpoints.size(),
                               .bytes = checkpoint_bytes_,
                               .sealed = key_ != platform::k_no_key,
                               .deleted = {},
                               .file = file_}),
                  platform::Durability::relaxed);
}

void Journal::checkpoint(const Document& document, bool in_file,
                         std::function<void(std::string)> done) {
  file_.is_current = in_file;
  if (id_.empty()) id_ = new_kept_id();
  const std::string bytes = write_audit(document.audit());
  ++number_;
  edits_ = 0;
  edit_bytes_ = 0;
  checkpoint_bytes_ = bytes.size();
  needs_checkpoint_ = false;
  const std::string folder = folder_of(id_);
  platform::store(
      concat(folder, numbered(number_)), bytes, platform::Durability::relaxed,
      [this, id = id_, folder = folder, number = number_,
       done = std::move(done)](const std::string& problem) {
        if (problem.empty()) {
          for (std::size_t old = number > 3 ? number - 3 : 1; old < number; ++old)
            platform::remove_keys(concat(folder, numbered(old)));
        } else if (id == id_) {
          needs_checkpoint_ = true;
        }
        done(problem);
      },
      key_);
  tell_about(document);
}

void Journal::record(const Document& document, const Command& command, bool in_file,
                     std::function<void(std::string)> done) {
  if (needs_checkpoint_ || edits_ >= k_most_edits || edit_bytes_ > checkpoint_bytes_ + 65536) {
    checkpoint(document, in_file, std::move(done));
    return;
  }
  file_.is_current = in_file;
  const std::string line = write_command(command);
  ++edits_;
  edit_bytes_ += line.size();
  platform::store(
      concat(folder_of(id_), numbered(number_), "/", numbered(edits_)), line,
      platform::Durability::relaxed,
      [this, id = id_, done = std::move(done)](const std::string& problem) {
        if (!problem.empty() && id == id_) needs_checkpoint_ = true;
        done(problem);
      },
      key_);
  tell_about(document);
}

}  // namespace touchstone::app
