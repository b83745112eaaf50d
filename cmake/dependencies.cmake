# Where each third-party library comes from. The first place that has it wins:
#   1. a folder named by the user: -DTOUCHSTONE_IMGUI_DIR=..., _CATCH2_DIR, _JSON_DIR (or EMSDK)
#   2. .deps in the checkout, filled by cmake/setup/sources.sh; for nlohmann/json the system's header
#   3. upstream, by FetchContent, at the tag and hash pinned here
# Targets made: touchstone_json (headers only), touchstone_catch2, and what touchstone_find_imgui() finds.

include(FetchContent)

set(TOUCHSTONE_IMGUI_DIR "" CACHE PATH "Folder with imgui.h, 1.92 or a later 1.92.x")
set(TOUCHSTONE_CATCH2_DIR "" CACHE PATH "Folder of Catch2 3.x's sources (src and extras)")
set(TOUCHSTONE_JSON_DIR "" CACHE PATH "Folder that holds nlohmann/json.hpp")

set(touchstone_deps ${PROJECT_SOURCE_DIR}/.deps)

# touchstone_fetch(RESULT NAME URL SHA256): downloads and unpacks an archive; RESULT is its folder.
# Its own CMakeLists.txt is not run: the sub-folder named here does not exist.
function(touchstone_fetch result name url hash)
  message(STATUS "Fetching ${url}")
  FetchContent_Declare(${name} URL ${url} URL_HASH SHA256=${hash} DOWNLOAD_EXTRACT_TIMESTAMP ON
                       SOURCE_SUBDIR not-to-be-built)
  FetchContent_MakeAvailable(${name})
  set(${result} ${${name}_SOURCE_DIR} PARENT_SCOPE)
endfunction()

# touchstone_locate(RESULT PROBE FOLDER...): the first folder that holds PROBE, else "".
function(touchstone_locate result probe)
  foreach(folder IN LISTS ARGN)
    if(folder AND EXISTS "${folder}/${probe}")
      set(${result} "${folder}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
  set(${result} "" PARENT_SCOPE)
endfunction()

# touchstone_require(NAME FOLDER PROBE): a folder that the user named must be right.
function(touchstone_require name folder probe)
  if(folder AND NOT EXISTS "${folder}/${probe}")
    message(FATAL_ERROR "${name} is ${folder}, but there is no ${probe} in it.")
  endif()
endfunction()

function(touchstone_add_json)
  touchstone_require(TOUCHSTONE_JSON_DIR "${TOUCHSTONE_JSON_DIR}" nlohmann/json.hpp)
  touchstone_locate(folder nlohmann/json.hpp "${TOUCHSTONE_JSON_DIR}" ${touchstone_deps}/json/include
                    /usr/include /usr/local/include /opt/homebrew/include)
  if(NOT folder)
    touchstone_fetch(
      folder json https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
      d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d)
    set(folder ${folder}/include)
  endif()
  # A folder of its own: naming /usr/include would hide a cross compiler's own headers.
  set(view ${PROJECT_BINARY_DIR}/include_json)
  file(MAKE_DIRECTORY ${view})
  file(CREATE_LINK ${folder}/nlohmann ${view}/nlohmann SYMBOLIC)
  add_library(touchstone_json INTERFACE)
  target_include_directories(touchstone_json SYSTEM INTERFACE ${view})
  message(STATUS "nlohmann/json: ${folder}")
endfunction()

# touchstone_find_imgui(RESULT): the folder of Dear ImGui's sources.
function(touchstone_find_imgui result)
  touchstone_require(TOUCHSTONE_IMGUI_DIR "${TOUCHSTONE_IMGUI_DIR}" imgui.h)
  touchstone_locate(folder imgui.h "${TOUCHSTONE_IMGUI_DIR}" ${touchstone_deps}/imgui)
  if(NOT folder)
    # v1.92.2b
    touchstone_fetch(
      folder imgui
      https://github.com/ocornut/imgui/archive/45acd5e0e82f4c954432533ae9985ff0e1aad6d5.tar.gz
      97484925aec2f4d3e913d6644d46b234f8d6d8d98c6aa9c50109e0f0df772090)
  endif()
  file(STRINGS ${folder}/imgui.h line REGEX "^#define IMGUI_VERSION +\"")
  string(REGEX REPLACE ".*\"(.*)\".*" "\\1" version "${line}")
  if(NOT version MATCHES "^1\\.92\\.")
    message(FATAL_ERROR "Dear ImGui 1.92.x is wanted (fonts made on demand); ${folder} is ${version}.")
  endif()
  message(STATUS "Dear ImGui ${version}: ${folder}")
  set(${result} ${folder} PARENT_SCOPE)
endfunction()

# touchstone_catch2: the library and its main(), out of Catch2's one-file edition, which compiles in a
# tenth of the time its hundred files take; tests include its ordinary headers all the same.
function(touchstone_add_catch2)
  set(probe extras/catch_amalgamated.cpp)
  touchstone_require(TOUCHSTONE_CATCH2_DIR "${TOUCHSTONE_CATCH2_DIR}" ${probe})
  touchstone_locate(folder ${probe} "${TOUCHSTONE_CATCH2_DIR}" ${touchstone_deps}/catch2)
  if(NOT folder)
    touchstone_fetch(
      folder catch2 https://github.com/catchorg/Catch2/archive/refs/tags/v3.7.1.tar.gz
      c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c)
  endif()
  set(CATCH_CONFIG_DEFAULT_REPORTER console)
  set(CATCH_CONFIG_CONSOLE_WIDTH 100)
  configure_file(${folder}/src/catch2/catch_user_config.hpp.in
                 ${PROJECT_BINARY_DIR}/include_catch2/catch2/catch_user_config.hpp)
  add_library(touchstone_catch2 STATIC EXCLUDE_FROM_ALL ${folder}/${probe})
  target_compile_features(touchstone_catch2 PUBLIC cxx_std_20)
  target_compile_options(touchstone_catch2 PRIVATE -O0 -w)
  target_include_directories(touchstone_catch2 SYSTEM PUBLIC
                             ${folder}/src ${PROJECT_BINARY_DIR}/include_catch2)
  message(STATUS "Catch2: ${folder}")
endfunction()
