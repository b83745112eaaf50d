# touchstone_own(TARGET): what holds for every target of ours and for no third-party one.
# touchstone_ships(TARGET): how a library that becomes part of the page is compiled as WebAssembly.
# touchstone_runs_now_and_then(TARGET): for what does not compute; made for size in the page, and compiled quickly where
#   the sanitizers examine it.

option(TOUCHSTONE_WERROR "Treat warnings in our own sources as errors" ON)
set(TOUCHSTONE_TIDY "" CACHE STRING "clang-tidy command of the target touchstone_tidy, empty for none")

function(touchstone_own target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  # No contraction of a*b+c: native and WebAssembly have to agree on every bit they can.
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
                                           -ffp-contract=off)
  if(TOUCHSTONE_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()

function(touchstone_ships target)
  if(EMSCRIPTEN)
    # Nothing of ours throws or asks for a type at run time.
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-fno-exceptions> $<$<CONFIG:Release>:-fno-rtti>)
  endif()
endfunction()

function(touchstone_runs_now_and_then target)
  if(EMSCRIPTEN)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-Oz>)
  elseif(TOUCHSTONE_SANITIZE AND NOT TOUCHSTONE_FUZZ)
    target_compile_options(${target} PRIVATE -O0)
  endif()
endfunction()
