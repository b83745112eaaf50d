#include "json/parser.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <unordered_map>

#include "intake/limits.hpp"
#include "json/text.hpp"
#include "json/utf8.hpp"
#include "text/concat.hpp"
#include "text/figure.hpp"
#include "text/number.hpp"

namespace touchstone {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Whether any of eight bytes ends a run of plain text: a quote, a backslash, a control character or
// anything beyond ASCII. The usual carry trick: (x - 0x01..) & ~x & 0x80.. marks zero bytes.
bool has_special(std::uint64_t bytes) {
  constexpr std::uint64_t k_ones = 0x0101010101010101;
  constexpr std::uint64_t k_tops = 0x8080808080808080;
  const std::uint64_t quote = bytes ^ (k_ones * '"');
  const std::uint64_t backslash = bytes ^ (k_ones * '\\');
  const std::uint64_t found = (quote - k_ones) | (backslash - k_ones) | (bytes - k_ones * 0x20);
  return ((found | bytes) & k_tops) != 0;
}

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

}  // namespace

Problems parse_json(std::string_view bytes, JsonTree& tree) {
  return JsonParser(bytes, tree).run();
}

Problems JsonParser::run() {
  tree_ = JsonTree{};
  if (text_.size() > k_most_json_bytes) {
    report("", concat("The file has ", in_groups(std::to_string(text_.size())),
                      " bytes; expected at most ", in_groups(std::to_string(k_most_json_bytes)),
                      " (256 MB)."));
    return problems_.take();
  }
  tree_.text_ = text_;
  tree_.nodes_.reserve(text_.size() / 16 + 1);
  if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  tree_.complete_ = document();
  Problems problems = problems_.take();
  if (bad_utf8_) {
    for (Problem& problem : problems) {
      problem.pointer = valid_utf8(problem.pointer);
      problem.message = valid_utf8(problem.message);
    }
  }
  return problems;
}

bool JsonParser::document() {
  skip_blanks();
  if (at_end()) return unexpected("a JSON object");
  do {
    if (!value()) return false;
  } while (!open_.empty());
  skip_blanks();
  return at_end() || unexpected("nothing more after the document's end");
}

// Reads one scalar or opens one container, then whatever closes or separates, so that the next call
// stands before a value again.
bool JsonParser::value() {
  skip_blanks();
  if (at_end()) return unexpected("a value");
  if (tree_.nodes_.size() == k_most_json_values) {
    report("", concat("The file holds more than ", in_groups(std::to_string(k_most_json_values)),
                      " values; it is read no further."));
    return false;
  }
  switch (text_[at_]) {
    case '{':
      return begin_container(true);
    case '[':
      return begin_container(false);
    case '"': {
      Span span;
      JsonTree::Node& node = add_node(JsonType::string);
      if (!string(span)) return false;
      node.at = span.at;
      node.size = span.size;
      node.escaped = span.escaped;
      if (span.broken) node.type = JsonType::broken;
      return after_value();
    }
    case 't':
      return literal("true", JsonType::boolean, true);
    case 'f':
      return literal("false", JsonType::boolean, false);
    case 'n':
      return literal("null", JsonType::null, false);
    default: {
      const std::string_view word = non_number();
      return word.empty() ? number() : refuse(word);
    }
  }
}

// The names other programs write for numbers that JSON does not have; "" if none stands here.
std::string_view JsonParser::non_number() const {
  for (const std::string_view word : {"NaN", "Infinity", "-Infinity"})
    if (text_.substr(at_, word.size()) == word) return word;
  return {};
}

// Such a name is no JSON, but plain enough to be refused in its place and read past.
bool JsonParser::refuse(std::string_view word) {
  add_node(JsonType::broken);
  report(pointer_here(), "Found " + std::string(word) + "; expected a finite number, or null.");
  at_ += word.size();
  return after_value();
}

bool JsonParser::begin_container(bool object) {
  const auto node = static_cast<std::uint32_t>(tree_.nodes_.size());
  add_node(object ? JsonType::object : JsonType::array);
  ++at_;
  if (open_.size() == k_most_levels) {
    report(pointer_here(), "This stands " + std::to_string(k_most_levels + 1) +
                               " levels deep; expected at most " + std::to_string(k_most_levels) +
                               " levels of lists and objects.");
  }
  open_.push_back({node, 0, object});
  skip_blanks();
  if (next_is(object ? '}' : ']')) {
    ++at_;
    close_container();
    return after_value();
  }
  return !object || key();
}

