// A page without a browser (platform/headless.hpp), for as long as it lives.
//
//   class Page : public OpenPage {
//   public:
//     explicit Page(const Audit& shown) : OpenPage(shown, "M") {}  // the map
//   };
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "document/read.hpp"
#include "document/write.hpp"
#include "host/headless.hpp"
#include "support/documents.hpp"

namespace touchstone::test {

// In CSS pixels, with the address's parameters.
struct PageSetting {
  float width = 1600, height = 1000;
  std::map<std::string, std::string> parameters = {};
};

class OpenPage {
public:
  // As it starts for somebody who was never there.
  explicit OpenPage(PageSetting setting = {}) {
    platform::headless::start(setting.width, setting.height, std::move(setting.parameters));
    platform::headless::frames();
  }

  // With this audit open, in the view of this key ("": where it opens).
  explicit OpenPage(const Audit& shown, std::string_view view_key = "", PageSetting setting = {})
      : OpenPage(std::move(setting)) {
    drop("audit.touchstone.json", write_audit(shown));
    if (view_key.empty()) return;
    REQUIRE(platform::headless::key(view_key));
    platform::headless::frames();
  }

  ~OpenPage() { platform::headless::stop(); }

  OpenPage(const OpenPage&) = delete;
  OpenPage& operator=(const OpenPage&) = delete;

  static void drop(std::string_view name, std::string_view bytes) {
    platform::headless::drop({{.name = std::string(name), .bytes = std::string(bytes)}});
    platform::headless::frames();
  }

  static bool says(std::string_view text) {
    return platform::headless::describe().find(text) != std::string::npos;
  }

  // The audit as it stands after all that was done.
  static Audit kept() {
    REQUIRE(platform::headless::press("button", "Save"));
    platform::headless::frames();
    REQUIRE(!platform::headless::saved_files().empty());
    Result<Audit> audit =
        read_audit(platform::headless::saved_files().back().bytes, shipped_model());
    REQUIRE(audit);
    return std::move(*audit);
  }
};

}  // namespace touchstone::test
