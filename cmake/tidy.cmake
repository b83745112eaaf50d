# touchstone_tidy: clang-tidy over our own sources, all but those tied to the browser. Files of one
# folder go through it together (cmake/tidy_batch.sh), because most of its time is spent in the
# headers they share. Each batch is checked again only when something it reads has changed.

set(batch_size 18)
set(flags -std=c++20 -stdlib=libc++ -I${PROJECT_SOURCE_DIR} -I${PROJECT_SOURCE_DIR}/core
          -I${PROJECT_SOURCE_DIR}/web -isystem ${PROJECT_BINARY_DIR}/include_json)
if(TARGET touchstone_imgui)
  list(APPEND flags "-DIMGUI_USER_CONFIG=\"imgui_config.hpp\"" -isystem ${touchstone_imgui_dir}
       -isystem ${PROJECT_SOURCE_DIR}/web/platform)
endif()

set(sources ${touchstone_core_sources} ${touchstone_ui_sources} ${touchstone_headless_sources}
            ${PROJECT_SOURCE_DIR}/web/gallery/gallery.cpp)
if(EXISTS ${PROJECT_SOURCE_DIR}/core/cli/main.cpp)
  list(APPEND sources ${PROJECT_SOURCE_DIR}/core/cli/main.cpp)
endif()

set(stamps)
function(touchstone_tidy_batch number)
  set(stamp ${PROJECT_BINARY_DIR}/tidy/batch_${number}.stamp)
  add_custom_command(
    OUTPUT ${stamp}
    COMMAND ${PROJECT_SOURCE_DIR}/cmake/tidy_batch.sh ${TOUCHSTONE_TIDY} ${CMAKE_CXX_COMPILER}
            ${stamp} ${ARGN} -- ${flags}
    DEPENDS ${ARGN} ${PROJECT_SOURCE_DIR}/.clang-tidy ${PROJECT_SOURCE_DIR}/cmake/tidy_batch.sh
    DEPFILE ${stamp}.d
    COMMENT "clang-tidy ${ARGN}"
    VERBATIM)
  set(stamps ${stamps} ${stamp} PARENT_SCOPE)
endfunction()

set(number 0)
set(folders)
foreach(source IN LISTS sources)
  cmake_path(GET source PARENT_PATH folder)
  list(APPEND folders ${folder})
endforeach()
list(REMOVE_DUPLICATES folders)
foreach(folder IN LISTS folders)
  set(batch)
  foreach(source IN LISTS sources)
    cmake_path(GET source PARENT_PATH own)
    if(own STREQUAL folder)
      list(APPEND batch ${source})
      list(LENGTH batch length)
      if(length EQUAL batch_size)
        touchstone_tidy_batch(${number} ${batch})
        math(EXPR number "${number} + 1")
        set(batch)
      endif()
    endif()
  endforeach()
  if(batch)
    touchstone_tidy_batch(${number} ${batch})
    math(EXPR number "${number} + 1")
  endif()
endforeach()

# Headers without a source of the same name compile alone, too; the others stand first in theirs (which get the
# everyday headers of the standard library besides).
file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/core/*.hpp ${PROJECT_SOURCE_DIR}/web/*.hpp)
list(FILTER headers EXCLUDE REGEX "/web/host/browser")
set(headers_alone)
foreach(header IN LISTS headers)
  string(REGEX REPLACE "hpp$" "cpp" source ${header})
  if(NOT EXISTS ${source})
    list(APPEND headers_alone ${header})
  endif()
endforeach()
set(stamp ${PROJECT_BINARY_DIR}/tidy/headers_alone.stamp)
add_custom_command(
  OUTPUT ${stamp}
  COMMAND ${PROJECT_SOURCE_DIR}/cmake/headers_alone.sh ${CMAKE_CXX_COMPILER} ${stamp} ${headers_alone} -- ${flags}
  DEPENDS ${headers} ${PROJECT_SOURCE_DIR}/cmake/headers_alone.sh
  COMMENT "Headers alone"
  VERBATIM)
list(APPEND stamps ${stamp})

add_custom_target(touchstone_tidy DEPENDS ${stamps})
