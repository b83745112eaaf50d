// A value or the complete list of reasons why there is none.
//
// Expected failures (a broken file, an edit that would leave the audit inconsistent) are values in
// core; nothing is thrown across its interface. A Result carries all problems, not the first.
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace touchstone {

// One thing that is wrong with a document.
struct Problem {
  std::string pointer;  // JSON Pointer (RFC 6901) to the place; "" is the whole document
  std::string message;  // one sentence: what was found, what was expected

  friend bool operator==(const Problem&, const Problem&) = default;
};

using Problems = std::vector<Problem>;

template <class T>
class Result {
public:
  Result(T value) : value_(std::move(value)) {}

  // `problems` must not be empty.
  Result(Problems problems) : problems_(std::move(problems)) { assert(!problems_.empty()); }

  explicit operator bool() const { return value_.has_value(); }

  bool ok() const { return value_.has_value(); }

  // Only when ok().
  T& operator*() { return *value_; }

  const T& operator*() const { return *value_; }

  T* operator->() { return &*value_; }

  const T* operator->() const { return &*value_; }

  // Empty exactly when ok().
  const Problems& problems() const& { return problems_; }

  // By value, so that a loop over `f().problems()` does not outlive what it runs over.
  Problems problems() && { return std::move(problems_); }

private:
  std::optional<T> value_;
  Problems problems_;
};

}  // namespace touchstone