bool JsonParser::after_value() {
  while (!open_.empty()) {
    const Open top = open_.back();
    skip_blanks();
    if (next_is(',')) {
      ++at_;
      return !top.object || key();
    }
    if (!next_is(top.object ? '}' : ']'))
      return unexpected(top.object ? "\",\" or \"}\"" : "\",\" or \"]\"");
    ++at_;
    close_container();
  }
  return true;
}

bool JsonParser::key() {
  skip_blanks();
  if (!next_is('"')) return unexpected("a key in double quotes");
  if (!string(key_)) return false;
  if (key_.broken) key_.escaped = false;
  skip_blanks();
  if (!next_is(':')) return unexpected("\":\" after the key");
  ++at_;
  return true;
}

JsonTree::Node& JsonParser::add_node(JsonType type) {
  JsonTree::Node& node = tree_.nodes_.emplace_back();
  node.type = type;
  if (open_.empty()) return node;
  open_.back().child = static_cast<std::uint32_t>(tree_.nodes_.size() - 1);
  ++tree_.nodes_[open_.back().node].size;
  if (open_.back().object) {
    node.key_at = key_.at;
    node.key_size = key_.size;
    node.key_escaped = key_.escaped;
  }
  return node;
}

void JsonParser::close_container() {
  const Open top = open_.back();
  tree_.nodes_[top.node].at = static_cast<std::uint32_t>(tree_.nodes_.size());
  open_.pop_back();
  if (top.object) find_repeated_keys(top.node);
}

void JsonParser::skip_blanks() {
  while (!at_end()) {
    const char c = text_[at_];
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return;
    ++at_;
  }
}

void JsonParser::skip_plain_text() {
  while (at_ + 8 <= text_.size()) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text_.data() + at_, 8);
    if (has_special(bytes)) break;
    at_ += 8;
  }
  while (!at_end() && is_plain(text_[at_])) ++at_;
}

bool JsonParser::string(Span& span) {
  const std::size_t begin = ++at_;
  span = Span{};
  span.at = static_cast<std::uint32_t>(begin);
  for (;;) {
    skip_plain_text();
    if (at_end())
      return unexpected("the closing quote of the text that begins at " + place(begin - 1));
    const char c = text_[at_];
    if (c == '"') break;
    if (c == '\\') {
      if (!escape(span)) return false;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      return unexpected("an escape such as \\n, or the closing quote");
    } else if (!skip_utf8_sequence()) {
      if (!span.broken)
        report("", "Found bytes that are not UTF-8 at " + place(at_) + ", near " +
                       quoted(pointer_here()) + "; expected UTF-8 text. Save the file as UTF-8.");
      span.broken = bad_utf8_ = true;
      ++at_;
    }
  }
  span.size = static_cast<std::uint32_t>(at_ - begin);
  ++at_;
  return true;
}

bool JsonParser::skip_utf8_sequence() {
  const std::size_t length = utf8_sequence(text_, at_);
  at_ += length;
  return length > 0;
}

bool JsonParser::escape(Span& span) {
  span.escaped = true;
  ++at_;
  if (at_end()) return unexpected("an escaped character");
  const char c = text_[at_];
  if (c == 'u') {
    ++at_;
    return unicode_escape(span);
  }
  if (std::string_view("\"\\/bfnrt").find(c) == std::string_view::npos)
    return unexpected("one of \" \\ / b f n r t u after a backslash");
  ++at_;
  return true;
}

bool JsonParser::unicode_escape(Span& span) {
  const std::size_t begin = at_ - 2;
  std::uint32_t code = 0;
  if (!hex4(code)) return false;
  if (code < 0xD800 || code > 0xDFFF) return true;
  if (code < 0xDC00 && text_.substr(at_, 2) == "\\u") {
    const std::size_t second = at_;
    at_ += 2;
    std::uint32_t low = 0;
    if (!hex4(low)) return false;
    if (low >= 0xDC00 && low <= 0xDFFF) return true;
    at_ = second;  // an escape of its own
  }
  if (!span.broken)
    report("", "Found " + std::string(text_.substr(begin, 6)) + ", half of a surrogate pair, at " +
                   place(begin) + ", near " + quoted(pointer_here()) +
                   "; expected both halves or neither.");
  span.broken = true;
  return true;
}

