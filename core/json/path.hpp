// Where a reader or a check stands in a document; spelled out as a JSON Pointer only on demand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "json/tree.hpp"

namespace touchstone {

class Path {
public:
  // `key` must outlive the step.
  void push(std::string_view key) { steps_.push_back({key, 0}); }

  void push(std::size_t index) { steps_.push_back({{}, index}); }

  void pop() { steps_.pop_back(); }

  std::string pointer() const {
    std::string pointer;
    for (const Step& step : steps_)
      pointer = step.key.data() != nullptr ? pointer_to(pointer, step.key)
                                           : pointer_to(pointer, step.index);
    return pointer;
  }

private:
  // A key when key.data() is not null, else an index.
  struct Step {
    std::string_view key;
    std::size_t index;
  };

  std::vector<Step> steps_;
};

// One step down for as long as it lives.
class StepInto {
public:
  StepInto(Path& path, std::string_view key) : path_(path) { path_.push(key); }

  StepInto(Path& path, std::size_t index) : path_(path) { path_.push(index); }

  ~StepInto() { path_.pop(); }

  StepInto(const StepInto&) = delete;
  StepInto& operator=(const StepInto&) = delete;

private:
  Path& path_;
};

}  // namespace touchstone
