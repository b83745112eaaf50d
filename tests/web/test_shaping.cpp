// Which texts the browser draws as one picture, and how Dear ImGui is shown them.
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "ui/shaping.hpp"

namespace touchstone::ui {
namespace {

constexpr std::string_view k_arabic = "استرداد المبلغ";      // refund of the amount
constexpr std::string_view k_hebrew = "שיחת החזר";           // refund call
constexpr std::string_view k_hindi = "धनवापसी";              // refund
constexpr std::string_view k_family = "👨\u200D👩\u200D👧";  // three people, joined
constexpr std::string_view k_flag = "🇸🇪";

// The letters of a UTF-8 text, as numbers.
std::vector<std::uint32_t> letters_of(std::string_view text) {
  std::vector<std::uint32_t> letters;
  for (std::size_t at = 0; at < text.size();) {
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    std::uint32_t letter = size == 1 ? first : first & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
      letter = letter << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    letters.push_back(letter);
    at += size;
  }
  return letters;
}

// What the only letter of `line` stands for.
std::string only_run(const Shaper& shaper, std::string_view line) {
  const auto letters = letters_of(line);
  REQUIRE(letters.size() == 1);
  const ShapedRun* run = shaper.run_of(letters.front());
  REQUIRE(run != nullptr);
  return std::string(run->text);
}

TEST_CASE("texts whose letters stand side by side are left as they are") {
  Shaper shaper;
  for (const std::string_view text : {"", "Refund call", "Überweisung für 3 €", "Возврат денег",
                                      "返金の電話", "환불 전화", "Σ ½ → …", "Support 🙂 team"}) {
    CAPTURE(text);
    CHECK_FALSE(Shaper::needs_pictures(text));
    const std::string_view drawn = shaper.drawable(text, 0);
    CHECK(drawn == text);
    CHECK(drawn.data() == text.data());
  }
}

TEST_CASE("a line with letters that join or run from the right is one picture") {
  for (const std::string& text : {std::string(k_arabic), std::string(k_hebrew),
                                  std::string(k_hindi), "Refund (" + std::string(k_arabic) + ")",
                                  std::string("ขอเงินคืน"), std::string("a\u202Eb")}) {
    CAPTURE(text);
    Shaper shaper;
    CHECK(Shaper::is_one_picture(text));
    CHECK(only_run(shaper, shaper.drawable(text, 0)) == text);
  }
}

TEST_CASE("of other lines only the signs made of several code points are pictures") {
  Shaper shaper;
  const std::string text =
      "Cafe\u0301 " + std::string(k_family) + std::string(k_flag) + "1\uFE0F\u20E3 ok";
  const auto letters = letters_of(shaper.drawable(text, 0));
  const auto run_at = [&](std::size_t i) {
    const ShapedRun* run = shaper.run_of(letters.at(i));
    return run == nullptr ? std::string("(itself)") : std::string(run->text);
  };
  REQUIRE(letters.size() == 11);  // C a f é _ family flag keycap _ o k
  CHECK(letters[0] == 'C');
  CHECK(run_at(2) == "(itself)");
  CHECK(run_at(3) == "e\u0301");
  CHECK(letters[4] == ' ');
  CHECK(run_at(5) == k_family);
  CHECK(run_at(6) == k_flag);
  CHECK(run_at(7) == "1\uFE0F\u20E3");
  CHECK(letters[10] == 'k');
}

TEST_CASE("letters of the private use area are never taken for stand-ins") {
  Shaper shaper;
  const std::string own = "\uE000";
  CHECK(only_run(shaper, shaper.drawable(k_arabic, 0)) == k_arabic);  // takes U+E000
  CHECK(only_run(shaper, shaper.drawable(own, 0)) == own);
  CHECK(shaper.run_of('A') == nullptr);
  CHECK(shaper.run_of(0xE100) == nullptr);
}

TEST_CASE("the same run has the same stand-in, whatever its colour, unless signs stand beside it") {
  Shaper shaper;
  const std::string black(shaper.drawable(k_arabic, 0));
  CHECK(shaper.drawable(k_arabic, 0xFF0000) == black);
  const std::string mixed = std::string(k_arabic) + " 🙂";
  const std::string mixed_black(shaper.drawable(mixed, 0));
  const std::string mixed_red(shaper.drawable(mixed, 0xFF0000));
  CHECK(mixed_black != mixed_red);
  const ShapedRun* red = shaper.run_of(letters_of(mixed_red).front());
  REQUIRE(red != nullptr);
  CHECK(red->inked);
  CHECK(red->ink == 0xFF0000);
  CHECK_FALSE(shaper.run_of(letters_of(black).front())->inked);
}

TEST_CASE("characters are whole: a letter with its marks, a flag, a family") {
  const auto split = [](std::string_view text) {
    std::vector<std::string> characters;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = Shaper::character_end(text, at);
      characters.emplace_back(text.substr(at, end - at));
      at = end;
    }
    return characters;
  };
  using Characters = std::vector<std::string>;
  CHECK(split("ab") == Characters{"a", "b"});
  CHECK(split("e\u0301x") == Characters{"e\u0301", "x"});
  CHECK(split(std::string(k_flag) + std::string(k_flag)) ==
        Characters{std::string(k_flag), std::string(k_flag)});
  CHECK(split(std::string(k_family) + "!") == Characters{std::string(k_family), "!"});
  CHECK(split("👍🏽") == Characters{"👍🏽"});
  CHECK(split("\xFF\xFE") == Characters{"\xFF", "\xFE"});  // no UTF-8: byte by byte, and it ends
}

TEST_CASE("stand-ins start over when they run out, and more than there are is drawn as it is") {
  Shaper shaper;
  CHECK_FALSE(shaper.start_over_if_full());
  for (std::size_t i = 0; i < Shaper::k_stand_ins; ++i) {
    const std::string text = std::string(k_hebrew) + std::to_string(i);
    REQUIRE(only_run(shaper, shaper.drawable(text, 0)) == text);
  }
  const std::string one_more = std::string(k_hebrew) + "!";
  CHECK(shaper.drawable(one_more, 0) == one_more);
  CHECK(shaper.start_over_if_full());
  CHECK_FALSE(shaper.start_over_if_full());
  CHECK(only_run(shaper, shaper.drawable(one_more, 0)) == one_more);

  shaper.took(5'000'000);
  CHECK(shaper.start_over_if_full());
  CHECK_FALSE(shaper.start_over_if_full());
}

}  // namespace
}  // namespace touchstone::ui
