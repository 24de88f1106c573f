#include "harness/report/chain_drawing.h"

#include <algorithm>

#include "harness/report/certificate_summary.h"

namespace assay {
namespace {

bool equal(BytesView a, BytesView b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

// Candidates are the certificates of one list with the names they have.
struct Candidate {
  const Bytes* der;
  CertificateSummary summary;
  bool met = false;
};

std::vector<Candidate> candidates(const std::vector<Bytes>& list) {
  std::vector<Candidate> made;
  for (const Bytes& der : list) made.push_back({&der, summarize_certificate(der), false});
  return made;
}

Candidate* issuer_of(const CertificateSummary& below, std::vector<Candidate>& list) {
  for (Candidate& each : list) {
    const bool named =
        !below.issuer_der.empty() && equal(each.summary.subject_der, below.issuer_der);
    if (!each.met && named) return &each;
  }
  return nullptr;
}

}  // namespace

std::vector<DrawnCertificate> draw_chain(const Question& question) {
  std::vector<Candidate> pool = candidates(question.pool);
  std::vector<Candidate> anchors = candidates(question.anchors);
  std::vector<DrawnCertificate> chain = {{LinkRole::kLeaf, &question.leaf}};
  CertificateSummary below = summarize_certificate(question.leaf);
  for (;;) {
    if (Candidate* const anchor = issuer_of(below, anchors)) {
      anchor->met = true;
      chain.push_back({LinkRole::kAnchor, anchor->der});
      break;
    }
    Candidate* const next = issuer_of(below, pool);
    if (next == nullptr) break;
    next->met = true;
    chain.push_back({LinkRole::kIntermediate, next->der});
    below = next->summary;
  }
  for (const Candidate& each : pool) {
    if (!each.met) chain.push_back({LinkRole::kUnused, each.der});
  }
  for (const Candidate& each : anchors) {
    if (!each.met) chain.push_back({LinkRole::kUnusedAnchor, each.der});
  }
  return chain;
}

}  // namespace assay
