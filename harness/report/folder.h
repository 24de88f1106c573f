// folder: a case as files, for people and for other tools.
//
// <out>/<area>/<case>/ holds the leaf, pool, anchors, CRLs and OCSP responses (always DER), the
// leaf's key (mode 0600), question.json (what a verifier may know), case.json (what is expected and
// why) and openssl.sh, which asks the `openssl` command the same question: exit status 0 accepts.
#pragma once

#include <string>

#include "harness/base/result.h"
#include "harness/model/case.h"

namespace assay {

enum class FolderFormat { kPem, kDer };

// write_case_folder() writes one case below `out`. Deterministic: no times, no absolute paths.
Result<void> write_case_folder(const Case& what, const std::string& out, FolderFormat format);

// openssl_script() is the text of openssl.sh; it reads the PEM files beside it, or the DER ones.
// A question that the command cannot ask gives a script that says so and exits with 125.
std::string openssl_script(const Case& what, FolderFormat format);

}  // namespace assay
