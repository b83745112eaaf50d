// What must hold for several files imported one after the other; for the fuzzer and for the replay
// of its corpus.
//
// An input is files as import_property.hpp has them, separated by lines "==". Besides its words a
// file's first line may have
//   as_of=raise   a newer day in it becomes the audit's
//   steps=small   it is read and converted a few bytes and rows at a time
// The first file's `into=small` says into what all of them go.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/history.hpp"
#include "import_property.hpp"
#include "score/evaluation.hpp"
#include "score/score.hpp"

namespace touchstone::test {

struct ImportStep {
  ImportCase file;
  bool raise_as_of = false;
  bool small_steps = false;
};

inline ImportStep import_step(std::string_view input) {
  ImportStep step;
  step.file = import_case(input);
  const std::string_view line = input.substr(0, std::min(input.find('\n'), input.size()));
  step.raise_as_of = line.find("as_of=raise") != std::string_view::npos;
  step.small_steps = line.find("steps=small") != std::string_view::npos;
  return step;
}

inline std::vector<std::string_view> parts_between_marks(std::string_view input) {
  std::vector<std::string_view> parts;
  while (!input.empty()) {
    const std::size_t end = std::min(input.find("==\n"), input.size());
    parts.push_back(input.substr(0, end));
    input.remove_prefix(std::min(end + 3, input.size()));
  }
  return parts;
}

// As the page imports: read in slices, converted some rows at a time.
inline importing::ConvertedImport convert_in_steps(const ImportStep& step, const Model& model,
                                                   std::string& fault) {
  const std::size_t bytes = step.small_steps ? 5 : std::size_t{1} << 20;
  const std::size_t rows = step.small_steps ? 2 : 1000;
  importing::ImportReader reader(step.file.name, step.file.bytes, step.file.settings.kind,
                                 step.file.settings.options);
  while (reader.step(bytes)) {
    if (!(reader.progress() >= 0 && reader.progress() <= 1)) fault = "progress is not 0..1";
  }
  const auto source = std::make_shared<const importing::ImportSource>(reader.take());
  importing::ImportConversion conversion(source, step.file.settings, model);
  while (conversion.step(rows)) {
    if (!(conversion.progress() >= 0 && conversion.progress() <= 1)) fault = "progress is not 0..1";
  }
  return conversion.take();
}

// What was decided about the columns, remembered and given again, is the same mapping.
inline std::string memory_fault(const ImportStep& step,
                                const importing::ConvertedImport& converted) {
  const importing::ImportPreview& preview = converted.preview;
  if (preview.mapping.empty()) return "";
  importing::ImportSettings again = step.file.settings;
  again.changes = importing::remembered_changes(preview.mapping);
  const importing::ImportSource source =
      importing::read_import(step.file.name, step.file.bytes, again.kind, again.options);
  const importing::ImportPreview second = importing::preview_import(source, again, shipped_model());
  for (const std::string& wrong : second.mapping_faults)
    if (!wrong.empty()) return concat("a remembered mapping is refused: ", wrong);
  for (std::size_t i = 0; i < preview.mapping.size(); ++i) {
    const importing::MappedColumn& a = preview.mapping[i];
    const importing::MappedColumn& b = second.mapping[i];
    if (a.field != b.field || a.item != b.item || a.metric != b.metric || a.block != b.block)
      return concat("a remembered mapping is another: ", a.column.label);
  }
  return "";
}

// "" if all holds, else what does not: steps give what reading at one go gives; each file is
// refused with reasons or leaves a valid audit, whose scores follow; undo of all gives the audit
// from before, and redo what there was.
inline std::string fault_with_imports(std::string_view input) {
  std::vector<ImportStep> steps;
  for (const std::string_view part : parts_between_marks(input)) steps.push_back(import_step(part));
  if (steps.empty()) return "";
  const Audit start = steps.front().file.into_small ? small_audit() : Audit();
  Document document(start, shipped_model());
  Evaluation evaluation(document.audit(), document.model());
  History history;
  for (const ImportStep& step : steps) {
    std::string fault;
    const importing::ConvertedImport converted = convert_in_steps(step, document.model(), fault);
    if (fault.empty()) fault = preview_fault(converted.preview);
    if (fault.empty()) fault = memory_fault(step, converted);
    if (!fault.empty()) return fault;
    const importing::ImportSource whole = importing::read_import(
        step.file.name, step.file.bytes, step.file.settings.kind, step.file.settings.options);
    const auto by_steps =
        importing::carry_out(converted, step.file.name, document, step.raise_as_of);
    const auto at_once =
        importing::carry_out(whole, step.file.settings, document, step.raise_as_of);
    if (by_steps.ok() != at_once.ok()) return "steps and one go differ in whether it is refused";
    if (!by_steps) {
      for (const Problem& problem : by_steps.problems())
        if (problem.message.empty() || !is_utf8(problem.message)) return "a refusal without words";
      continue;
    }
    if (!(by_steps->merged.command == at_once->merged.command))
      return "steps and one go give different commands";
    const Audit before = document.audit();
    const Result<Command> done = history.perform(document, by_steps->merged.command);
    if (!done) {
      // Two valid lists need not be one: circles of requirements, factors that no longer apply.
      const importing::ImportKind kind = converted.preview.kind;
      if (kind != importing::ImportKind::audit && kind != importing::ImportKind::fixes)
        return concat("an import is refused: ", done.problems().front().pointer, " ",
                      done.problems().front().message);
      if (!(document.audit() == before)) return "a refused import changed the audit";
      continue;
    }
    const Result<Audit> back = read_audit(write_audit(document.audit()), shipped_model());
    if (!back) return concat("what was imported is not valid: ", back.problems().front().message);
    if (!(*back == document.audit())) return "what was imported is written as something else";
    evaluation.follow(document.audit(), document.model(), *done);
    if (!(evaluation.scores() == evaluate(document.audit(), document.model())))
      return "following the import is not a full evaluation";
  }
  const Audit end = document.audit();
  while (history.undo(document)) {
  }
  if (!(document.audit() == start)) return "undo of all imports leaves something";
  while (history.redo(document)) {
  }
  return document.audit() == end ? "" : "redo of all imports gives something else";
}

}  // namespace touchstone::test
