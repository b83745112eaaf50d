#include "state/templates.hpp"

#include <cassert>
#include <utility>

#include "assets/embedded.hpp"
#include "document/read.hpp"
#include "model/model.hpp"
#include "state/wording.hpp"
#include "text/concat.hpp"

namespace touchstone::app {
namespace {

Audit read_template(std::size_t index) {
  // Every template is read by the tests; here it can only be right.
  Result<Audit> audit = read_audit(assets::templates()[index].text, shipped_model());
  assert(audit.ok());
  return std::move(*audit);
}

}  // namespace

const std::vector<TemplateFacts>& templates() {
  static const std::vector<TemplateFacts> facts = [] {
    std::vector<TemplateFacts> read;
    for (std::size_t i = 0; i < assets::templates().size(); ++i) {
      const Audit audit = read_template(i);
      const std::string& title = audit.header.title;
      const std::size_t colon = title.find(": ");
      read.push_back({title.substr(0, colon), title.substr(colon + 2),
                      concat(count_of(audit.stages.size(), "stage", "stages"), ", ",
                             count_of(audit.channels.size(), "channel", "channels"), ", ",
                             count_of(audit.teams.size(), "team", "teams"), ", ",
                             count_of(audit.touchpoints.size(), "touchpoint", "touchpoints"))});
    }
    return read;
  }();
  return facts;
}

Audit audit_from_template(std::size_t index, Date as_of, std::string title) {
  Audit audit = read_template(index);
  audit.header.title = std::move(title);
  audit.header.as_of = as_of;
  return audit;
}

}  // namespace touchstone::app
