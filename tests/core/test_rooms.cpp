// The rooms of docs/architecture.md, held to the sources: each folder is a room with a row, each row
// has its folder, a room uses just what its row says, and only rows above its own.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "support/documents.hpp"

namespace {

namespace fs = std::filesystem;

const fs::path k_root = TOUCHSTONE_SOURCE_DIR;

struct Room {
  std::string name;            // "core/json"
  std::set<std::string> uses;  // "text": without the folder above
};

std::string last_part(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

std::vector<std::string> in_backticks(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = text.find('`'); at != std::string_view::npos;) {
    const std::size_t end = text.find('`', at + 1);
    found.emplace_back(text.substr(at + 1, end - at - 1));
    at = text.find('`', end + 1);
  }
  return found;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t from = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', from)) {
    lines.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

std::vector<Room> rooms_in_the_table() {
  std::vector<Room> rooms;
  bool in_table = false;
  for (const std::string& line :
       lines_of(touchstone::test::file_text((k_root / "docs/architecture.md").string()))) {
    if (line.starts_with("| room |")) in_table = true;
    if (!line.starts_with("|")) in_table = in_table && line.empty() && rooms.empty();
    if (!in_table || !line.starts_with("| `")) continue;
    const std::string uses = line.substr(line.rfind('|', line.size() - 2));
    Room room{in_backticks(line).front(), {}};
    for (const std::string& name : in_backticks(uses)) room.uses.insert(name);
    rooms.push_back(std::move(room));
  }
  return rooms;
}

bool is_source(const fs::path& file) {
  return file.extension() == ".cpp" || file.extension() == ".hpp";
}

// The headers of ours that a source includes, as they are written: "json/tree.hpp".
std::vector<std::string> includes_of(const fs::path& file) {
  constexpr std::string_view k_begin = "#include \"";
  std::vector<std::string> found;
  for (const std::string& line : lines_of(touchstone::test::file_text(file.string())))
    if (line.starts_with(k_begin))
      found.push_back(line.substr(k_begin.size(), line.rfind('"') - k_begin.size()));
  return found;
}

template <class Visit>
void for_each_source(const fs::path& folder, Visit visit) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && is_source(entry.path())) visit(entry.path());
}

// What a room's sources include of other rooms, each with one file that does.
std::map<std::string, std::string> used_by(const Room& room, const std::set<std::string>& known) {
  std::map<std::string, std::string> used;
  const std::string own = last_part(room.name);
  for_each_source(k_root / room.name, [&](const fs::path& file) {
    for (const std::string& header : includes_of(file)) {
      const std::string folder = header.substr(0, header.find('/'));
      if (folder != own && known.contains(folder)) used.emplace(folder, file.filename().string());
    }
  });
  return used;
}

TEST_CASE("Rooms: the table has a row for each folder, and a folder for each row") {
  std::set<std::string> in_table;
  for (const Room& room : rooms_in_the_table()) CHECK(in_table.insert(room.name).second);
  std::set<std::string> folders = {"assets", "shell"};
  for (const char* top : {"core", "web"})
    for (const fs::directory_entry& entry : fs::directory_iterator(k_root / top))
      if (entry.is_directory())
        folders.insert(std::string(top) + "/" + entry.path().filename().string());
  CHECK(in_table == folders);
}

TEST_CASE("Rooms: the README lists them in the table's order") {
  const std::string readme = touchstone::test::file_text((k_root / "README.md").string());
  for (const std::string top : {"core", "web"}) {
    const std::size_t begin = readme.find("- `" + top + "`, ");
    REQUIRE(begin != std::string::npos);
    std::vector<std::string> listed =
        in_backticks(readme.substr(begin, readme.find('.', begin) - begin));
    listed.erase(listed.begin());
    std::vector<std::string> rooms;
    for (const Room& room : rooms_in_the_table())
      if (room.name.starts_with(top + "/")) rooms.push_back(last_part(room.name));
    CHECK(listed == rooms);
  }
}

TEST_CASE("Rooms: each uses just what its row says, and no arrow runs up") {
  const std::vector<Room> rooms = rooms_in_the_table();
  REQUIRE(rooms.size() > 20);
  std::set<std::string> known;
  for (const Room& room : rooms) known.insert(last_part(room.name));
  std::set<std::string> above;
  for (const Room& room : rooms) {
    INFO(room.name);
    const std::map<std::string, std::string> used = used_by(room, known);
    for (const auto& [name, file] : used) {
      INFO(file << " includes from " << name);
      CHECK(room.uses.contains(name));
    }
    for (const std::string& name : room.uses) {
      INFO("its row names " << name);
      CHECK(used.contains(name));
      CHECK(above.contains(name));
    }
    above.insert(last_part(room.name));
  }
}

TEST_CASE("Rooms: a view knows no other view, but what serves all of them") {
  const std::set<std::string> serving = {"shared", "help"};
  const fs::path views = k_root / "web/views";
  std::size_t looked_at = 0;
  for_each_source(views, [&](const fs::path& file) {
    const std::string own = file.parent_path().filename().string();
    if (own == "views") return;
    for (const std::string& header : includes_of(file)) {
      if (!header.starts_with("views/")) continue;
      ++looked_at;
      const std::string rest = header.substr(std::string_view("views/").size());
      if (rest.find('/') == std::string::npos) continue;
      const std::string folder = rest.substr(0, rest.find('/'));
      INFO(file.string() << " includes " << header);
      CHECK((folder == own || serving.contains(folder)));
    }
  });
  CHECK(looked_at > 50);
}

}  // namespace
