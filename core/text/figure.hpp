// Numbers for people to read.
#pragma once

#include <string>

namespace touchstone {

// At most `decimals` places, without trailing zeros: "61.3", "61", "-0.5", never "-0".
std::string short_number(double value, int decimals);

// A number in decimal notation, "12500" or "-1234567.5", with its whole part in groups of three:
// "12,500", "-1,234,567.5".
std::string in_groups(std::string number);

}  // namespace touchstone
