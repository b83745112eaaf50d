# touchstone_own(TARGET): what holds for every target of ours and for no third-party one.
# touchstone_ships(TARGET): how a library that becomes part of the page is compiled as WebAssembly.

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
    # Optimised across sources when programs are linked, without tables of types and without paths for
    # exceptions, which nothing here throws or catches; without locks round first uses, which only threads
    # would need, and without taking apart at the end what the process takes with it.
    target_compile_options(${target} PRIVATE
      $<$<CONFIG:Release>:-flto> $<$<CONFIG:Release>:-fno-rtti> $<$<CONFIG:Release>:-fno-exceptions>
      $<$<CONFIG:Release>:-fno-threadsafe-statics> $<$<CONFIG:Release>:-fno-c++-static-destructors>)
  endif()
endfunction()
