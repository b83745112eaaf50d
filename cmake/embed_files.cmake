# Run as a script: cmake -DASSETS=<folder> -DOUT=<file.cpp> -P embed_files.cmake
# Writes the data behind assets/embedded.hpp: each file as one string literal of hex escapes, which
# keep every byte and compile quickly. Of JSON the line ends and what indents the lines are left out (a
# string of JSON holds neither). A file's name there is its own without folder and ending.

set(definitions "")
set(tables "")

# literal(FILE SYMBOL): defines SYMBOL as a string_view of the file's bytes.
function(literal file symbol)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${hex}")
  if(file MATCHES "\\.json$")
    string(REGEX REPLACE "\\\\x0a(\\\\x20)*" "\"\n    \"" bytes "${bytes}")
  else()
    string(REGEX REPLACE "(\\\\x0a)" "\\1\"\n    \"" bytes "${bytes}")
  endif()
  set(definitions "${definitions}constexpr std::string_view ${symbol}{\n    \"${bytes}\",\n    sizeof(\n    \"${bytes}\") - 1};\n"
      PARENT_SCOPE)
endfunction()

# table(NAME GLOB): defines the list behind the function NAME of assets/embedded.hpp, by file name.
function(table name pattern)
  file(GLOB files ${ASSETS}/${pattern})
  list(SORT files)
  set(rows "")
  set(count 0)
  foreach(file IN LISTS files)
    cmake_path(GET file STEM LAST_ONLY stem)
    literal(${file} k_${name}_${count})
    string(APPEND rows "    Named{\"${stem}\", k_${name}_${count}},\n")
    math(EXPR count "${count} + 1")
  endforeach()
  set(definitions "${definitions}constexpr std::array<Named, ${count}> k_${name}{{\n${rows}}};\n\n"
      PARENT_SCOPE)
  set(tables "${tables}std::span<const Named> ${name}() { return k_${name}; }\n" PARENT_SCOPE)
endfunction()

if(EXISTS ${ASSETS}/model.json)
  literal(${ASSETS}/model.json k_model)
else()
  set(definitions "constexpr std::string_view k_model;\n")
endif()
literal(${ASSETS}/report.css k_report_style)
# By the names of their files.
table(samples samples/*.json)
table(templates templates/*.json)
table(help help/*)

file(WRITE ${OUT} "// Generated from assets/ by cmake/embed_files.cmake.
#include \"assets/embedded.hpp\"

#include <array>

namespace touchstone::assets {
namespace {

${definitions}
}  // namespace

std::string_view model_json() { return k_model; }
std::string_view report_style() { return k_report_style; }
${tables}
}  // namespace touchstone::assets
")
