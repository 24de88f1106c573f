#include "harness/oracle/revocation.h"

#include <algorithm>

#include "harness/oracle/crl_scope.h"

namespace assay::oracle {
namespace {

bool same(BytesView a, BytesView b) { return std::ranges::equal(a, b); }

// Magnitudes, big endian, without leading zeros.
bool less(BytesView a, BytesView b) {
  return a.size() != b.size() ? a.size() < b.size() : std::ranges::lexicographical_compare(a, b);
}

// rfc5280-6.3.3-f
bool may_sign_crls(const Certificate& issuer) {
  const auto& key_usage = issuer.extensions.key_usage;
  return !key_usage || key_usage->has(usage::kCrlSign);
}

// rfc5280-4.2.1.12-consistent: OCSPSigning goes with digitalSignature and with nonRepudiation.
bool may_sign_responses(const Certificate& delegate) {
  const auto& key_usage = delegate.extensions.key_usage;
  return !key_usage || key_usage->has_any({usage::kDigitalSignature, usage::kContentCommitment});
}

// rfc9608-4: what nobody tells is not asked.
bool has_no_status(const Certificate& one) {
  return one.extensions.has(der::Oid::kNoRevAvail) || one.extensions.has(der::Oid::kOcspNoCheck);
}

}  // namespace

void Revocation::read_all() {
  if (read_) return;
  read_ = true;
  for (const Bytes& der : question_.crls) {
    auto crl = read_crl(der);
    // rfc5280-5.2-critical
    if (crl && !crl->has_unknown_critical && meets_duties(*crl)) crls_.push_back(*crl);
  }
  for (const Bytes& der : question_.ocsp) {
    auto response = read_ocsp(der);
    // rfc6960-4.4
    if (response && !response->has_unknown_critical) responses_.push_back(*std::move(response));
  }
}

bool Revocation::meets_duties(const Crl& crl) const {
  const auto asks = [this](OracleCheck check) {
    return path_checks_.test(static_cast<std::size_t>(check));
  };
  // rfc5280-5.2.3
  if (asks(OracleCheck::kCrlNumber) && (!crl.number || crl.has_critical_number)) return false;
  // rfc5280-5.2.1
  if (asks(OracleCheck::kCrlAuthority) && !crl.authority_key_id) return false;
  // cabf-br-7.2.2.1
  const auto& scope = crl.scope;
  return !asks(OracleCheck::kScopeNames) || !scope ||
         (!scope->indirect && (!scope->name || is_named_by_uris(*scope->name)));
}

bool Revocation::is_fresh(UnixTime this_update, const std::optional<UnixTime>& next_update) const {
  return this_update <= question_.time && (!next_update || question_.time <= *next_update);
}

bool Revocation::check(Judge& judge, const Path& path) {
  if (question_.revocation == RevocationMode::kOff) return true;
  read_all();
  for (std::size_t position = path.size() - 1; position-- > 0;) {
    if (!otherwise_.has(Latitude::kNoRevAvail) &&
        has_no_status(*candidates_.certificate(path[position]))) {
      continue;
    }
    judge.move_to(position);
    const RevocationStatus found = status(path, position);
    const bool required = question_.revocation == RevocationMode::kRequireChain ||
                          (question_.revocation == RevocationMode::kRequireLeaf && position == 0 &&
                           visiting_.empty());
    // rfc5280-6.1.3-a-3
    if (!judge.holds(OracleCheck::kNotRevoked, found != RevocationStatus::kRevoked) ||
        // rfc5280-6.3.3
        !judge.holds(OracleCheck::kStatusKnown, !required || found != RevocationStatus::kUnknown)) {
      return false;
    }
  }
  return true;
}

RevocationStatus Revocation::status(const Path& path, std::size_t position) {
  const RevocationStatus by_ocsp = status_by_ocsp(path, position);
  if (by_ocsp == RevocationStatus::kRevoked) return by_ocsp;
  const RevocationStatus by_crls = status_by_crls(path, position);
  return by_crls == RevocationStatus::kUnknown ? by_ocsp : by_crls;
}

RevocationStatus Revocation::status_by_ocsp(const Path& path, std::size_t position) {
  const Certificate& one = *candidates_.certificate(path[position]);
  auto best = RevocationStatus::kUnknown;
  for (const OcspResponse& response : responses_) {
    // rfc6960-4.2.2.1
    if (response.produced_at > question_.time || response.produced_at < one.not_before) continue;
    const OcspStatus answer = answer_of(response, path, position);
    if (answer == OcspStatus::kUnknown || !may_answer(response, path, position)) continue;
    if (answer == OcspStatus::kRevoked) return RevocationStatus::kRevoked;
    best = RevocationStatus::kGood;
  }
  return best;
}

// Of several answers about one certificate, the strictest: revoked, unknown, good.
OcspStatus Revocation::answer_of(const OcspResponse& response, const Path& path,
                                 std::size_t position) const {
  const Certificate& one = *candidates_.certificate(path[position]);
  const Certificate& issuer = *candidates_.certificate(path[position + 1]);
  std::optional<OcspStatus> answer;
  for (const OcspEntry& entry : response.entries) {
    // rfc6960-3.2
    if (!is_fresh(entry.this_update, entry.next_update) || !is_about(entry, one, issuer.key)) {
      continue;
    }
    // rfc6960-4.4
    const OcspStatus status = entry.has_unknown_critical ? OcspStatus::kUnknown : entry.status;
    if (status == OcspStatus::kRevoked) return status;
    if (answer != OcspStatus::kUnknown) answer = status;
  }
  return answer.value_or(OcspStatus::kUnknown);
}

bool Revocation::verifies(const PublicKey& key, const AlgorithmId& algorithm, BytesView message,
                          BytesView signature) {
  if (signature_checks_ == kRevocationBudget) return false;
  ++signature_checks_;
  return verify_signature(key, algorithm, message, signature);
}

// rfc6960-4.2.2.2
bool Revocation::may_answer(const OcspResponse& response, const Path& path, std::size_t position) {
  const Certificate& issuer = *candidates_.certificate(path[position + 1]);
  const bool is_issuer = response.responder_name
                             ? same_name(*response.responder_name, issuer.subject)
                             : same(*response.responder_key, key_identifier(issuer.key));
  const PublicKey* const key = candidates_.key(path[position + 1]);
  if (is_issuer && key != nullptr &&
      verifies(*key, response.algorithm, response.tbs, response.signature)) {
    return true;
  }
  return signed_by_delegate(response, path, position);
}

bool Revocation::signed_by_delegate(const OcspResponse& response, const Path& path,
                                    std::size_t position) {
  const Certificate& issuer = *candidates_.certificate(path[position + 1]);
  const PublicKey* const issuer_key = candidates_.key(path[position + 1]);
  return issuer_key != nullptr && std::ranges::any_of(response.certificates, [&](BytesView der) {
           const auto delegate = read_certificate(der);
           if (!delegate || !delegate->extensions.purposes || delegate->extensions.fault() ||
               delegate->extensions.unknown_critical() ||
               !lists_purpose(*delegate->extensions.purposes,
                              der::octets(der::Oid::kOcspSigning)) ||
               question_.time < delegate->not_before || question_.time > delegate->not_after ||
               !same_name(delegate->issuer, issuer.subject)) {
             return false;
           }
           const bool named = response.responder_name
                                  ? same_name(*response.responder_name, delegate->subject)
                                  : same(*response.responder_key, key_identifier(delegate->key));
           if (!named || !may_sign_responses(*delegate)) return false;
           const auto key = import_key(delegate->key);
           return key &&
                  verifies(*issuer_key, delegate->outer_algorithm, delegate->tbs,
                           delegate->signature) &&
                  verifies(*key, response.algorithm, response.tbs, response.signature);
         });
}

// rfc5280-6.3.3
RevocationStatus Revocation::status_by_crls(const Path& path, std::size_t position) {
  const Certificate& one = *candidates_.certificate(path[position]);
  ReasonMask seen = 0;
  auto status = RevocationStatus::kGood;
  if (one.extensions.distribution_points) {
    DistributionPointCursor points(*one.extensions.distribution_points);
    while (const auto point = points.next()) {
      if (!apply(*point, path, position, seen, status)) return status;
    }
  }
  // CRLs that no distribution point names: as if one were the certificate's issuer.
  if (!apply(DistributionPoint{}, path, position, seen, status)) return status;
  return seen == kAllReasons ? RevocationStatus::kGood : RevocationStatus::kUnknown;
}

// Takes all CRLs of one distribution point; false once the certificate is found revoked.
bool Revocation::apply(const DistributionPoint& point, const Path& path, std::size_t position,
                       ReasonMask& seen, RevocationStatus& status) {
  const Certificate& one = *candidates_.certificate(path[position]);
  for (const Crl& crl : crls_) {
    // rfc5280-6.3.3-d
    const ReasonMask reasons =
        static_cast<ReasonMask>(point.reasons & (crl.scope ? crl.scope->reasons : kAllReasons));
    // rfc5280-6.3.3-d
    if (crl.base || (reasons & ~seen) == 0 || !is_fresh(crl.this_update, crl.next_update) ||
        !covers(crl, point, one) || !is_signed(crl, path, position)) {
      continue;
    }
    auto entry = find_entry(crl, one.issuer, one.serial.octets);
    const Crl* const delta = delta_of(crl);
    if (delta != nullptr && is_signed(*delta, path, position)) {
      // rfc5280-6.3.3-i
      if (auto newer = find_entry(*delta, one.issuer, one.serial.octets)) entry = newer;
    }
    // rfc5280-6.3.3-k
    if (entry && entry->reason != static_cast<std::int64_t>(EntryReason::kRemoveFromCrl)) {
      status = RevocationStatus::kRevoked;
      return false;
    }
    seen = static_cast<ReasonMask>(seen | reasons);
  }
  return true;
}

// rfc5280-6.3.3-c
const Crl* Revocation::delta_of(const Crl& complete) {
  const Crl* newest = nullptr;
  for (const Crl& each : crls_) {
    if (!each.base || !each.number || !complete.number ||
        !is_fresh(each.this_update, each.next_update) || !same_name(each.issuer, complete.issuer)) {
      continue;
    }
    const bool same_scope = each.scope.has_value() == complete.scope.has_value() &&
                            (!each.scope || same(each.scope->encoding, complete.scope->encoding));
    const bool same_key =
        each.authority_key_id.has_value() == complete.authority_key_id.has_value() &&
        (!each.authority_key_id || same(*each.authority_key_id, *complete.authority_key_id));
    if (!same_scope || !same_key || less(*complete.number, *each.base) ||
        less(*each.number, *complete.number)) {
      continue;
    }
    if (newest == nullptr || less(*newest->number, *each.number)) newest = &each;
  }
  return newest;
}

bool Revocation::is_signed(const Crl& crl, const Path& path, std::size_t position) {
  const auto signs = [&](CandidateId id) {
    const Certificate* const issuer = candidates_.certificate(id);
    const PublicKey* const key = candidates_.key(id);
    return key != nullptr && may_sign_crls(*issuer) &&
           verifies(*key, crl.algorithm, crl.tbs, crl.signature);
  };
  const CandidateId issuer = path[position + 1];
  if (same_name(candidates_.certificate(issuer)->subject, crl.issuer) && signs(issuer)) return true;
  // Another certificate of the CRL's issuer: another key of the same CA, or an indirect CRL.
  const Certificate& child = *candidates_.certificate(path[position]);
  const std::vector<CandidateId> named = candidates_.named(crl.issuer, child);
  return std::ranges::any_of(named, [&](CandidateId id) {
    return id != issuer && candidates_.certificate(id) != nullptr && signs(id) &&
           has_path(id, path.back());
  });
}

// rfc5280-6.3.3-f
bool Revocation::has_path(CandidateId issuer, CandidateId anchor) {
  if (issuer == anchor) return true;
  // A CRL issuer whose own status its own CRL tells: its path is what is being checked.
  if (std::ranges::find(visiting_, issuer) != visiting_.end()) return true;
  if (candidates_.is_anchor(issuer) || visiting_.size() >= kMaxIssuerNesting) return false;
  visiting_.push_back(issuer);
  const PathInputs inputs{question_, constraint_budget_, Role::kCrlIssuer, {}, otherwise_};
  const auto usable = [](CandidateId) { return true; };
  const auto accept = [&](const Path& found) {
    if (found.back() != anchor) return false;
    std::vector<const Certificate*> view;
    for (const CandidateId id : found) view.push_back(candidates_.certificate(id));
    Judge judge(path_checks_, anchor_checks_);
    return check_path(judge, inputs, view) && check(judge, found);
  };
  const bool found = builder_.find(issuer, usable, accept);
  visiting_.pop_back();
  return found;
}

}  // namespace assay::oracle
