// What the rows of a file come to, before it meets an audit: an audit of its own with the file's
// touchpoints, and all that was not understood or is left out.
//
// Converters fill a ContentBuilder: things are named, not numbered; naming one twice gives the same
// one. import_merge.hpp brings the result into a document.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "audit/audit.hpp"
#include "import/mapping.hpp"
#include "import/options.hpp"
#include "model/model.hpp"
#include "tables/import_problem.hpp"
#include "tables/table.hpp"

namespace touchstone::importing {

// A hand-off that the file suggests and nobody has recorded.
struct ProposedHandoff {
  std::string from, to;   // touchpoints by name
  std::string receiver;   // team by name
  std::size_t count = 0;  // tickets that were handed over on the way
  std::size_t n = 0;      // tickets there were

  friend bool operator==(const ProposedHandoff&, const ProposedHandoff&) = default;
};

struct ImportContent {
  Audit audit;  // references hold; ids mean nothing outside
  tables::ProblemLog problems;
  tables::LeftOutLog left_out;
  std::vector<std::string> rules;  // what was turned into what, one sentence each
  std::vector<ProposedHandoff> handoffs;
  std::size_t rows = 0;       // of data
  std::size_t rows_used = 0;  // that gave something
  std::optional<Date> first, newest;
  std::string refusal;  // why nothing is taken: there is more than an audit takes; "": it is
};

// What a converter gets; all of it outlives the call.
struct ConvertInput {
  const tables::Table& table;
  const Layout& layout;
  const Mapping& mapping;
  const ImportOptions& options;
  const Model& model;
  ImportKind kind;
  tables::DecimalMark decimal;
  std::string_view file_name;  // without folders
};

// Turns a table's rows into content, some at a time.
class RowConverter {
public:
  RowConverter() = default;
  virtual ~RowConverter() = default;
  RowConverter(const RowConverter&) = delete;
  RowConverter& operator=(const RowConverter&) = delete;

  // Reads at most `rows` more; whether there are more. Stops where it becomes too much.
  virtual bool step(std::size_t rows) = 0;
  // Once, after step() returned false.
  virtual ImportContent take() = 0;
};

// `input` outlives them. One touchpoint a name, stage and channel.
std::unique_ptr<RowConverter> convert_touchpoints(const ConvertInput& input);
// Answers of people, a row a response: measures of touchpoints.
std::unique_ptr<RowConverter> convert_answers(const ConvertInput& input);
// Support tickets: measures, evidence and hand-offs.
std::unique_ptr<RowConverter> convert_tickets(const ConvertInput& input);
// Lists of fixes, a row a fix.
std::unique_ptr<RowConverter> convert_fixes(const ConvertInput& input);
// An OpenJourney map.
ImportContent convert_open_journey(std::string_view json, std::string_view file_name);

// Two names are the same if they differ only in case (ASCII) and blanks.
std::string name_key(std::string_view name);

// "tickets" of "exports/tickets.csv".
std::string file_stem(std::string_view file_name);

class ContentBuilder {
public:
  explicit ContentBuilder(ImportContent& content) : content_(content) {}

  StageId stage(std::string_view name);
  ChannelId channel(std::string_view name, bool mobile = false);
  OwnerId team(std::string_view name);
  PersonaId persona(std::string_view name);
  RaterId rater(std::string_view name);

  // The touchpoint of this name in this stage and channel ("": none), added if there is none yet.
  // The reference holds until the next call.
  Touchpoint& touchpoint(std::string_view name, std::string_view stage = "",
                         std::string_view channel = "");

  // The first and last day of what the content tells about.
  void seen(std::optional<Date> date);

  // Adds the sentence unless it is there.
  void rule(std::string_view sentence);

  // Whether there is more than an audit takes, and no more need be read: that is the refusal then.
  // `touchpoints`: as far as they are not in the content yet.
  bool is_too_much(std::size_t touchpoints = 0);

  ImportContent& content() { return content_; }

private:
  using Places = std::unordered_map<std::string, std::size_t>;

  ImportContent& content_;
  Places stages_, channels_, teams_, personas_, raters_, touchpoints_;
};

// What the usual names of stages and channels say; nothing for other names.
struct StageWords {
  Phase phase;
  std::optional<StageRole> role;
};

std::optional<StageWords> stage_words(std::string_view name);

struct ChannelWords {
  ChannelKind kind;
  bool mobile;
};

std::optional<ChannelWords> channel_words(std::string_view name);

}  // namespace touchstone::importing