bool JsonParser::hex4(std::uint32_t& code) {
  code = 0;
  for (int i = 0; i < 4; ++i, ++at_) {
    const char c = at_end() ? '?' : text_[at_];
    const char lower = static_cast<char>(c | 0x20);
    if (is_digit(c))
      code = code * 16 + static_cast<std::uint32_t>(c - '0');
    else if (lower >= 'a' && lower <= 'f')
      code = code * 16 + static_cast<std::uint32_t>(lower - 'a' + 10);
    else
      return unexpected("four hexadecimal digits after \\u");
  }
  return true;
}

bool JsonParser::literal(std::string_view word, JsonType type, bool truth) {
  if (text_.substr(at_, word.size()) != word) return unexpected("a value");
  at_ += word.size();
  add_node(type).size = truth ? 1 : 0;
  return after_value();
}

bool JsonParser::number() {
  const std::size_t begin = at_;
  std::uint64_t mantissa = 0;
  int digits = 0;  // of the mantissa, leading zeros apart
  long exponent = 0;
  const auto take_digits = [&](bool fraction) {
    const std::size_t from = at_;
    for (; !at_end() && is_digit(text_[at_]); ++at_) {
      if (digits < 19) {
        mantissa = mantissa * 10 + static_cast<std::uint64_t>(text_[at_] - '0');
        exponent -= fraction ? 1 : 0;
      }
      digits += mantissa > 0 ? 1 : 0;
    }
    return at_ - from;
  };

  if (next_is('-')) ++at_;
  if (at_end() || !is_digit(text_[at_])) return unexpected(at_ == begin ? "a value" : "a digit");
  if (next_is('0')) {
    ++at_;
    if (!at_end() && is_digit(text_[at_])) return unexpected("a number without a leading zero");
  } else {
    take_digits(false);
  }
  if (next_is('.')) {
    ++at_;
    if (take_digits(true) == 0) return unexpected("a digit after the decimal point");
  }
  if (next_is('e') || next_is('E')) {
    ++at_;
    const bool negative = next_is('-');
    if (negative || next_is('+')) ++at_;
    if (at_end() || !is_digit(text_[at_])) return unexpected("a digit in the exponent");
    long written = 0;
    for (; !at_end() && is_digit(text_[at_]); ++at_)
      written = std::min(written * 10 + (text_[at_] - '0'), 100000L);
    exponent += negative ? -written : written;
  }

  const double value = converted(begin, mantissa, digits, exponent);
  JsonTree::Node& node = add_node(JsonType::number);
  node.at = static_cast<std::uint32_t>(tree_.numbers_.size());
  tree_.numbers_.push_back(value);
  if (!std::isfinite(value)) {
    node.type = JsonType::broken;
    report(pointer_here(), "Found the number " + quoted(text_.substr(begin, at_ - begin)) +
                               ", which is too large; expected a finite one.");
  }
  return after_value();
}

// Exact where mantissa and power of ten are doubles without rounding (Clinger 1990); all else is
// left to number_in, which rounds correctly.
double JsonParser::converted(std::size_t begin, std::uint64_t mantissa, int digits,
                             long exponent) const {
  constexpr std::array<double, 23> k_powers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                               1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                               1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  constexpr std::uint64_t k_exact = std::uint64_t{1} << 53;
  if (digits <= 19 && mantissa <= k_exact && exponent >= -22 && exponent <= 22) {
    const double whole = static_cast<double>(mantissa);
    const double power = k_powers[static_cast<std::size_t>(std::abs(exponent))];
    const double size = exponent < 0 ? whole / power : whole * power;
    return text_[begin] == '-' ? -size : size;
  }
  return number_in(text_.substr(begin, at_ - begin))
      .value_or(std::numeric_limits<double>::infinity());
}

