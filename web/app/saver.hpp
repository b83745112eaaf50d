// Makes files of what is open: the audit, a page with it inside, or what views make of it. Files
// that hold the audit are sealed when it has a passphrase.
//
// What became of it goes into open.keeping() and a toast; Keeper notes where the audit is now, and
// Opener hears of it in case another audit waits for that. All three outlive the Saver, which stays
// in its place until the page goes away: the browser answers later.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "app/keeper.hpp"
#include "app/open_audit.hpp"
#include "app/opener.hpp"
#include "platform/platform.hpp"
#include "state/state.hpp"

namespace touchstone::app {

class Saver {
public:
  Saver(OpenAudit& open, Keeper& keeper, Opener& opener)
      : open_(open), keeper_(keeper), opener_(opener) {}

  // To the file it came from; asks where to, if there is none or it is wanted.
  void save(bool ask_where);
  // A copy as a web page.
  void save_page(bool read_only);
  void save_output(const SaveOutput& output);
  // What of the open audit's kept edits could not be carried out.
  void save_set_aside();

private:
  struct Written {
    std::string document;
    std::string fingerprint;  // of what the file holds
    bool as_page = false;
  };

  std::string file_name(std::string_view ending) const;
  // Calls use(bytes) with the document as a file holds it.
  void with_bytes(std::function<void(const std::string& bytes)> use);
  void after_saving(const Written& written, const platform::SaveResult& result);
  void tell(const platform::SaveResult& result);

  OpenAudit& open_;
  Keeper& keeper_;
  Opener& opener_;
};

}  // namespace touchstone::app
