#include "state/samples.hpp"

#include <cassert>

#include "assets/embedded.hpp"
#include "document/read.hpp"
#include "json/tree.hpp"
#include "model/model.hpp"

namespace touchstone::app {

Audit read_sample(std::size_t index) {
  // Every sample is read by the tests; here it can only be right.
  Result<Audit> audit = read_audit(assets::samples()[index].text, shipped_model());
  assert(audit.ok());
  return std::move(*audit);
}

const std::vector<std::string>& sample_titles() {
  static const std::vector<std::string> titles = [] {
    std::vector<std::string> read;
    for (const assets::Named& sample : assets::samples()) {
      JsonTree tree;
      const Problems problems = parse_json(sample.text, tree);
      assert(problems.empty());
      read.push_back(tree.root().find("title")->text());
    }
    return read;
  }();
  return titles;
}

}  // namespace touchstone::app
