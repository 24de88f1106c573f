// Target: the port behind which each stack under test stands.
//
// A stack is a shared module that exports one C function, kTargetFactory, of type TargetFactory.
// An adapter sees harness/base, harness/model and harness/target only, never reads a file, never
// decides to skip, never sees an expectation, and leaves no state behind that a later question
// could see. No exception leaves it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/model/capability.h"
#include "harness/model/question.h"
#include "harness/model/verdict.h"
#include "harness/target/endpoint.h"

namespace assay {

// TargetInfo is what a maintainer will ask first.
struct TargetInfo {
  std::string id;        // "openssl", "openssl/strict": stack[/variant]
  std::string name;      // "OpenSSL"
  std::string version;   // the version that the loaded library itself reports
  std::string compiled;  // the version of the headers that the module was compiled with
  std::string build;     // build options, where the stack tells; one line
  std::string library;   // path of the library really loaded
  std::vector<std::string> parts =
      {};  // paths of the same stack's other libraries: its libcrypto, ...
  std::vector<Capability> capabilities = {};
  // What the supervisor finds about the files (identify.h); an adapter leaves them empty.
  std::string revision = {};  // the distribution's: "3.0.19-1~deb12u2"; empty for an own build
  std::string library_sha256 = {};  // over `library`, then `parts`; hexadecimal

  // release() is what a deviation's `releases` are matched with: the distribution's revision where
  // there is one, as it patches what keeps its version; else the version.
  [[nodiscard]] const std::string& release() const { return revision.empty() ? version : revision; }

  // same_build() tells whether a worker says the same of itself, files aside.
  [[nodiscard]] bool same_build(const TargetInfo& other) const {
    TargetInfo mine = *this;
    mine.revision = other.revision;
    mine.library_sha256 = other.library_sha256;
    return mine == other;
  }

  bool operator==(const TargetInfo&) const = default;
};

class Target {
 public:
  virtual ~Target() = default;
  virtual TargetInfo info() const = 0;

  // verify() answers as applications use the stack. The clock already shows `question.time`; a
  // stack with a time parameter gets it there too. Undecodable input is a reject.
  virtual Verdict verify(const Question& question) = 0;

  // endpoint() prepares one side of a TLS connection. An Error says that the stack would not take
  // the configuration (a chain it will not present, a key it cannot use), in its own words.
  virtual Result<std::unique_ptr<Endpoint>> endpoint(const EndpointConfig& config) = 0;
};

// TargetFactory makes the variant asked for ("" is the default), owned by the caller; null when
// the module knows no such variant.
using TargetFactory = Target* (*)(const char* variant);
inline constexpr char kTargetFactory[] = "assay_make_target";

}  // namespace assay

// ASSAY_MODULE_EXPORT marks the functions that a module exports.
#define ASSAY_MODULE_EXPORT extern "C" __attribute__((visibility("default")))
