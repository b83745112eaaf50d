// What must hold for any bytes given to the document reader; for the fuzzer and for the replay of
// its corpus.
#pragma once

#include <string>
#include <string_view>

#include "document/document.hpp"
#include "document/journal.hpp"
#include "document/read.hpp"
#include "document/write.hpp"
#include "json/utf8.hpp"

namespace touchstone::test {

// "" if all holds, else what does not: bytes are refused with reasons in valid UTF-8 or give an
// audit that survives being written and read, in the same bytes, and can be opened.
inline std::string fault_with(std::string_view bytes) {
  const Result<Command> command = read_command(bytes);
  if (command && read_command(write_command(*command)).problems() != Problems{})
    return "a command does not survive being written";

  const Result<Audit> audit = read_audit(bytes, shipped_model());
  if (!audit) {
    for (const Problem& problem : audit.problems()) {
      if (problem.message.empty()) return "a problem without words";
      if (!problem.pointer.empty() && problem.pointer.front() != '/') return "no JSON Pointer";
      if (valid_utf8(problem.pointer + problem.message) != problem.pointer + problem.message)
        return "a problem that is not UTF-8";
    }
    return "";
  }
  const std::string written = write_audit(*audit);
  const Result<Audit> back = read_audit(written, shipped_model());
  if (!back) return "what was written is refused: " + back.problems().front().message;
  if (!(*back == *audit)) return "what was written reads as something else";
  if (write_audit(*back) != written) return "written twice, other bytes";
  const Document document(*audit, shipped_model());
  return document.index().is_consistent() ? "" : "the index of a valid audit is not consistent";
}

}  // namespace touchstone::test
