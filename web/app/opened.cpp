#include "app/opened.hpp"

#include <utility>

#include "document/new_audit.hpp"
#include "platform/platform.hpp"
#include "platform/today.hpp"
#include "state/samples.hpp"
#include "state/templates.hpp"
#include "text/concat.hpp"

namespace touchstone::app {

Opened sample_at(std::size_t index) {
  Keeping keeping;
  keeping.kept = "An example. Change it as you like.";
  return {read_sample(index), keeping};
}

Opened nothing_open() {
  return {new_audit(platform::today(), "Empty audit"),
          {.origin = Keeping::Origin::fresh,
           .kept = "The audit that was open last is sealed with a passphrase: load the page again "
                   "to open it."}};
}

Opened fresh(Audit audit) {
  return {std::move(audit),
          {.origin = Keeping::Origin::fresh,
           .kept = "A new audit, in no file yet.",
           .in_no_file = true}};
}

Opened fresh(const NewAudit& wanted) {
  std::string title = wanted.title.empty() ? "New audit" : wanted.title;
  return fresh(wanted.from_template
                   ? audit_from_template(*wanted.from_template, platform::today(), std::move(title))
                   : new_audit(platform::today(), std::move(title)));
}

std::string told_of_later_work(std::string_view what, const std::string& fingerprint,
                               const KeptAudit& kept) {
  const KeptCopy* copy = kept.file.copy_with(fingerprint);
  return concat(what, " holds the audit as it was on ", moment_text(copy == nullptr ? 0 : copy->at),
                ". This browser keeps later work on it, last changed on ",
                moment_text(kept.changed), ".");
}

std::string moment_text(double unix_seconds) {
  return platform::time_text(unix_seconds, platform::TimeStyle::day_and_minute);
}

}  // namespace touchstone::app
