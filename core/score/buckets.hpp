// A list of lists in one piece of memory: many short lists, read often, replaced seldom.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace touchstone {

template <class T>
class Buckets {
public:
  std::size_t size() const { return ends_.size(); }

  std::span<const T> operator[](std::size_t bucket) const {
    const std::size_t begin = bucket == 0 ? 0 : ends_[bucket - 1];
    return std::span<const T>(values_).subspan(begin, ends_[bucket] - begin);
  }

  void clear() {
    values_.clear();
    ends_.clear();
  }

  void reserve(std::size_t buckets, std::size_t values) {
    ends_.reserve(buckets);
    values_.reserve(values);
  }

  // Adds a bucket behind the last.
  void push_back(std::span<const T> values) {
    values_.insert(values_.end(), values.begin(), values.end());
    ends_.push_back(static_cast<std::uint32_t>(values_.size()));
  }

  // Linear in what lies behind the bucket if the number of its values changes.
  void replace(std::size_t bucket, std::span<const T> values) {
    const std::size_t begin = bucket == 0 ? 0 : ends_[bucket - 1];
    const std::size_t before = ends_[bucket] - begin;
    const auto at = values_.begin() + static_cast<std::ptrdiff_t>(begin);
    if (values.size() == before) {
      std::copy(values.begin(), values.end(), at);
      return;
    }
    const auto erased = values_.erase(at, at + static_cast<std::ptrdiff_t>(before));
    values_.insert(erased, values.begin(), values.end());
    for (std::size_t later = bucket; later < ends_.size(); ++later) {
      ends_[later] = static_cast<std::uint32_t>(ends_[later] - before + values.size());
    }
  }

private:
  std::vector<T> values_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace touchstone
