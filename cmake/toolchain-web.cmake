# The compiler of the presets web and web-debug: Emscripten 3.1.69 or later, from the first place
# that has it: -DTOUCHSTONE_EMSCRIPTEN_DIR=... (the folder with emcc), .deps (cmake/setup), then an
# activated emsdk (EMSDK, or emcc on the PATH). It only hands on to Emscripten's own toolchain file.

set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES TOUCHSTONE_EMSCRIPTEN_DIR)

if(NOT EXISTS "${TOUCHSTONE_EMSCRIPTEN_DIR}/emcc")
  find_program(touchstone_emcc emcc PATHS ${CMAKE_CURRENT_LIST_DIR}/../.deps/emscripten
               NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
  if(NOT touchstone_emcc)
    find_program(touchstone_emcc emcc HINTS $ENV{EMSDK}/upstream/emscripten
                 NO_CMAKE_FIND_ROOT_PATH)
  endif()
  if(NOT touchstone_emcc)
    message(FATAL_ERROR
            "No Emscripten found. On Debian or Ubuntu run cmake/setup/all.sh; elsewhere install and "
            "activate an emsdk of 3.1.69 or later (docs/building.md), or name the folder of emcc "
            "with -DTOUCHSTONE_EMSCRIPTEN_DIR=...")
  endif()
  file(REAL_PATH ${touchstone_emcc} emcc)
  cmake_path(GET emcc PARENT_PATH TOUCHSTONE_EMSCRIPTEN_DIR)
endif()

set(TOUCHSTONE_EMSCRIPTEN_DIR ${TOUCHSTONE_EMSCRIPTEN_DIR} CACHE PATH "Folder with emcc")
include(${TOUCHSTONE_EMSCRIPTEN_DIR}/cmake/Modules/Platform/Emscripten.cmake)
