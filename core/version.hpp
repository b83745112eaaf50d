// The program's version, as CMakeLists.txt names it.
#pragma once

#include <string_view>

namespace touchstone {

inline constexpr std::string_view k_version_text = "0.1.0";

}  // namespace touchstone
