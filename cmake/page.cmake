# The front end. touchstone_imgui: Dear ImGui as a library, configured by
# web/platform/imgui_config.hpp. touchstone_ui: every source under web/ that is neither the page's
# main nor tied to one host. On top of it one of two hosts (both implement
# web/platform/platform.hpp):
#   touchstone_browser   web/host/browser*.cpp, under Emscripten: for the page, touchstone_page,
#                        and for touchstone_gallery, every control of web/ui on a page of its own
#   touchstone_headless  web/host/headless*.cpp, native: for tests and for clang-tidy

file(GLOB_RECURSE touchstone_ui_sources CONFIGURE_DEPENDS web/*.cpp)
set(touchstone_browser_sources ${touchstone_ui_sources})
set(touchstone_headless_sources ${touchstone_ui_sources})
list(FILTER touchstone_browser_sources INCLUDE REGEX "/web/host/browser.*$")
list(FILTER touchstone_headless_sources INCLUDE REGEX "/web/host/headless.*$")
list(FILTER touchstone_ui_sources EXCLUDE REGEX
     "/web/(gallery/.*|host/(browser|headless).*)$")

if(NOT EXISTS ${PROJECT_SOURCE_DIR}/web/platform/imgui_config.hpp OR NOT touchstone_ui_sources)
  return()
endif()

touchstone_find_imgui(touchstone_imgui_dir)
set(touchstone_imgui_sources imgui imgui_draw imgui_tables imgui_widgets imgui_demo)
list(TRANSFORM touchstone_imgui_sources REPLACE "(.+)" "${touchstone_imgui_dir}/\\1.cpp")
add_library(touchstone_imgui STATIC ${touchstone_imgui_sources})
target_compile_features(touchstone_imgui PUBLIC cxx_std_20)
target_include_directories(touchstone_imgui SYSTEM PUBLIC ${touchstone_imgui_dir} web/platform)
target_compile_definitions(touchstone_imgui PUBLIC IMGUI_USER_CONFIG="imgui_config.hpp")

add_library(touchstone_ui STATIC ${touchstone_ui_sources})
touchstone_own(touchstone_ui)
touchstone_runs_now_and_then(touchstone_ui)
foreach(target touchstone_imgui touchstone_ui)
  touchstone_ships(${target})
endforeach()
touchstone_precompile(touchstone_ui ${PROJECT_SOURCE_DIR}/core/audit/audit.hpp
                      ${PROJECT_SOURCE_DIR}/core/score/scores.hpp ${PROJECT_SOURCE_DIR}/web/ui/core.hpp)
target_include_directories(touchstone_ui PUBLIC web)
target_link_libraries(touchstone_ui PUBLIC touchstone_core touchstone_imgui)

if(NOT EMSCRIPTEN)
  if(touchstone_headless_sources)
    add_library(touchstone_headless STATIC ${touchstone_headless_sources})
    touchstone_own(touchstone_headless)
    target_link_libraries(touchstone_headless PUBLIC touchstone_ui)
  endif()
  return()
endif()

touchstone_runs_now_and_then(touchstone_imgui) # (natively it is what most of a headless frame's time goes into)

if(NOT touchstone_browser_sources)
  return()
endif()
add_library(touchstone_browser OBJECT ${touchstone_browser_sources})
touchstone_own(touchstone_browser)
touchstone_ships(touchstone_browser)
touchstone_runs_now_and_then(touchstone_browser)
target_link_libraries(touchstone_browser PUBLIC touchstone_ui)

# touchstone_add_page(TARGET SOURCE...): build/web/TARGET.{js,wasm}, which shell/pack.mjs packs into one
# file. The page's own JavaScript joins the program's script in this order (shell/boot.js starts it and is
# added by shell/pack.mjs).
set(touchstone_page_scripts)
foreach(name base frames gpu fonts fields mirror input files seal store page copy offline guard ballots live warm)
  list(APPEND touchstone_page_scripts ${PROJECT_SOURCE_DIR}/shell/${name}.js)
endforeach()
function(touchstone_add_page target)
  add_executable(${target} $<TARGET_OBJECTS:touchstone_browser> ${ARGN})
  touchstone_own(${target})
  target_link_libraries(${target} PRIVATE touchstone_ui)
  foreach(script IN LISTS touchstone_page_scripts)
    target_link_options(${target} PRIVATE "SHELL:--pre-js ${script}")
  endforeach()
  set_target_properties(${target} PROPERTIES LINK_DEPENDS "${touchstone_page_scripts}")
  touchstone_ships(${target})
  target_link_options(${target} PRIVATE
    $<$<CONFIG:Release>:-fno-exceptions>
    $<$<CONFIG:Debug>:-sASSERTIONS=2>
    -sENVIRONMENT=web -sFILESYSTEM=0  -sALLOW_MEMORY_GROWTH=1 -sSTACK_SIZE=256KB
    -sDYNAMIC_EXECUTION=0 -sINCOMING_MODULE_JS_API=instantiateWasm,onAbort)
endfunction()

touchstone_add_page(touchstone_page)
# Brings app_start() and its like itself, so that the app's are left out.
touchstone_add_page(touchstone_gallery web/gallery/gallery.cpp)
set_target_properties(touchstone_gallery PROPERTIES EXCLUDE_FROM_ALL ON)
