// Writes JSON piece by piece: commas and colons come by themselves, numbers in their shortest form.
//
//   JsonWriter json;
//   json.object().key("id").text("pay").key("friction").number(41.5).end();
//   json.take()    {"id":"pay","friction":41.5}
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/text.hpp"

namespace touchstone {

class JsonWriter {
public:
  JsonWriter& object() { return open('{', '}'); }

  JsonWriter& array() { return open('[', ']'); }

  // Closes the container opened last.
  JsonWriter& end() {
    out_ += closers_.back();
    closers_.pop_back();
    first_ = false;
    return *this;
  }

  JsonWriter& key(std::string_view key) {
    separate();
    append_json_string(out_, key);
    out_ += ':';
    first_ = true;
    return *this;
  }

  JsonWriter& text(std::string_view text) {
    separate();
    append_json_string(out_, text);
    return *this;
  }

  // Finite.
  JsonWriter& number(double number) {
    separate();
    append_json_number(out_, number);
    return *this;
  }

  JsonWriter& number_or_null(const std::optional<double>& value) {
    return value ? number(*value) : null();
  }

  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }

  JsonWriter& null() { return raw("null"); }

  // Starts a line before the next element, for people who read along.
  JsonWriter& line() {
    line_ = true;
    return *this;
  }

  std::string take() { return std::move(out_); }

private:
  JsonWriter& open(char opener, char closer) {
    separate();
    out_ += opener;
    closers_.push_back(closer);
    first_ = true;
    return *this;
  }

  JsonWriter& raw(std::string_view text) {
    separate();
    out_ += text;
    return *this;
  }

  void separate() {
    if (!first_ && !out_.empty()) out_ += ',';
    if (line_) out_ += '\n';
    first_ = false;
    line_ = false;
  }

  std::string out_;
  std::vector<char> closers_;
  bool first_ = true;
  bool line_ = false;
};

}  // namespace touchstone
