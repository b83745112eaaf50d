// Letters compared without regard to their case.
#pragma once

#include <string>
#include <string_view>

namespace touchstone {

// The text with A to Z in lower case; all other characters stay as they are.
std::string lower(std::string_view text);

}  // namespace touchstone