// Small objects by comparing each key's length and first bytes pair by pair, which is quicker than
// any table; large ones, and those where two keys begin alike, through a table, so that an object
// of a million keys stays linear.
void JsonParser::find_repeated_keys(std::uint32_t object) {
  constexpr std::uint32_t k_small = 32;
  const std::uint32_t count = tree_.nodes_[object].size;
  if (count < 2) return;
  if (count <= k_small) {
    std::array<std::uint64_t, k_small> starts;
    std::size_t filled = 0;
    bool alike = false;
    for (std::uint32_t child = object + 1; filled < count && !alike; child = tree_.after(child)) {
      const JsonTree::Node& node = tree_.nodes_[child];
      std::uint64_t start = 0;
      std::memcpy(&start, text_.data() + node.key_at, std::min<std::size_t>(node.key_size, 7));
      start = start << 8 | (node.key_size & 0xFF);
      alike = node.key_escaped ||
              std::find(starts.begin(), starts.begin() + filled, start) != starts.begin() + filled;
      starts[filled++] = start;
    }
    if (!alike) return;
  }

  std::unordered_map<std::string, std::size_t> times;
  times.reserve(count);
  std::vector<std::string> repeated;
  for (const JsonValue child : JsonValue(&tree_, object))
    if (++times[child.key()] == 2) repeated.push_back(child.key());
  const std::string parent = repeated.empty() ? "" : pointer_here();
  for (const std::string& key : repeated)
    report(pointer_to(parent, key), "The key " + quoted(key) + " stands " +
                                        std::to_string(times[key]) +
                                        " times in one object; expected once.");
}

void JsonParser::report(std::string pointer, std::string message) {
  problems_.add({std::move(pointer), std::move(message)});
}

bool JsonParser::unexpected(std::string_view expected) {
  const std::string where = place(at_);
  const std::string pointer = pointer_here();
  report("", "Not valid JSON at " + where + (pointer.empty() ? "" : ", near " + quoted(pointer)) +
                 ": found " + found_here() + ", expected " + std::string(expected) + ".");
  return false;
}

// Offsets come in rising order but for the opening quote of an open text, so lines are counted
// once.
std::string JsonParser::place(std::size_t offset) {
  if (offset < counted_to_) {
    counted_to_ = line_start_ = 0;
    line_ = 1;
  }
  for (; counted_to_ < offset; ++counted_to_) {
    if (text_[counted_to_] != '\n') continue;
    ++line_;
    line_start_ = counted_to_ + 1;
  }
  return "line " + std::to_string(line_) + ", column " + std::to_string(offset - line_start_ + 1);
}

std::string JsonParser::found_here() const {
  if (at_end()) return "the end of the file";
  const char c = text_[at_];
  if (c == '\0') return "a NUL byte";
  if (c == '\n' || c == '\r') return "a line break";
  if (static_cast<unsigned char>(c) < 0x20)
    return "the control character " + std::to_string(static_cast<int>(c));
  if (text_.substr(at_, 3) == "\xEF\xBB\xBF") return "a byte order mark";
  const std::size_t length = utf8_sequence(text_, at_);
  if (length == 0) return "a byte that is not UTF-8";
  if (length > 1) return quoted(text_.substr(at_, length));
  std::size_t end = at_;
  while (end < text_.size() && end < at_ + 20 &&
         std::isalnum(static_cast<unsigned char>(text_[end])))
    ++end;
  return quoted(text_.substr(at_, std::max<std::size_t>(1, end - at_)));
}

// The pointer of the value that is being read: of each open container its last child.
std::string JsonParser::pointer_here() const {
  std::string pointer;
  if (problems_.is_full()) return pointer;  // nothing is reported any more
  for (const Open& open : open_) {
    if (open.child == 0) break;
    const JsonTree::Node& child = tree_.nodes_[open.child];
    if (open.object) {
      const std::string_view raw = text_.substr(child.key_at, child.key_size);
      append_step(pointer, child.key_escaped ? without_escapes(raw) : std::string(raw));
    } else {
      append_step(pointer, std::to_string(tree_.nodes_[open.node].size - 1));
    }
  }
  return pointer;
}

}  // namespace touchstone
