#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "intake/limits.hpp"
#include "json/text.hpp"
#include "json/tree.hpp"

using namespace touchstone;

namespace {

// The text read and written again without blanks, or what is wrong with it.
std::string rewritten(std::string_view text) {
  JsonTree tree;
  const Problems problems = parse_json(text, tree);
  if (!problems.empty()) return problems.front().message;
  return compact_json(tree.root());
}

std::vector<std::string> pointers(std::string_view text) {
  JsonTree tree;
  std::vector<std::string> pointers;
  for (const Problem& problem : parse_json(text, tree)) pointers.push_back(problem.pointer);
  return pointers;
}

using Pointers = std::vector<std::string>;

}  // namespace

TEST_CASE("JSON keeps the order of keys and elements") {
  CHECK(rewritten(R"( { "b" : [ 3 , 1 , 2 ] , "a" : { } , "c" : [ ] } )") ==
        R"({"b":[3,1,2],"a":{},"c":[]})");
}

TEST_CASE("JSON numbers come back with as few digits as tell the same double") {
  CHECK(rewritten("[0,-0,1.0,1e2,0.1,1e21,123456789012345678,5e-324,1.7976931348623157e308]") ==
        "[0,-0,1,100,0.1,1e+21,1.2345678901234568e+17,5e-324,1.7976931348623157e+308]");
  CHECK(rewritten("[9007199254740993, 0.30000000000000004, 1e-400]") ==
        "[9007199254740992,0.30000000000000004,0]");
}

TEST_CASE("every double survives being written and read") {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    const auto bits = random();
    double number = 0;
    std::memcpy(&number, &bits, sizeof number);
    if (!std::isfinite(number)) continue;
    std::string text;
    append_json_number(text, number);
    JsonTree tree;
    REQUIRE(parse_json(text, tree).empty());
    REQUIRE(tree.root().number() == number);
    REQUIRE(tree.root().number() == nlohmann::json::parse(text).get<double>());
  }
}

TEST_CASE("decimal numbers of few digits are read as the nearest double") {
  std::mt19937_64 random(2);
  for (int i = 0; i < 20000; ++i) {
    std::string text = std::to_string(random() >> (random() % 60));
    if (i % 2 == 0) text.insert(random() % text.size() + 1, ".") += "0";
    if (i % 3 == 0) text += "e" + std::to_string(static_cast<int>(random() % 60) - 30);
    if (text.front() == '0' && text.size() > 1 && text[1] != '.' && text[1] != 'e') continue;
    JsonTree tree;
    CAPTURE(text);
    REQUIRE(parse_json(text, tree).empty());
    REQUIRE(tree.root().number() == std::strtod(text.c_str(), nullptr));
  }
}

TEST_CASE("JSON texts are written so that they can stand in a script block") {
  CHECK(rewritten(R"(["</script>","\u2028\u2029","a\/b\b\f\n\r\t\"\\","\u0000"])") ==
        "[\"\\u003c/script>\",\"\\u2028\\u2029\",\"a/"
        "b\\u0008\\u000c\\n\\r\\t\\\"\\\\\",\"\\u0000\"]");
}

TEST_CASE("bytes that are not UTF-8 are written so that the text can be read again") {
  std::string out;
  append_json_string(out, "a\xFFz\xC3\xA4\xE2\x82");
  CHECK(out == "\"a\\ufffdz\xC3\xA4\\ufffd\\ufffd\"");
}

TEST_CASE("JSON escapes stand for their characters, surrogate pairs included") {
  JsonTree tree;
  REQUIRE(parse_json(R"(["\u20ac\ud83d\ude00\u00DF"])", tree).empty());
  CHECK((*tree.root().begin()).text() == "\xE2\x82\xAC\xF0\x9F\x98\x80\xC3\x9F");
}

TEST_CASE("a key is found whether or not it is written with escapes, the last one of several") {
  JsonTree tree;
  REQUIRE(parse_json(R"({"a":1,"\u0062":2})", tree).empty());
  CHECK(tree.root().find("b")->number() == 2);
  CHECK_FALSE(tree.root().find("c"));
  CHECK(parse_json(R"({"a":1,"a":2})", tree).size() == 1);
  CHECK(tree.root().find("a")->number() == 2);
}

TEST_CASE("a breach of JSON's grammar is a problem of the whole document") {
  for (const char* text :
       {"",         " ",          "{",           "[1,",      "[1,]",    "{\"a\"}",
        "{\"a\":}", "{\"a\":1,}", "{a:1}",       "{'a':1}",  "[01]",    "[+1]",
        "[.5]",     "[1.]",       "[1e]",        "[-]",      "[tru]",   "[nul]",
        "\"a",      "\"\\x\"",    "\"\\u12g4\"", "\"a\nb\"", "1 2",     "{} {}",
        "[1 2]",    "{\"a\" 1}",  "]",           "[1}",      "// x\n1", "[\"a\tb\"]"}) {
    CAPTURE(text);
    CHECK(pointers(text) == Pointers{""});
    CHECK_FALSE(nlohmann::json::accept(text));
  }
}

TEST_CASE("a breach of JSON's grammar is told by line, column and what was found") {
  CHECK(rewritten("{\"a\": [1,\n  oops]}") ==
        "Not valid JSON at line 2, column 3, near \"/a/0\": found \"oops\", expected a value.");
  CHECK(rewritten("{\"a\": \"b") ==
        "Not valid JSON at line 1, column 9, near \"/a\": found the end of the file, expected the "
        "closing quote of the text that begins at line 1, column 7.");
}

