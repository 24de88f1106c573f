#include "harness/oracle/builder.h"

#include <algorithm>

#include "harness/oracle/pss.h"

namespace assay::oracle {
namespace {

bool same(BytesView a, BytesView b) { return std::ranges::equal(a, b); }

}  // namespace

// rfc5280-6.1.3-a-1
bool verify_signature(const PublicKey& key, const AlgorithmId& algorithm, BytesView message,
                      BytesView signature) {
  if (const auto known = signature_algorithm(algorithm)) {
    return key.verify(*known, message, signature);
  }
  const auto pss = pss_parameters(algorithm);
  return pss && key.verify_pss(*pss, message, signature);
}

bool Builder::verifies(CandidateId child, CandidateId issuer, CandidateId source) {
  if (use_ == SignatureUse::kIgnore) return true;
  for (const Edge& edge : edges_) {
    if (edge.child == child && edge.issuer == issuer && edge.source == source) return edge.good;
  }
  if (signature_checks_ == kSignatureBudget) {
    out_of_budget_ = true;
    return false;
  }
  ++signature_checks_;
  const Certificate* const one = candidates_.certificate(child);
  const PublicKey* const key = candidates_.key(issuer);
  const bool good =
      key != nullptr && verify_signature(*key, one->outer_algorithm, one->tbs, one->signature);
  edges_.push_back({child, issuer, source, good});
  return good;
}

bool Builder::follow(const Path& path, std::size_t position, CandidateId issuer,
                     CandidateId source) {
  const CandidateId child = path[position];
  if (verifies(child, issuer, source)) return true;
  const bool likely = match_key_ids(*candidates_.certificate(child),
                                    *candidates_.certificate(issuer)) != KeyIdMatch::kMismatch;
  if (likely && !out_of_budget_ && bad_edge_.empty()) {
    bad_edge_.assign(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(position) + 1);
    bad_issuer_ = issuer;
  }
  return false;
}

// RFC 5280 section 6.1.4 (d): the working key's parameters, from the anchor's certificate
// downwards.
bool Builder::settle(const Path& path) {
  CandidateId source = path.back();
  for (std::size_t position = path.size() - 1; position-- > 1;) {
    const CandidateId issuer = path[position];
    if (!inherits_parameters(candidates_.certificate(issuer)->key)) {
      source = issuer;
      continue;
    }
    candidates_.inherit(issuer, source);
    if (!follow(path, position - 1, issuer, source)) return false;
  }
  return true;
}

// rfc5280-6.1-once
bool Builder::repeats(const Path& path, CandidateId issuer) {
  const Certificate& next = *candidates_.certificate(issuer);
  for (std::size_t i = 0; i < path.size(); ++i) {
    const Certificate& one = *candidates_.certificate(path[i]);
    if (same(one.encoding, next.encoding)) return true;
    const bool neighbour = i + 1 == path.size() || i == 0;
    if (!neighbour && same(one.key.encoding, next.key.encoding) &&
        same_name(one.subject, next.subject)) {
      return true;
    }
  }
  return false;
}

bool Builder::try_issuer(Path& path, CandidateId issuer, const Usable& usable,
                         const Accept& accept) {
  const Certificate* const next = candidates_.certificate(issuer);
  if (next == nullptr) {
    if (unread_.empty()) {
      unread_ = path;
      unread_.push_back(issuer);
    }
    return false;
  }
  const bool anchor = candidates_.is_anchor(issuer);
  if (!anchor &&
      (repeats(path, issuer) || !usable(issuer) || !candidates_.reaches_anchor(next->issuer))) {
    return false;
  }
  if (++followed_ > kEdgeBudget) {
    out_of_budget_ = true;
    return false;
  }
  const bool settled_later = !anchor && inherits_parameters(next->key);
  if (!settled_later && !follow(path, path.size() - 1, issuer, issuer)) return false;
  path.push_back(issuer);
  const bool taken = anchor ? settle(path) && accept(path) : extend(path, usable, accept);
  path.pop_back();
  return taken;
}

bool Builder::extend(Path& path, const Usable& usable, const Accept& accept) {
  if (path.size() >= kMaxPathCertificates) {
    too_long_ = true;
    return false;
  }
  const Certificate& child = *candidates_.certificate(path.back());
  // rfc5280-6.1.3-a-4
  for (const CandidateId issuer : candidates_.named(child.issuer, child)) {
    if (try_issuer(path, issuer, usable, accept)) return true;
    if (out_of_budget_) return false;
  }
  return false;
}

bool Builder::find(CandidateId start, const Usable& usable, const Accept& accept) {
  const Certificate* const first = candidates_.certificate(start);
  if (first == nullptr || !candidates_.reaches_anchor(first->issuer)) return false;
  Path path{start};
  return extend(path, usable, accept);
}

}  // namespace assay::oracle
