// The command line: verbs over the engine, without files or streams of its own, so that tests call
// it like any function. main.cpp lends it the real ones.
//
// A verb is one row of the table in cli.cpp and one function in a file of its own. Exit codes: 0
// good, 1 the input is bad or missing, 2 the call itself is wrong. On 1 and 2 nothing is printed to
// standard output, except that `check` prints its JSON for a bad document too.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/audit.hpp"
#include "model/model.hpp"
#include "score/scores.hpp"

namespace touchstone::cli {

// What a run reads and writes.
struct Io {
  // The bytes of a file, or of standard input for "-"; none if it cannot be read.
  std::function<std::optional<std::string>(const std::string& path)> read;
  // Writes a file; false if that fails.
  std::function<bool(const std::string& path, std::string_view bytes)> write;
  std::string out;  // for standard output
  std::string err;  // for standard error
};

enum ExitCode : int { k_good = 0, k_bad_input = 1, k_bad_usage = 2 };

// `args` without the program's name. Returns the exit code; what is printed lies in `io`.
int run(std::span<const std::string> args, Io& io);

// A verb's arguments, taken apart: what stands alone, and options with their values.
class Arguments {
public:
  // `options` are the names the verb knows ("--as-of", "-o"), each with a value: the next argument,
  // or after "=" for long ones. Everything else that begins with "-" (but "-" itself) is a fault,
  // as is an option twice, or files fewer than `fewest` or more than `most`.
  Arguments(std::span<const std::string> args, std::initializer_list<std::string_view> options,
            std::size_t fewest, std::size_t most);

  // What is wrong with the call; "" if nothing.
  const std::string& fault() const { return fault_; }

  // Says what is wrong with the call, unless something was before.
  void blame(std::string fault) {
    if (fault_.empty()) fault_ = std::move(fault);
  }

  const std::vector<std::string>& files() const { return files_; }

  const std::string& file() const { return files_.front(); }

  std::optional<std::string> option(std::string_view name) const;

  // The value as a number of at least `low`; sets the fault if it is none. `whole`: no fraction.
  std::optional<double> number(std::string_view name, double low, bool whole = false);

private:
  std::vector<std::string> files_;
  std::vector<std::pair<std::string, std::string>> options_;
  std::string fault_;
};

// Says what is wrong with the call and how it should look; returns k_bad_usage.
int bad_usage(Io& io, std::string_view verb, std::string_view fault);

// An audit with the model it is judged by.
struct LoadedAudit {
  Audit audit;
  Model model;
};

// Reads an audit; on failure writes all problems to io.err ("pointer: sentence" a line) and returns
// none: the verb returns k_bad_input.
std::optional<LoadedAudit> load_audit(Io& io, const std::string& path);

// The only file of the call, moved to the day of --as-of where that is given.
std::optional<LoadedAudit> load_audit(Io& io, const Arguments& arguments);

// Blames --as-of if it is no date.
void check_as_of(Arguments& arguments);

// Scores with diagnostics.
Scores scores_of(const LoadedAudit& loaded);

// The bytes of a file; on failure says so in io.err.
std::optional<std::string> load_bytes(Io& io, const std::string& path);

// Writes to the file named by "-o", or to io.out without one. Returns the exit code.
int deliver(Io& io, const Arguments& arguments, std::string_view bytes);

}  // namespace touchstone::cli
