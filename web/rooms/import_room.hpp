// Other people's files on their way into the audit: read, looked at, decided, carried out as one
// step of undo. Nothing of them is in the audit before that. All of it happens in slices between
// frames, so that the page answers and the user can stop it; what would be too much for an audit
// (limits.hpp) is told before the import is offered.
//
// How the columns of a file were taken by hand is remembered in the browser's store, under the
// names of its columns: the next file of the same columns is taken the same way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "import/import.hpp"

namespace touchstone::app {

// What the views ask for, of the file at place `file`.
struct AtImport {
  enum class What {
    choose,  // show the browser's dialog for files
    paste,   // cells: `text`
    stop,    // reading; the file goes
    put_away,
    put_all_away,
    take_as,  // another kind of file: its key is `text`, "" as recognised
    map,      // a column: `text` as importing::change_mapping() reads it
    set,  // an option: `text` as importing::set_option() reads it; without a value it is left open
    as_proposed,  // forget what was mapped and set
    carry_out,
    carry_out_as_new
  };
  What what;
  std::size_t file = 0;
  std::string text = {};
};

// What a file is to become: `problems` by file, if it cannot.
struct ProposedImport {
  Command command;
  std::size_t added = 0, changed = 0;
  std::vector<std::string> changes;
  std::vector<std::string> left_out;  // files that gave nothing beside others that gave something
  Problems problems;
};

// "5 things were added, 1 known one was completed".
std::string sum_of(const ProposedImport& done);

class ImportRoom {
public:
  struct Workbook;

  struct File {
    std::string name;
    // For reading it again otherwise; "" of sheets, which say themselves how they are read.
    std::string bytes = {};
    std::shared_ptr<Workbook> workbook = {};                  // while it is unpacked and read
    std::unique_ptr<importing::ImportReader> reader;          // while it is read
    std::unique_ptr<importing::ImportConversion> conversion;  // then, while its rows are looked at
    std::shared_ptr<const importing::ImportSource> source;
    importing::ImportSettings settings;
    std::vector<std::string> options;  // what `settings.options` is made of
    importing::ConvertedImport converted;
    std::string problem;         // why the latest change was not taken
    bool was_recalled = false;   // the store was asked for an earlier file of the same columns
    bool is_remembered = false;  // taken as that file was

    const importing::ImportPreview& preview() const { return converted.preview; }

    bool is_worked_on() const { return workbook || reader || conversion; }

    double progress() const;
  };

  const std::vector<File>& files() const { return files_; }

  // Of the latest files that were carried out, until others come.
  const std::optional<ProposedImport>& done() const { return done_; }

  bool is_reading() const;

  // Files that give something. Where there are any, the others are left out.
  std::size_t useful() const;

  void add(std::string name, std::string bytes);

  // Everything but choosing and carrying out.
  void carry_out(const AtImport& wish);

  // Reads some milliseconds' worth more.
  void step();

  // What importing all useful files comes to, as one command: found out once they are read, before
  // it is offered. `version`: of the document, another after every change.
  void foresee(const Document& document, std::uint64_t version, bool as_new);

  // Null: it is not found out yet.
  const ProposedImport* foreseen() const { return foreseen_ ? &foreseen_->proposed : nullptr; }

  // The audit that files which become a new one are brought into.
  Audit beginning() const;

  // They are in the audit: keeps what was decided about them, and puts them away.
  void finish();

private:
  struct Foreseen {
    std::uint64_t version;
    bool as_new;
    ProposedImport proposed;
  };

  void add_workbook(std::string name, std::string bytes);
  void ask_for_part(const std::shared_ptr<Workbook>& book);
  void read_workbook(File& file, double until);
  void put_sheets(File& file);
  static File file_of_table(std::string name, tables::Table table, std::string refusal);
  ProposedImport propose(const Document& document) const;
  static void begin(File& file);
  void read_again(File& file);
  void recall(File& file);
  void begin_look(File& file);
  void look(File& file, double until);
  void map(File& file, const std::string& text);
  void set(File& file, const std::string& text);

  std::vector<File> files_;
  std::optional<Foreseen> foreseen_;  // until a file or the document changes
  std::optional<ProposedImport> done_;
};

}  // namespace touchstone::app
