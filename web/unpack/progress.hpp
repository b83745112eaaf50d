// How far something that works in steps has come.
#pragma once

namespace touchstone::unpack {

enum class Progress { more, done, damaged };

}  // namespace touchstone::unpack
