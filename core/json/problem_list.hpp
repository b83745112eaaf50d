// Problems as far as they are listed (limits.hpp): hostile text can hold millions of mistakes below
// a pointer of megabytes. Who reads may stop when the list is full.
#pragma once

#include <cstddef>
#include <utility>

#include "intake/limits.hpp"
#include "json/result.hpp"

namespace touchstone {

class BoundedProblems {
public:
  void add(Problem problem) {
    if (is_full()) return;
    bytes_ += problem.pointer.size() + problem.message.size();
    problems_.push_back(std::move(problem));
  }

  bool empty() const { return problems_.empty(); }

  bool is_full() const {
    return problems_.size() >= k_most_problems || bytes_ > k_most_problem_bytes;
  }

  // With a last one that says so if the list is full.
  Problems take() {
    if (is_full())
      problems_.push_back({"",
                           "There may be more problems than these, which are as many as are "
                           "listed; they are told once these are mended."});
    return std::move(problems_);
  }

private:
  Problems problems_;
  std::size_t bytes_ = 0;
};

}  // namespace touchstone
