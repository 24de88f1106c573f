#include "harness/oracle/signature_fault.h"

#include <algorithm>

#include "harness/oracle/pss.h"

namespace assay::oracle {
namespace {

bool is_of_key(const AlgorithmId& id, const PublicKey& key) {
  if (const auto algorithm = signature_algorithm(id)) return family_of(*algorithm) == key.family();
  return key.family() == KeyFamily::kRsa || key.family() == KeyFamily::kRsaPss;
}

}  // namespace

OracleCheck signature_fault(const Certificate& child, const PublicKey* key) {
  const AlgorithmId& id = child.outer_algorithm;
  // rfc5280-4.1.1.2
  if (!std::ranges::equal(child.inner_algorithm.encoding, id.encoding)) {
    return OracleCheck::kAlgorithmsAgree;
  }
  if (!names_algorithm(id)) return OracleCheck::kAlgorithmKnown;
  if (!signature_algorithm(id) && !pss_parameters(id)) return OracleCheck::kAlgorithmParameters;
  if (key == nullptr) return OracleCheck::kIssuerKey;
  return is_of_key(id, *key) ? OracleCheck::kSignature : OracleCheck::kAlgorithmOfKey;
}

bool asks_for_signatures(const OracleCheckSet& checks) {
  using enum OracleCheck;
  const auto asked = [&](OracleCheck each) { return checks.test(static_cast<std::size_t>(each)); };
  return asked(kSignature) && asked(kAlgorithmKnown) && asked(kAlgorithmParameters) &&
         asked(kIssuerKey) && asked(kAlgorithmOfKey);
}

}  // namespace assay::oracle
