#pragma once

// The files under assets/, carried inside the program: the scoring model, the style of reports,
// sample audits, templates and help texts. Their bytes are compiled in (cmake/embed.cmake), so
// nothing here can fail, and every view stays valid for the program's life. Lists are in order of
// name.

#include <span>
#include <string_view>

namespace touchstone::assets {

struct Named {
  std::string_view name;  // the file's name without its folder and ending
  std::string_view text;  // the whole file, byte for byte
};

std::string_view model_json();       // assets/model.json
std::string_view report_style();     // assets/report.css
std::span<const Named> samples();    // assets/samples/*.json
std::span<const Named> templates();  // assets/templates/*.json
std::span<const Named> help();       // assets/help/*

}  // namespace touchstone::assets
