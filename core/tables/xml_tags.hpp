// The tags of an XML text, one after the other, as far as spreadsheets need them: no document type,
// no entities but the five of XML and numbered ones. Malformed text is read as far as it goes.
// Linear in the text, whatever it holds.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace touchstone::tables {

// `text` with what "&...;" stands for; what stands for nothing stays as it is.
std::string plain_xml_text(std::string_view text);

class XmlTags {
public:
  explicit XmlTags(std::string_view xml = {}) : xml_(xml) {}

  // Goes to the next tag; false at the end. Remarks, declarations and the like are passed over.
  bool next();

  // How many bytes it has gone through.
  std::size_t at() const { return at_; }

  // Of the tag, without its namespace.
  std::string_view name() const { return name_; }

  bool opens() const { return !closes_; }

  // <name/>
  bool is_empty() const { return is_empty_; }

  // The text in front of the tag.
  std::string text() const { return plain_xml_text(text_); }

  // "" where the tag has no such attribute.
  std::string attribute(std::string_view wanted) const;

private:
  std::size_t behind(std::size_t from, std::string_view mark) const;
  void take(std::string_view tag);

  std::string_view xml_, text_, name_, attributes_;
  std::size_t at_ = 0;
  bool closes_ = false, is_empty_ = false;
};

}  // namespace touchstone::tables
