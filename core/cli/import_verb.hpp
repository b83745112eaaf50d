// `touchstone import FILE...`: other programs' files into one audit.
#pragma once

#include <span>
#include <string>

#include "cli/cli.hpp"

namespace touchstone::cli {

// What follows the verb's name, for the help text.
inline constexpr std::string_view k_import_usage =
    "FILE... [--from KIND] [--map COLUMN=FIELD]... [--option KEY=VALUE]... [--into AUDIT] "
    "[--report] [-o AUDIT]";

// Reads the files in order, each into what the ones before it made (or into the audit named by
// --into), and prints the audit or writes it to -o. What was not understood goes to standard error,
// line by line, or with --report as one JSON object; --map counts for every file that has the
// column, --from and --option for all.
//
// 1: a file cannot be read, nothing of it was understood, or no file has a column that --map names;
// 2: the call is wrong.
int run_import(std::span<const std::string> args, Io& io);

}  // namespace touchstone::cli
