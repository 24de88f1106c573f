// identify: which files a target's library really is, for readers who hold two reports side by
// side. A distribution mends a library and leaves its version as it was.
#pragma once

#include <string>

#include "harness/base/result.h"
#include "harness/target/target.h"

namespace assay {

// kDpkg is where Debian and those after it keep what is installed.
inline constexpr char kDpkg[] = "/var/lib/dpkg";

// package_revision() is the version of the installed package that owns the file `path`
// ("3.0.19-1~deb12u2"), or "" where no package does: an own build, another distribution. Looks into
// the lists of packages named like the library ("libssl*" for libssl.so.3) in the dpkg database
// `database`. Cost: a read of its status file, some milliseconds.
std::string package_revision(const std::string& path, const std::string& database = kDpkg);

// identify() fills `revision` and `library_sha256` of a target from the files that it names. An
// Error when one cannot be read. Cost: a read of the libraries, some 10 ms.
Result<void> identify(TargetInfo& info);

}  // namespace assay
