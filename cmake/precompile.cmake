# touchstone_precompile(TARGET HEADER...): the headers nearly every source of the target reads,
# compiled once. Most of a source's time goes into them. Every source still includes what it uses:
# clang-tidy and -DTOUCHSTONE_PRECOMPILE=OFF read it without.

option(TOUCHSTONE_PRECOMPILE "Compile widely used headers once a target" ON)

set(touchstone_everyday_headers
    <algorithm> <array> <cmath> <cstddef> <cstdint> <functional> <limits> <map> <optional> <span>
    <string> <string_view> <unordered_map> <utility> <vector>)

function(touchstone_precompile target)
  if(TOUCHSTONE_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${touchstone_everyday_headers} ${ARGN})
  endif()
endfunction()
