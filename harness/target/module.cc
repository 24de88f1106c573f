#include "harness/target/module.h"

#include <dlfcn.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace assay {
namespace {

namespace fs = std::filesystem;

// kLibraryDirectory is exported by each stack's module: the folder of the libraries that CMake
// linked it with (targets/library_directory.cc).
constexpr char kLibraryDirectory[] = "assay_library_directory";
using LibraryDirectory = const char* (*)();

std::string last_dl_error() {
  const char* text = dlerror();
  return text != nullptr ? text : "unknown dlopen error";
}

fs::path folder_of(const std::string& library) {
  std::error_code ignored;
  return fs::weakly_canonical(library, ignored).parent_path();
}

Result<void> check_origin(void* handle, const TargetInfo& info) {
  const auto directory = reinterpret_cast<LibraryDirectory>(dlsym(handle, kLibraryDirectory));
  if (directory == nullptr) return {};
  std::error_code ignored;
  const fs::path wanted = fs::weakly_canonical(directory(), ignored);
  const fs::path got = folder_of(info.library);
  if (got == wanted) return {};
  return harness_error("target " + info.id + " was built against " + wanted.string() +
                       " but loaded " + info.library +
                       "; unset LD_LIBRARY_PATH or LD_PRELOAD, or build again");
}

}  // namespace

Result<std::vector<TargetSpec>> installed_targets(const std::string& directory) {
  const std::string path = directory + "/modules.txt";
  std::ifstream file(path);
  if (!file) return harness_error("no list of targets at " + path + "; build assay first");
  std::vector<TargetSpec> specs;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string id;
    std::string module;
    std::string variant;
    std::string kind;
    if (!(words >> id >> module >> variant >> kind)) {
      return harness_error(path + ": not a target: '" + line + "'");
    }
    specs.push_back(
        {id, directory + "/" + module, variant == "-" ? "" : variant, kind == "standard"});
  }
  return specs;
}

Result<TargetSpec> find_target(const std::vector<TargetSpec>& specs, const std::string& id) {
  std::vector<std::string_view> ids;
  for (const TargetSpec& spec : specs) {
    if (spec.id == id) return spec;
    ids.push_back(spec.id);
  }
  return unknown_word("target", id, ids);
}

Result<Module> Module::load(const TargetSpec& spec) {
  void* handle = dlopen(spec.module.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr)
    return harness_error("cannot load " + spec.module + ": " + last_dl_error());
  const auto make = reinterpret_cast<TargetFactory>(dlsym(handle, kTargetFactory));
  if (make == nullptr) {
    return harness_error(spec.module + " is no target: it exports no " + kTargetFactory);
  }
  std::unique_ptr<Target> target(make(spec.variant.c_str()));
  if (!target) return input_error(spec.module + " has no variant '" + spec.variant + "'");
  ASSAY_CHECK_OK(check_origin(handle, target->info()));
  return Module(std::move(target));
}

}  // namespace assay
