# touchstone_assets: a static library that carries the files under assets/ as constant data.
# Its interface is assets/embedded.hpp; the data is one generated source file, written again by
# cmake/embed_files.cmake whenever a file changes, comes or goes.

file(GLOB touchstone_asset_files CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/assets/model.json ${PROJECT_SOURCE_DIR}/assets/report.css
     ${PROJECT_SOURCE_DIR}/assets/samples/*.json
     ${PROJECT_SOURCE_DIR}/assets/templates/*.json ${PROJECT_SOURCE_DIR}/assets/help/*)

set(touchstone_embedded ${PROJECT_BINARY_DIR}/generated/embedded.cpp)
add_custom_command(
  OUTPUT ${touchstone_embedded}
  COMMAND ${CMAKE_COMMAND} -DASSETS=${PROJECT_SOURCE_DIR}/assets -DOUT=${touchstone_embedded}
          -P ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
  DEPENDS ${touchstone_asset_files} ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
  COMMENT "Embedding assets"
  VERBATIM)

add_library(touchstone_assets STATIC ${touchstone_embedded})
target_include_directories(touchstone_assets PUBLIC ${PROJECT_SOURCE_DIR})
target_compile_features(touchstone_assets PUBLIC cxx_std_20)
