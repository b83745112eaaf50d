// The verbs of the command line. Each gets the arguments after its name and returns the exit code.
#pragma once

#include <span>
#include <string>

#include "cli/cli.hpp"

namespace touchstone::cli {

using Args = std::span<const std::string>;

int run_check(Args args, Io& io);
int run_score(Args args, Io& io);
int run_report(Args args, Io& io);
int run_plan(Args args, Io& io);
int run_rank(Args args, Io& io);
int run_agree(Args args, Io& io);
int run_compare(Args args, Io& io);

}  // namespace touchstone::cli
