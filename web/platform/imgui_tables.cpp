// In place of Dear ImGui's unit of tables and columns: ui::grid draws its own, so there is never a
// table to end, to draw into or to remember. What other units would call for one does nothing here,
// which saves 30 KB of WebAssembly.
#include <imgui.h>
#include <imgui_internal.h>

namespace ImGui {

void EndColumns() {}

void PushColumnsBackground() {}

void PopColumnsBackground() {}

void EndTable() {}

void TableEndCell(ImGuiTable* /*table*/) {}

void TableEndRow(ImGuiTable* /*table*/) {}

void TableGcCompactSettings() {}

void TableGcCompactTransientBuffers(ImGuiTable* /*table*/) {}

void TableGcCompactTransientBuffers(ImGuiTableTempData* /*table*/) {}

void TablePushBackgroundChannel() {}

void TablePopBackgroundChannel() {}

void TablePushColumnChannel(int /*column*/) {}

void TablePopColumnChannel() {}

void TableSettingsAddSettingsHandler() {}

}  // namespace ImGui
