// The parser behind parse_json; see json_tree.hpp for what it accepts and reports.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json/problem_list.hpp"
#include "json/tree.hpp"

namespace touchstone {

class JsonParser {
public:
  JsonParser(std::string_view bytes, JsonTree& tree) : text_(bytes), tree_(tree) {}

  Problems run();

private:
  // A string's bytes between the quotes.
  struct Span {
    std::uint32_t at = 0, size = 0;
    bool escaped = false, broken = false;
  };

  // A container that is not closed yet.
  struct Open {
    std::uint32_t node = 0;
    std::uint32_t child = 0;  // the last child so far; 0: none
    bool object = false;
  };

  // Each of these returns false once the grammar is broken; the problem is reported then.
  bool document();
  bool value();
  bool begin_container(bool object);
  bool after_value();
  bool key();
  bool string(Span& span);
  bool escape(Span& span);
  bool unicode_escape(Span& span);
  bool hex4(std::uint32_t& code);
  bool literal(std::string_view word, JsonType type, bool truth);
  bool number();
  bool refuse(std::string_view word);

  std::string_view non_number() const;
  void close_container();
  void skip_blanks();
  void skip_plain_text();
  bool skip_utf8_sequence();
  void find_repeated_keys(std::uint32_t object);
  double converted(std::size_t begin, std::uint64_t mantissa, int digits, long exponent) const;

  JsonTree::Node& add_node(JsonType type);

  bool at_end() const { return at_ >= text_.size(); }

  bool next_is(char c) const { return !at_end() && text_[at_] == c; }

  // Reporting.
  void report(std::string pointer, std::string message);
  bool unexpected(std::string_view expected);
  std::string place(std::size_t offset);
  std::string found_here() const;
  std::string pointer_here() const;

  std::string_view text_;
  JsonTree& tree_;
  std::size_t at_ = 0;
  std::vector<Open> open_;
  Span key_;
  BoundedProblems problems_;
  bool bad_utf8_ = false;
  std::size_t counted_to_ = 0;  // place() has counted the lines up to here
  std::size_t line_ = 1, line_start_ = 0;
};

}  // namespace touchstone
