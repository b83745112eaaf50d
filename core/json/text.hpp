// Texts and numbers as JSON writes them.
//
// Everything written here may stand inside a web page's <script> block: besides what JSON demands,
// "<" and the line separators U+2028 and U+2029 are escaped.
#pragma once

#include <string>
#include <string_view>

#include "json/tree.hpp"

namespace touchstone {

// Appends `text` in quotes; bytes that are not UTF-8 as U+FFFD.
void append_json_string(std::string& out, std::string_view text);

// Appends a finite number with as few digits as read back as the same double; whole numbers below
// 1e15 without exponent or ".0".
void append_json_number(std::string& out, double number);

// Appends a value and all below it without blanks, numbers as doubles. `root` holds nothing
// broken.
void append_json(std::string& out, JsonValue root);
std::string compact_json(JsonValue value);

// The text that the bytes between two quotes stand for. `raw` was checked by the parser.
std::string without_escapes(std::string_view raw);

// `text` for a message: in quotes, cut after about 60 bytes at a character's edge.
std::string quoted(std::string_view text);

// A value for a message: `"text"`, `12`, `true`, `null`, `a list`, `an object`.
std::string described(JsonValue value);

// A number for a message, in its shortest form; any double.
std::string number_text(double number);

}  // namespace touchstone
