// verify: one Question put to gnutls_x509_trust_list_verify_crt2, set up as a stock session does
// when an application calls gnutls_certificate_verify_peers; and the parts that the endpoint
// shares.
#pragma once

#include <string>
#include <vector>

#include "harness/model/question.h"
#include "harness/model/verdict.h"
#include "targets/gnutls/handles.h"

namespace assay::gnutls {

// Trust is what an application loads at start.
struct Trust {
  TrustListPtr list;
  std::string remarks;  // anchors and CRLs that could not be decoded, for the verdict's words
};

// make_trust() loads the anchors and, unless revocation is off, the CRLs. What cannot be decoded is
// left out with a remark, as an application does that logs and goes on.
Trust make_trust(const Question& question);

// References are the question's names and purpose as GnuTLS takes them: a set of typed data for
// each name, because GnuTLS refuses two names in one call. Sets borrow from this object.
class References {
 public:
  explicit References(const Question& question);
  References(const References&) = delete;
  References& operator=(const References&) = delete;

  // check() calls `verify(data, count, &status)` for each name until one is accepted, and gives the
  // last verdict; a name that GnuTLS cannot take is a reject.
  template <typename Verify>
  Verdict check(Verify verify) {
    Verdict verdict = rejected(Reason::kNameMismatch, "unusable reference identity",
                               "GnuTLS matches DNS names, IP addresses and mailboxes");
    for (auto& set : sets_) {
      verdict = judge(verify, set);
      if (verdict.decision == Decision::kAccept) break;
    }
    return verdict;
  }

 private:
  using Set = std::vector<gnutls_typed_vdata_st>;

  template <typename Verify>
  static Verdict judge(Verify verify, Set& set) {
    unsigned status = 0;
    const int code = verify(set.data(), static_cast<unsigned>(set.size()), &status);
    return verdict_of(code, status);
  }

  static Verdict verdict_of(int code, unsigned status);
  void add(const PeerName& name);

  gnutls_typed_vdata_st purpose_;
  std::vector<Bytes> values_;
  std::vector<Set> sets_;
};

// verify() gives the verdict on the question's chain.
Verdict verify(const Question& question);

}  // namespace assay::gnutls
