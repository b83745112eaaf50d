#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "tables/text_encoding.hpp"

using namespace touchstone::tables;

namespace {

// ASCII text as UTF-16.
std::string utf16(std::string_view text, bool big_endian) {
  std::string out;
  for (const char c : text) {
    if (big_endian) out += '\0';
    out += c;
    if (!big_endian) out += '\0';
  }
  return out;
}

}  // namespace

TEST_CASE("UTF-8 is read with and without a mark", "[import][encoding]") {
  const DecodedText marked = decode_text("\xEF\xBB\xBFna\xC3\xAFve");
  CHECK(marked.text == "na\xC3\xAFve");
  CHECK(marked.had_mark);
  CHECK(marked.encoding == Encoding::utf8);
  CHECK(decode_text("na\xC3\xAFve").text == "na\xC3\xAFve");
  CHECK(decode_text("").text.empty());
}

TEST_CASE("UTF-16 is read in both byte orders, with and without a mark", "[import][encoding]") {
  for (const bool big : {false, true}) {
    const std::string bytes = utf16("a,b\r\n1,2\r\n", big);
    const DecodedText bare = decode_text(bytes);
    CHECK(bare.text == "a,b\r\n1,2\r\n");
    CHECK(bare.encoding == (big ? Encoding::utf16_be : Encoding::utf16_le));
    const DecodedText marked = decode_text((big ? "\xFE\xFF" : "\xFF\xFE") + bytes);
    CHECK(marked.text == bare.text);
    CHECK(marked.had_mark);
  }
}

TEST_CASE("pairs of surrogates are one character, lone ones none", "[import][encoding]") {
  using namespace std::string_literals;
  const DecodedText pair = decode_text("\xFF\xFE\x3D\xD8\x00\xDE"s);
  CHECK(pair.text == "\xF0\x9F\x98\x80");
  CHECK(pair.bad_line_count == 0);
  const DecodedText lone = decode_text("\xFF\xFE\x3D\xD8\x41\x00\x00\xDE\x42"s);
  CHECK(lone.text ==
        "\xEF\xBF\xBD"
        "A"
        "\xEF\xBF\xBD\xEF\xBF\xBD");
  REQUIRE(lone.bad_lines.size() == 1);
  CHECK(lone.bad_lines[0].bytes == 3);
}

TEST_CASE("bytes that are no character are replaced and reported by line", "[import][encoding]") {
  const DecodedText decoded = decode_text(
      "good\nb\xFC"
      "d\r\n\xE9\xE9\rgood\n\xC3");
  CHECK(decoded.text ==
        "good\nb\xEF\xBF\xBD"
        "d\r\n\xEF\xBF\xBD\xEF\xBF\xBD\rgood\n\xEF\xBF\xBD");
  REQUIRE(decoded.bad_lines.size() == 3);
  CHECK(decoded.bad_lines[0].line == 2);
  CHECK(decoded.bad_lines[0].first == 0xFC);
  CHECK(decoded.bad_lines[1].line == 3);
  CHECK(decoded.bad_lines[1].bytes == 2);
  CHECK(decoded.bad_lines[2].line == 5);
}

TEST_CASE("overlong forms and encoded surrogates are no characters", "[import][encoding]") {
  CHECK(decode_text("\xC0\xAF").bad_line_count == 1);
  CHECK(decode_text("\xED\xA0\x80").bad_line_count == 1);
  CHECK(decode_text("\xF4\x90\x80\x80").bad_line_count == 1);
}

TEST_CASE("Windows-1252 is read when it is said", "[import][encoding]") {
  const DecodedText decoded = decode_text("\x80 f\xFCr\x85", Encoding::windows_1252);
  CHECK(decoded.text == "\xE2\x82\xAC f\xC3\xBCr\xE2\x80\xA6");
  CHECK(decoded.bad_line_count == 0);
  CHECK(decode_text("\x81", Encoding::windows_1252).bad_line_count == 1);
}

TEST_CASE("a file of nothing but bad lines keeps the first and counts all", "[import][encoding]") {
  std::string bytes;
  for (int i = 0; i < 5000; ++i) bytes += "\xFF\n";
  const DecodedText decoded = decode_text(bytes, Encoding::utf8);
  CHECK(decoded.bad_line_count == 5000);
  CHECK(decoded.bad_lines.size() == k_most_bad_lines);
}

TEST_CASE("encodings have names that can be said", "[import][encoding]") {
  for (const Encoding encoding :
       {Encoding::utf8, Encoding::utf16_le, Encoding::utf16_be, Encoding::windows_1252})
    CHECK(encoding_named(encoding_name(encoding)) == encoding);
  CHECK_FALSE(encoding_named("latin-9").has_value());
}
