// Which ids an audit has and how often each is referred to; kept beside an audit so that an edit
// can be judged without looking at the rest of it.
//
// add() and remove() take elements of the document's lists and cost what the element's own ids
// cost. Rows of the scoring model (factors, metrics, rules, goals) are not counted here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "audit/audit.hpp"
#include "document/fields.hpp"
#include "text/hash.hpp"

namespace touchstone {

class AuditIndex {
public:
  AuditIndex() = default;
  explicit AuditIndex(const Audit& audit);

  // T: the element type of a list of Audit.
  template <class T>
  void add(const T& element) {
    count(element, 1);
  }

  template <class T>
  void remove(const T& element) {
    count(element, -1);
  }

  bool has(IdSpace space, std::string_view id) const;

  // How many elements carry this id in this space, and how many places refer to it.
  std::size_t definitions(IdSpace space, std::string_view id) const;
  std::size_t references(IdSpace space, std::string_view id) const;

  // Whether something refers to `id` as a kind of thing that has no such id.
  bool is_dangling(std::string_view id) const;

  // No reference without its element, no id twice.
  bool is_consistent() const { return dangling_ == 0 && doubled_ == 0; }

  bool has_dangling() const { return dangling_ > 0; }

  bool has_doubled() const { return doubled_ > 0; }

private:
  struct Count {
    std::uint32_t definitions = 0;
    std::uint32_t references = 0;
  };

  struct Hash {
    using is_transparent = void;

    std::size_t operator()(std::string_view text) const noexcept { return text_hash(text); }
  };

  using Ids = std::unordered_map<std::string, Count, Hash, std::equal_to<>>;

  static constexpr std::size_t k_spaces = static_cast<std::size_t>(IdSpace::place) + 1;

  template <class T>
  void count(const T& element, int step) {
    for_each_id(element, [&](const auto& row, const std::string& id) {
      if (row.form == Form::own_id)
        define(row.space, id, step);
      else
        refer(row.space, id, step);
    });
  }

  void define(IdSpace space, const std::string& id, int step);
  void refer(IdSpace space, const std::string& id, int step);
  void change(IdSpace space, const std::string& id, int definitions, int references);
  const Count* find(IdSpace space, std::string_view id) const;

  std::array<Ids, k_spaces> ids_;
  std::size_t dangling_ = 0;  // ids that are referred to and not there
  std::size_t doubled_ = 0;   // ids that two elements of one space carry
};

}  // namespace touchstone
