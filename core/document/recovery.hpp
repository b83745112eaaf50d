// An audit out of what was kept of it: a checkpoint and the journal of the commands after it.
//
// A whole journal gives the audit to the byte. Where records are damaged, gone or do not fit, all
// that can be carried out is: what a later command changes is looked for by its id where it does
// not stand in its place, and of an element only those fields are changed that the command was
// about. What cannot is set aside, one by one, with the reason.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.hpp"
#include "document/command.hpp"
#include "document/document.hpp"
#include "json/result.hpp"
#include "model/model.hpp"

namespace touchstone {

// A record of the journal that was not carried out.
struct SetAside {
  std::string label;   // of its command, as in the undo menu; "" where the record cannot be read
  std::string why;     // a sentence
  std::string record;  // as it was kept; "" where it is gone
};

struct Recovered {
  Audit audit;
  std::vector<SetAside> set_aside;  // in the journal's order

  bool is_whole() const { return set_aside.empty(); }
};

// The document `base` after the commands of the lines, in order, as many of them as can be carried
// out. An empty line stands for a record that is gone. Problems are those of `base`.
Result<Recovered> recover(std::string_view base, std::span<const std::string> lines,
                          const Model& model);

// Carries out what can be of `lines` on an audit that they were not made for, as it stands after a
// damaged part of its journal; the others are added to `recovered`.
void recover_more(Recovered& recovered, std::span<const std::string> lines, const Model& model);

// `command` as it would be for `document`, where the elements it changes stand elsewhere or differ
// in fields that it is not about; problems where it is about what is not there any more.
Result<Command> fitted(const Document& document, const Command& command);

// All that was set aside as a file: JSON, an object {"format":"touchstone-set-aside","audit":title,
// "records":[{"label":...,"why":...,"record":...}]}, where "record" is the command as the journal
// had it, or its text where it is no JSON.
std::string write_set_aside(std::string_view title, std::span<const SetAside> records);

}  // namespace touchstone
