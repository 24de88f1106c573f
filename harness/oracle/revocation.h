// Revocation: the status of certificates of a path by the CRLs (RFC 5280 section 6.3) and OCSP
// responses (RFC 6960) that came with the question. Nothing is fetched.
//
// Freshness is strict: thisUpdate <= time <= nextUpdate; without a nextUpdate only the first. How
// old a CRL or response may be beyond that is not asked. A response counts if it was produced
// between the certificate's notBefore and the question's time; of several answers in one response
// about a certificate, the strictest (revoked, unknown, good) counts. A CRL issuer other than the
// certificate's own needs a path to the same trust anchor, whose certificates have a status
// themselves where the question demands one of the whole chain. A certificate with noRevAvail or
// ocsp-nocheck has no status to look for (RFC 9608 section 4).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "harness/oracle/builder.h"
#include "harness/oracle/constraints.h"
#include "harness/oracle/crl.h"
#include "harness/oracle/ocsp.h"
#include "harness/oracle/path.h"

namespace assay::oracle {

enum class RevocationStatus : std::uint8_t { kGood, kRevoked, kUnknown };

// How deep paths of CRL issuers may hang on further CRL issuers.
inline constexpr int kMaxIssuerNesting = 3;

// Signature checks of CRLs, responses and responders of one question; what lies beyond counts as
// unsigned.
inline constexpr std::uint32_t kRevocationBudget = 256;

class Revocation {
 public:
  // Revocation() borrows all; `path_checks` judge the paths of CRL issuers.
  Revocation(const Question& question, Candidates& candidates, Builder& builder,
             const OracleCheckSet& path_checks, const OracleCheckSet& anchor_checks,
             const LatitudeSet& otherwise)
      : question_(question),
        candidates_(candidates),
        builder_(builder),
        path_checks_(path_checks),
        anchor_checks_(anchor_checks),
        otherwise_(otherwise) {}

  // check() records kNotRevoked and kStatusKnown for each certificate of a valid path.
  bool check(Judge& judge, const Path& path);

 private:
  void read_all();
  RevocationStatus status(const Path& path, std::size_t position);
  RevocationStatus status_by_ocsp(const Path& path, std::size_t position);
  OcspStatus answer_of(const OcspResponse& response, const Path& path, std::size_t position) const;
  bool may_answer(const OcspResponse& response, const Path& path, std::size_t position);
  bool signed_by_delegate(const OcspResponse& response, const Path& path, std::size_t position);
  RevocationStatus status_by_crls(const Path& path, std::size_t position);
  bool apply(const DistributionPoint& point, const Path& path, std::size_t position,
             ReasonMask& seen, RevocationStatus& status);
  const Crl* delta_of(const Crl& complete);
  bool is_signed(const Crl& crl, const Path& path, std::size_t position);
  bool verifies(const PublicKey& key, const AlgorithmId& algorithm, BytesView message,
                BytesView signature);
  bool has_path(CandidateId issuer, CandidateId anchor);
  bool meets_duties(const Crl& crl) const;
  bool is_fresh(UnixTime this_update, const std::optional<UnixTime>& next_update) const;

  const Question& question_;
  Candidates& candidates_;
  Builder& builder_;
  const OracleCheckSet& path_checks_;
  const OracleCheckSet& anchor_checks_;
  LatitudeSet otherwise_;
  bool read_ = false;
  std::uint32_t signature_checks_ = 0;
  std::size_t constraint_budget_ = kConstraintBudgetOfQuestion;
  std::vector<Crl> crls_;
  std::vector<OcspResponse> responses_;
  std::vector<CandidateId> visiting_;  // CRL issuers whose own path is being checked
};

}  // namespace assay::oracle
