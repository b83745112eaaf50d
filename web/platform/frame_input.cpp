#include "platform/frame_input.hpp"

namespace touchstone::platform {

FrameInput& frame_input() {
  static FrameInput input;
  return input;
}

mirror::Tree& tree() {
  static mirror::Tree tree;
  return tree;
}

}  // namespace touchstone::platform
