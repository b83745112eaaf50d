#include "platform/today.hpp"

#include <cstdint>

#include "platform/platform.hpp"

namespace touchstone::platform {

Date today() {
  constexpr double k_seconds_a_day = 86400;
  return {static_cast<std::int32_t>(unix_seconds() / k_seconds_a_day)};
}

}  // namespace touchstone::platform
