#include "cli/cli.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "audit/date.hpp"
#include "cli/import_verb.hpp"
#include "cli/stats_verb.hpp"
#include "cli/verbs.hpp"
#include "document/read.hpp"
#include "insight/diagnostics.hpp"
#include "json/text.hpp"
#include "json/tree.hpp"
#include "score/score.hpp"
#include "text/concat.hpp"
#include "version.hpp"

namespace touchstone::cli {
namespace {

int run_stats_verb(Args args, Io& io) {
  const Arguments arguments(args, {}, 1, 2);
  if (!arguments.fault().empty()) return bad_usage(io, "stats", arguments.fault());
  const bool file_named = arguments.files().size() > 1;
  const auto input = load_bytes(io, file_named ? arguments.files()[1] : "-");
  if (!input) return k_bad_input;
  return run_stats(arguments.file(), *input, io.out, io.err);
}

int run_version(Args args, Io& io) {
  const Arguments arguments(args, {}, 0, 0);
  if (!arguments.fault().empty()) return bad_usage(io, "version", arguments.fault());
  io.out = concat("touchstone ", k_version_text, "\n");
  return k_good;
}

int run_help(Args args, Io& io);

struct Verb {
  std::string_view name;
  std::string_view usage;  // what follows the name
  std::string_view summary;
  int (*run)(Args args, Io& io);
};

constexpr std::array k_verbs = {
    Verb{"check", "FILE", "Says whether an audit is valid, and everything that is not.", run_check},
    Verb{"score", "FILE [--as-of DATE]", "Scores of touchpoints, gaps and journey as JSON.",
         run_score},
    Verb{"plan", "FILE --budget DAYS", "The best fixes for so many person-days.", run_plan},
    Verb{"rank", "FILE [--draws N] [--kappa K] [--top K]", "How sure the ranking is.", run_rank},
    Verb{"agree", "FILE", "Agreement of the raters, and what to discuss first.", run_agree},
    Verb{"compare", "OLD NEW", "What has changed between two audits.", run_compare},
    Verb{"report",
         "FILE --to md, html, csv, jira or svg [--as-of DATE] [--budget DAYS] [--part TABLE] [-o "
         "OUT]",
         "A report for readers, or a table for other programs.", run_report},
    Verb{"import", k_import_usage,
         "Other programs' files as an audit, and what was not understood.", run_import},
    Verb{"stats", "METHOD < input.json", "One statistical method on JSON input.", run_stats_verb},
    Verb{"version", "", "The program's version.", run_version},
    Verb{"help", "", "This text.", run_help},
};

std::string usage_of(const Verb& verb) {
  return concat("touchstone ", verb.name, verb.usage.empty() ? "" : " ", verb.usage);
}

std::string help_text() {
  std::string text = "Usage: touchstone VERB ...   (FILE may be - for standard input)\n\n";
  for (const Verb& verb : k_verbs)
    text += concat("  ", usage_of(verb), "\n      ", verb.summary, "\n");
  return text;
}

int run_help(Args, Io& io) {
  io.out = help_text();
  return k_good;
}

const Verb* find_verb(std::string_view name) {
  if (name == "--version") name = "version";
  if (name == "--help" || name == "-h") name = "help";
  const auto found = std::find_if(k_verbs.begin(), k_verbs.end(),
                                  [&](const Verb& verb) { return verb.name == name; });
  return found == k_verbs.end() ? nullptr : &*found;
}

}  // namespace

int run(std::span<const std::string> args, Io& io) {
  if (args.empty()) {
    io.err += help_text();
    return k_bad_usage;
  }
  const Verb* verb = find_verb(args.front());
  if (verb == nullptr) {
    io.err += concat("There is no verb \"", args.front(), "\".\n\n", help_text());
    return k_bad_usage;
  }
  return verb->run(args.subspan(1), io);
}

Arguments::Arguments(std::span<const std::string> args,
                     std::initializer_list<std::string_view> options, std::size_t fewest,
                     std::size_t most) {
  for (std::size_t i = 0; i < args.size() && fault_.empty(); ++i) {
    const std::string& arg = args[i];
    if (arg == "-" || !arg.starts_with('-')) {
      files_.push_back(arg);
      continue;
    }
    const std::size_t equals = arg.starts_with("--") ? arg.find('=') : std::string::npos;
    const std::string name = arg.substr(0, equals);
    if (std::find(options.begin(), options.end(), name) == options.end()) {
      fault_ = concat("There is no option ", name, " here.");
    } else if (option(name)) {
      fault_ = concat(name, " stands twice.");
    } else if (equals != std::string::npos) {
      options_.emplace_back(name, arg.substr(equals + 1));
    } else if (i + 1 == args.size()) {
      fault_ = concat(name, " needs a value.");
    } else {
      options_.emplace_back(name, args[++i]);
    }
  }
  if (!fault_.empty()) return;
  if (files_.size() < fewest) fault_ = "An argument is missing.";
  if (files_.size() > most) fault_ = concat("What is \"", files_[most], "\" for?");
}

std::optional<std::string> Arguments::option(std::string_view name) const {
  for (const auto& [known, value] : options_) {
    if (known == name) return value;
  }
  return std::nullopt;
}

std::optional<double> Arguments::number(std::string_view name, double low, bool whole) {
  const std::optional<std::string> text = option(name);
  if (!text) return std::nullopt;
  JsonTree tree;
  if (parse_json(*text, tree).empty() && tree.root().type() == JsonType::number) {
    const double number = tree.root().number();
    if (number >= low && (!whole || number == std::floor(number))) return number;
  }
  fault_ = concat(name, " is \"", *text, "\"; expected a ", whole ? "whole " : "",
                  "number of at least ", number_text(low), ".");
  return std::nullopt;
}

int bad_usage(Io& io, std::string_view verb, std::string_view fault) {
  const Verb* row = find_verb(verb);
  io.err += concat(fault, "\nUsage: ", row != nullptr ? usage_of(*row) : "touchstone help", "\n");
  return k_bad_usage;
}

std::optional<std::string> load_bytes(Io& io, const std::string& path) {
  std::optional<std::string> bytes = io.read(path);
  if (!bytes) {
    io.err += path == "-" ? "Standard input cannot be read.\n"
                          : concat("There is no file \"", path, "\" that can be read.\n");
  }
  return bytes;
}

std::optional<LoadedAudit> load_audit(Io& io, const std::string& path) {
  const std::optional<std::string> bytes = load_bytes(io, path);
  if (!bytes) return std::nullopt;
  const auto report = [&](const Problems& problems) {
    for (const Problem& problem : problems) {
      io.err += concat(problem.pointer.empty() ? "document" : problem.pointer.c_str(), ": ",
                       problem.message, "\n");
    }
  };
  Result<Audit> audit = read_audit(*bytes, shipped_model());
  if (!audit) {
    report(audit.problems());
    return std::nullopt;
  }
  Result<Model> model = effective_model(shipped_model(), audit->header.overrides);
  if (!model) {
    report(model.problems());
    return std::nullopt;
  }
  return LoadedAudit{std::move(*audit), std::move(*model)};
}

void check_as_of(Arguments& arguments) {
  const std::optional<std::string> text = arguments.option("--as-of");
  if (text && !parse_date(*text)) {
    arguments.blame(concat("--as-of is \"", *text, "\"; expected a date such as 2026-11-01."));
  }
}

std::optional<LoadedAudit> load_audit(Io& io, const Arguments& arguments) {
  std::optional<LoadedAudit> loaded = load_audit(io, arguments.file());
  const std::optional<std::string> as_of = arguments.option("--as-of");
  if (loaded && as_of) loaded->audit.header.as_of = parse_date(*as_of);
  return loaded;
}

Scores scores_of(const LoadedAudit& loaded) {
  Scores scores = evaluate(loaded.audit, loaded.model);
  scores.diagnostics = diagnose(loaded.audit, loaded.model, scores);
  return scores;
}

int deliver(Io& io, const Arguments& arguments, std::string_view bytes) {
  const std::optional<std::string> path = arguments.option("-o");
  if (!path || *path == "-") {
    io.out += bytes;
    return k_good;
  }
  if (io.write(*path, bytes)) return k_good;
  io.err += concat("\"", *path, "\" cannot be written.\n");
  return k_bad_input;
}

}  // namespace touchstone::cli
