// The command `touchstone`, natively and under Node: lends run() files and streams, as bytes.
#include <cstdio>
#include <cstdlib>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/cli.hpp"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

namespace {

std::optional<std::string> read_all(std::FILE* file) {
  std::string bytes;
  char buffer[1 << 16];
  for (;;) {
    const std::size_t got = std::fread(buffer, 1, sizeof buffer, file);
    bytes.append(buffer, got);
    if (got < sizeof buffer) break;
  }
  if (std::ferror(file) != 0) return std::nullopt;
  return bytes;
}

std::optional<std::string> read_file(const std::string& path) {
  if (path == "-") return read_all(stdin);
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return std::nullopt;
  std::optional<std::string> bytes = read_all(file);
  std::fclose(file);
  return bytes;
}

bool write_all(std::FILE* file, std::string_view bytes) {
  return std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
}

bool write_file(const std::string& path, std::string_view bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return false;
  const bool written = write_all(file, bytes);
  return std::fclose(file) == 0 && written;
}

int run(int argc, char** argv) {
  touchstone::cli::Io io{read_file, write_file, {}, {}};
  const std::vector<std::string> args(argv + (argc > 0 ? 1 : 0), argv + argc);
  const int code = touchstone::cli::run(args, io);
  const bool printed = write_all(stdout, io.out) && std::fflush(stdout) == 0;
  write_all(stderr, io.err);
  return printed ? code : touchstone::cli::k_bad_input;
}

}  // namespace

int main(int argc, char** argv) {
#ifdef _WIN32
  _setmode(_fileno(stdin), _O_BINARY);
  _setmode(_fileno(stdout), _O_BINARY);
#endif
  // Not by an exception: as WebAssembly the engine is built without them.
  std::set_new_handler([] {
    std::fputs("touchstone: not enough memory for this input\n", stderr);
    std::_Exit(touchstone::cli::k_bad_input);
  });
  try {
    return run(argc, argv);
  } catch (...) {
    std::fputs("touchstone: stopped by a fault of its own\n", stderr);
  }
  return touchstone::cli::k_bad_input;
}
