// For tests: a question for each check that fails it, as an edit of a profile of the catalogue.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "harness/model/case.h"
#include "harness/oracle/check.h"
#include "harness/pki/catalogue.h"
#include "harness/pki/chain.h"
#include "harness/pki/profile.h"

namespace assay {

// Hierarchy wraps a profile for short edits.
struct Hierarchy {
  HierarchyProfile& profile;

  CertificateProfile& at(const char* name) {
    return profile.certificates.edit(profile.position(name));
  }
  CertificateProfile& leaf() { return at("leaf"); }
  CertificateProfile& ca() { return at("intermediate"); }
  CertificateProfile& root() { return at("root"); }
  QuestionProfile& question() { return profile.question; }
};

struct CheckCase {
  const char* name;
  OracleCheck check;
  Ruleset ruleset;
  std::function<void(Hierarchy&)> edit;
  const char* profile = "profile/tls-server-3";
};

// check_cases() has at least one for each check that one certificate can fail.
const std::vector<CheckCase>& check_cases();

// make_question() signs what a case asks, with keys on P-256 where it names no others.
inline Result<Question> make_question(const Catalogue& catalogue, const CheckCase& what,
                                      KeyPool& pool, SignatureCache& cache) {
  const CatalogueEntry* const entry = catalogue.find(what.profile);
  if (entry == nullptr) return input_error(std::string("no profile ") + what.profile);
  HierarchyProfile profile = entry->hierarchy;
  Hierarchy hierarchy{profile};
  what.edit(hierarchy);
  GenerateOptions options;
  options.keys = KeyType::kP256;
  ASSAY_TRY(chain, make_chain(profile, options, pool, cache));
  return chain.question;
}

}  // namespace assay
