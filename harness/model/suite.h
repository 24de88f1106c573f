// Suite: cases from a file or folder of others or ours, in any of the forms that we read.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/file.h"
#include "harness/base/result.h"
#include "harness/base/time.h"
#include "harness/model/case.h"

namespace assay {

// kSuiteFileLimit is the limit of a suite, in octets: what read_file() is to be given.
inline constexpr std::size_t kSuiteFileLimit = std::size_t{256} << 20;

// kRunStartTag marks a foreign case that has no time of its own.
inline constexpr char kRunStartTag[] = "time:run-start";

struct Suite {
  std::vector<Case> cases;
  std::vector<std::string> warnings;  // a line each: what was passed over, in which case
  std::string judged = {};            // by which rulesets, where ids leave a doubt; or empty
};

// read_suite() takes the JSON of an x509-limbo suite (limbo.h) or of a BetterTLS export, told apart
// by their members. Octets that are zstd are decompressed first, to kSuiteFileLimit at most.
Result<Suite> read_suite(std::string_view octets, UnixTime default_time);

// read_bettertls() takes the export of BetterTLS: one trust root, and suites of test cases.
//
// The cases are foreign ones of the ruleset rfc5280 for server-auth, "bettertls::<suite>::tc<id>";
// `failureIsWarning` leaves either answer open; the features that a case needs become tags. The
// export has no times: a case is asked a second after its leaf begins to be valid or, where it is
// about expiry (INVALID_REASON_EXPIRED), a second after the first of its certificates has expired.
// A case whose leaf cannot be decoded so far is asked at `default_time` and tagged kRunStartTag.
Result<Suite> read_bettertls(std::string_view json, UnixTime default_time);

// read_case_folders() takes the files of a folder, names relative to it. Two layouts:
//
// - what write_case_folder() writes: each question.json is a case, with the files that it names and
//   the case.json beside it, given back whole. Without a case.json its outcome is open.
// - none: each PEM or DER file is a chain, its leaf first, of a foreign case that asks for
//   server-auth at `default_time` under no name and whose outcome is open; but files named "ca",
//   "root" or "anchor(s)" hold the anchors, and files named "chain", "pool" or "intermediate(s)"
//   more certificates, for all chains of the same folder (or of those below, where they have none).
//   Numbers and words may follow such a name after a dot, '-' or '_' ("root-2.pem"). CRLs count
//   for all; a private key is that of the leaf in its file.
Result<Suite> read_case_folders(std::span<const NamedFile> files, UnixTime default_time);

// is_suite_file() tells whether read_case_folders() looks into a file of that name.
bool is_suite_file(std::string_view name);

}  // namespace assay