TEST_CASE("a NUL byte is named where it stands") {
  const std::string between{"{\"a\":1}\0", 8};
  CHECK(rewritten(between).find("found a NUL byte") != std::string::npos);
  const std::string within{"[\"a\0b\"]", 7};
  CHECK(rewritten(within).find("found a NUL byte") != std::string::npos);
}

TEST_CASE("one byte order mark is skipped and a second is not") {
  CHECK(rewritten("\xEF\xBB\xBF{}") == "{}");
  CHECK(rewritten("\xEF\xBB\xBF\xEF\xBB\xBF{}").find("a byte order mark") != std::string::npos);
}

TEST_CASE("numbers that are not finite are problems in their place, all of them") {
  CHECK(pointers(R"({"a":[1,1e999],"b":-1e400,"c":NaN,"d":[Infinity,-Infinity]})") ==
        Pointers{"/a/1", "/b", "/c", "/d/0", "/d/1"});
}

TEST_CASE("reading goes on after texts that are not UTF-8") {
  CHECK(pointers("{\"a\":\"\xFF\",\"b\":\"\xC0\x80\",\"c\":\"\xED\xA0\x80\",\"d\":1e999}") ==
        Pointers{"", "", "", "/d"});
  CHECK(pointers("[\"\\ud800\",\"\\udc00x\",\"\\ud800\\ud800\"]") == Pointers{"", "", ""});
  CHECK(pointers("[\"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF\"]").empty());
}

TEST_CASE("a key that stands twice is a problem once, in small and in large objects") {
  CHECK(pointers(R"({"a":1,"b":{"x":1,"x":2,"\u0078":3},"a":2})") == Pointers{"/b/x", "/a"});
  CHECK(pointers(R"({"~/":1,"~/":2})") == Pointers{"/~0~1"});
  std::string large = "{";
  for (int i = 0; i < 1000; ++i) large += "\"k" + std::to_string(i) + "\":{},";
  CHECK(pointers(large + "\"z\":1}").empty());
  CHECK(pointers(large + "\"k500\":1}") == Pointers{"/k500"});
}

TEST_CASE("a million keys in one object are read in linear time") {
  std::string text = "{\"k\":0";
  for (int i = 0; i < 1000000; ++i) text += ",\"k" + std::to_string(i) + "\":" + std::to_string(i);
  text += '}';
  JsonTree tree;
  CHECK(parse_json(text, tree).empty());
  CHECK(tree.root().size() == 1000001);
  CHECK(tree.root().find("k777777")->number() == 777777);
}

TEST_CASE("256 levels are allowed and the 257th is a problem") {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  CHECK(pointers(nested(256)).empty());
  const Pointers found = pointers(nested(257));
  REQUIRE(found.size() == 1);
  CHECK(found.front().size() == 2 * 256);
}

TEST_CASE("100,000 levels are refused without harm, closed or not") {
  const std::string open = "{\"a\":" + std::string(100000, '[');
  CHECK(pointers(open).size() == 2);
  CHECK(pointers(open + std::string(100000, ']') + "}").size() == 1);
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"a\":";
  CHECK(pointers(objects).size() == 2);
}

TEST_CASE("more than 256 MB are refused at a glance") {
  const std::string text(k_most_json_bytes + 1, ' ');
  CHECK(pointers(text) == Pointers{""});
}

TEST_CASE("a text of 50 MB passes") {
  const std::string text = "[\"" + std::string(50'000'000, 'x') + "\",1]";
  JsonTree tree;
  REQUIRE(parse_json(text, tree).empty());
  CHECK((*tree.root().begin()).text().size() == 50'000'000);
}

TEST_CASE("the list of problems of a hostile text stays bounded") {
  std::string text = "{\"" + std::string(1'000'000, 'k') + "\":[1e999";
  for (int i = 0; i < 1000; ++i) text += ",1e999";
  text += "]}";
  std::size_t bytes = 0;
  JsonTree tree;
  for (const Problem& problem : parse_json(text, tree)) bytes += problem.pointer.size();
  CHECK(bytes > 1'000'000);
  CHECK(bytes < 80'000'000);
}

TEST_CASE("random edits of a JSON text are accepted exactly when another parser accepts them") {
  const std::string seed =
      R"({"a":[1,-2.5e3,"x\n\u00e9",true,null,{"b":[]}],"c":{"d":"e","f":0.1}})";
  const std::string alphabet = "{}[]\",:0123456789.eE+-truefalsn\\u \n";
  std::mt19937 random(3);
  for (int i = 0; i < 20000; ++i) {
    std::string text = seed;
    for (std::size_t edits = 1 + random() % 3; edits > 0; --edits) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text.erase(at, 1 + random() % 3);
          break;
        case 1:
          text.insert(at, 1, alphabet[random() % alphabet.size()]);
          break;
        default:
          text[at] = alphabet[random() % alphabet.size()];
      }
      if (text.empty()) break;
    }
    JsonTree tree;
    const Problems problems = parse_json(text, tree);
    const bool ours =
        tree.complete() && std::none_of(problems.begin(), problems.end(), [](auto& p) {
          return p.pointer.empty() || p.message.starts_with("Found");
        });
    CAPTURE(text);
    REQUIRE(ours == nlohmann::json::accept(text));
  }
}
