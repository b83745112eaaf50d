// A small strict reader of SVG and of the HTML that reports are written in: enough to tell whether
// a file is well-formed and what elements it has. Strict as XML, but for HTML's doctype, its empty
// <meta> and the raw text of <style>.
#pragma once

#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::test {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;  // values as written, references and all
  std::string text;  // of the element itself and all within, as written
};

struct Markup {
  std::string fault;              // "" if well-formed
  std::vector<Element> elements;  // in the order of their opening tags

  std::vector<Element> named(std::string_view name) const {
    std::vector<Element> found;
    for (const Element& element : elements)
      if (element.name == name) found.push_back(element);
    return found;
  }

  std::vector<std::string> values(std::string_view attribute) const {
    std::vector<std::string> found;
    for (const Element& element : elements) {
      const auto at = element.attributes.find(std::string(attribute));
      if (at != element.attributes.end()) found.push_back(at->second);
    }
    return found;
  }
};

class MarkupReader {
public:
  explicit MarkupReader(std::string_view text) : text_(text) {}

  Markup read() {
    while (at_ < text_.size() && markup_.fault.empty()) {
      if (text_[at_] == '<')
        read_tag();
      else
        read_text();
    }
    if (markup_.fault.empty() && !open_.empty())
      fail("<" + markup_.elements[open_.back()].name + "> is not closed");
    if (markup_.fault.empty() && markup_.elements.empty()) fail("there is no element");
    return markup_;
  }

private:
  void fail(const std::string& what) {
    if (markup_.fault.empty()) {
      const std::size_t from = at_ < 40 ? 0 : at_ - 40;
      markup_.fault = what + " near \"" + std::string(text_.substr(from, 80)) + "\"";
    }
  }

  bool starts(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  void check_text(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto c = static_cast<unsigned char>(text[i]);
      if ((c < 0x20 && c != '\n') || c == 0x7F) return fail("a control character");
      if (c != '&') continue;
      static const std::vector<std::string> k_known = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
      if (std::none_of(k_known.begin(), k_known.end(),
                       [&](const std::string& known) { return text.substr(i).starts_with(known); }))
        return fail("an unknown reference");
    }
  }

  void read_text() {
    const std::size_t end = std::min(text_.find('<', at_), text_.size());
    const std::string_view text = text_.substr(at_, end - at_);
    check_text(text);
    if (text.find('>') != std::string_view::npos) fail("a bare >");
    if (open_.empty() && text.find_first_not_of(" \n") != std::string_view::npos)
      fail("text outside all elements");
    for (const std::size_t element : open_) markup_.elements[element].text += text;
    at_ = end;
  }

  std::string read_name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 ||
                                  text_[at_] == '-' || text_[at_] == ':'))
      ++at_;
    if (begin == at_) fail("a name is missing");
    return std::string(text_.substr(begin, at_ - begin));
  }

  void read_tag() {
    if (starts("<!DOCTYPE html>")) {
      at_ += std::string_view("<!DOCTYPE html>").size();
    } else if (starts("</")) {
      at_ += 2;
      const std::string name = read_name();
      if (open_.empty() || markup_.elements[open_.back()].name != name)
        return fail("</" + name + "> closes nothing");
      open_.pop_back();
      if (!starts(">")) return fail("an unfinished closing tag");
      ++at_;
    } else {
      read_opening();
    }
  }

  void read_opening() {
    ++at_;
    Element element{read_name(), {}, {}};
    const bool root = markup_.elements.empty();
    if (!root && open_.empty()) fail("a second root");
    while (markup_.fault.empty() && !starts(">") && !starts("/>")) read_attribute(element);
    const bool empty = starts("/>") || element.name == "meta";
    at_ += starts("/>") ? 2 : 1;
    markup_.elements.push_back(element);
    if (empty) return;
    open_.push_back(markup_.elements.size() - 1);
    if (element.name == "style") at_ = std::min(text_.find("</style>", at_), text_.size());
  }

  void read_attribute(Element& element) {
    if (!starts(" ")) return fail("a blank is missing before an attribute");
    ++at_;
    const std::string name = read_name();
    if (!starts("=\"")) return fail("an attribute without a quoted value");
    at_ += 2;
    const std::size_t end = text_.find('"', at_);
    if (end == std::string_view::npos) return fail("an unfinished attribute");
    const std::string_view value = text_.substr(at_, end - at_);
    check_text(value);
    if (value.find_first_of("<>") != std::string_view::npos) fail("< or > in an attribute");
    if (!element.attributes.emplace(name, value).second) fail("the attribute " + name + " twice");
    at_ = end + 1;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::size_t> open_;
  Markup markup_;
};

inline Markup read_markup(std::string_view text) {
  return MarkupReader(text).read();
}

}  // namespace touchstone::test
