# Where each third-party library comes from. The first place that has it wins:
#   1. a folder named by the user: -DTOUCHSTONE_IMGUI_DIR=..., _CATCH2_DIR, _JSON_DIR (or EMSDK)
#   2. .deps in the checkout, filled by cmake/setup/sources.sh; for nlohmann/json the system's header
#   3. upstream, by FetchContent, at the tag and hash pinned here
# Targets made: touchstone_json (headers only), touchstone_catch2, and touchstone_find_imgui().

include(FetchContent)

set(TOUCHSTONE_IMGUI_DIR "" CACHE PATH "Folder with imgui.h, 1.92 or a later 1.92.x")
set(TOUCHSTONE_CATCH2_DIR "" CACHE PATH "Folder of Catch2 3.x's sources (with its CMakeLists.txt)")
set(TOUCHSTONE_JSON_DIR "" CACHE PATH "Folder that holds nlohmann/json.hpp")

set(touchstone_deps ${PROJECT_SOURCE_DIR}/.deps)

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
    FetchContent_Declare(json
      URL https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
      URL_HASH SHA256=d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d)
    FetchContent_Populate(json)
    set(folder ${json_SOURCE_DIR}/include)
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
    FetchContent_Declare(imgui
      GIT_REPOSITORY https://github.com/ocornut/imgui.git
      GIT_TAG 45acd5e0e82f4c954432533ae9985ff0e1aad6d5) # v1.92.2b
    FetchContent_Populate(imgui)
    set(folder ${imgui_SOURCE_DIR})
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
    FetchContent_Declare(catch2
      GIT_REPOSITORY https://github.com/catchorg/Catch2.git
      GIT_TAG fa43b77429ba76c462b1898d6cd2f2d7a9416b14) # v3.7.1
    FetchContent_Populate(catch2)
    set(folder ${catch2_SOURCE_DIR})
  endif()
  set(CATCH_CONFIG_DEFAULT_REPORTER console)
  set(CATCH_CONFIG_CONSOLE_WIDTH 100)
  configure_file(${folder}/src/catch2/catch_user_config.hpp.in
                 ${PROJECT_BINARY_DIR}/include_catch2/catch2/catch_user_config.hpp)
  add_library(touchstone_catch2 STATIC EXCLUDE_FROM_ALL ${folder}/${probe})
  target_compile_features(touchstone_catch2 PUBLIC cxx_std_20)
  target_compile_options(touchstone_catch2 PRIVATE -O1 -w)
  target_include_directories(touchstone_catch2 SYSTEM PUBLIC
                             ${folder}/src ${PROJECT_BINARY_DIR}/include_catch2)
  message(STATUS "Catch2: ${folder}")
endfunction()
