#include "harness/crypto/identifiers.h"

#include "harness/base/check.h"

namespace assay {
namespace {

using der::Node;
using der::Oid;

Node digest_identifier(DigestAlgorithm digest) {
  return der::sequence(der::oid(oid_of(digest)), der::null());
}

}  // namespace

Oid oid_of(DigestAlgorithm digest) {
  switch (digest) {
    case DigestAlgorithm::kMd5:
      return Oid::kMd5;
    case DigestAlgorithm::kSha1:
      return Oid::kSha1;
    case DigestAlgorithm::kSha224:
      return Oid::kSha224;
    case DigestAlgorithm::kSha256:
      return Oid::kSha256;
    case DigestAlgorithm::kSha384:
      return Oid::kSha384;
    case DigestAlgorithm::kSha512:
      return Oid::kSha512;
    case DigestAlgorithm::kSha3224:
      return Oid::kSha3224;
    case DigestAlgorithm::kSha3256:
      return Oid::kSha3256;
    case DigestAlgorithm::kSha3384:
      return Oid::kSha3384;
    case DigestAlgorithm::kSha3512:
      return Oid::kSha3512;
  }
  check_failed("a digest without an identifier", __FILE__, __LINE__);
}

Node pss_parameters_node(const PssParameters& how) {
  constexpr PssParameters kDefaults;
  Node fields = der::sequence();
  if (how.digest != kDefaults.digest) {
    fields.children.push_back(der::context_explicit(0, digest_identifier(how.digest)));
  }
  if (how.mask_digest != kDefaults.mask_digest) {
    fields.children.push_back(der::context_explicit(
        1, der::sequence(der::oid(Oid::kMgf1), digest_identifier(how.mask_digest))));
  }
  if (how.salt_size != kDefaults.salt_size) {
    fields.children.push_back(der::context_explicit(2, der::integer(how.salt_size)));
  }
  return fields;
}

}  // namespace assay
