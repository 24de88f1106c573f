// verify: one Question put to Mbed TLS as its handshake does, and the trust that the endpoint
// shares.
#pragma once

#include <string>

#include "harness/model/question.h"
#include "harness/model/verdict.h"
#include "targets/mbedtls/handles.h"

namespace assay::mbedtls {

// Trust is what an application loads at start: anchors and, unless revocation is off, CRLs. What
// cannot be decoded is left out with a remark, as an application does that logs and goes on.
class Trust {
 public:
  explicit Trust(const Question& question);

  // anchors() and crls() are null where there are none.
  mbedtls_x509_crt* anchors() { return has_anchors_ ? anchors_.get() : nullptr; }
  mbedtls_x509_crl* crls() { return has_crls_ ? crls_.get() : nullptr; }
  const std::string& remarks() const { return remarks_; }

 private:
  void remark(const char* what, std::size_t index, int code);

  Crt anchors_;
  Crl crls_;
  bool has_anchors_ = false;
  bool has_crls_ = false;
  std::string remarks_;
};

// verify() gives the verdict on the question's chain.
Verdict verify(const Question& question);

}  // namespace assay::mbedtls
