// Parts of the view "Import" that have files of their own.
#pragma once

#include "state/state.hpp"

namespace touchstone::app {

// What each column of the file at `place` is taken for; changed in place (importing_columns.cpp).
void draw_import_columns(const State&, UiState::ImportView&, const ImportRoom::File&,
                         std::size_t place, Requests&);

// What the file leaves open and somebody has to say: scales, orders of dates, names.
void draw_import_options(const ImportRoom::File&, std::size_t place, Requests&);

}  // namespace touchstone::app
