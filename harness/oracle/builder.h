// Builder: certification paths from a certificate up to trust anchors, the most promising first.
//
// A path is built of edges whose names chain and whose signatures verify, at once or, under DSA
// keys that take their parameters from above, when the path is whole. It backtracks; a
// certificate stands in a path once, and so does a name with its key, next to itself apart. What
// cannot lead to an anchor by its names is never tried.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "harness/oracle/candidates.h"

namespace assay::oracle {

// Limits of one question: signature checks, edges followed, and certificates in a path.
inline constexpr std::uint32_t kSignatureBudget = 128;
inline constexpr std::uint32_t kEdgeBudget = 4096;
inline constexpr std::size_t kMaxPathCertificates = 64;

// Path is candidates, the end certificate first, the anchor last.
using Path = std::vector<CandidateId>;

// SignatureUse: a ruleset without the check of signatures takes all for good.
enum class SignatureUse : std::uint8_t { kVerify, kIgnore };

class Builder {
 public:
  Builder(Candidates& candidates, SignatureUse use) : candidates_(candidates), use_(use) {}

  // Verdicts of the caller: on a certificate as an issuer, and on a whole path.
  using Usable = std::function<bool(CandidateId)>;
  using Accept = std::function<bool(const Path&)>;

  // find() offers each path from `start` to `accept` until one is taken. Certificates that are not
  // `usable` are passed over. False when none was taken.
  bool find(CandidateId start, const Usable& usable, const Accept& accept);

  // out_of_budget() tells whether some path was left untried for a limit.
  bool out_of_budget() const { return out_of_budget_ || too_long_; }
  std::uint32_t signature_checks() const { return signature_checks_; }

  // bad_edge() is the first certificate whose signature failed under a key that its key identifiers
  // do not rule out, with the certificates that led to it; empty if there is none.
  const Path& bad_edge() const { return bad_edge_; }
  // bad_issuer() is who stands above it, whose key did not verify it.
  CandidateId bad_issuer() const { return bad_issuer_; }

  // unread() is the first candidate of the right name that is no certificate, at the end of what
  // led to it; empty if there is none.
  const Path& unread() const { return unread_; }

  // verifies() tells whether the child's signature is of the issuer's key; remembered.
  bool verifies(CandidateId child, CandidateId issuer) { return verifies(child, issuer, issuer); }

 private:
  struct Edge {
    CandidateId child;
    CandidateId issuer;
    CandidateId source;  // of the parameters of the issuer's key: itself, or a certificate above
    bool good;
  };

  bool extend(Path& path, const Usable& usable, const Accept& accept);
  bool try_issuer(Path& path, CandidateId issuer, const Usable& usable, const Accept& accept);
  bool repeats(const Path& path, CandidateId issuer);
  bool verifies(CandidateId child, CandidateId issuer, CandidateId source);
  // follow() is verifies() for the edge from path[position] to `issuer`, and notes a bad one.
  bool follow(const Path& path, std::size_t position, CandidateId issuer, CandidateId source);
  // settle() verifies, in a path that has reached its anchor, the edges to keys that inherit their
  // parameters: only now it is known from whom.
  bool settle(const Path& path);

  Candidates& candidates_;
  SignatureUse use_;
  std::vector<Edge> edges_;
  std::uint32_t signature_checks_ = 0;
  std::uint32_t followed_ = 0;
  bool out_of_budget_ = false;
  bool too_long_ = false;
  Path bad_edge_;
  CandidateId bad_issuer_ = kLeafId;
  Path unread_;
};

// verify_signature() is the raw check; false too where the algorithm is not known or not the key's.
bool verify_signature(const PublicKey& key, const AlgorithmId& algorithm, BytesView message,
                      BytesView signature);

}  // namespace assay::oracle
