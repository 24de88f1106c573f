// Candidates: the certificates of a question, found by their subject, read when first needed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "harness/model/question.h"
#include "harness/oracle/certificate.h"
#include "harness/oracle/trace.h"

namespace assay::oracle {

using CandidateId = std::uint32_t;
inline constexpr CandidateId kLeafId = 0;

class Candidates {
 public:
  // Candidates() borrows the question. The leaf is number 0, then come anchors and pool.
  explicit Candidates(const Question& question);

  std::size_t size() const { return all_.size(); }
  OraclePlace place(CandidateId id) const;
  bool is_anchor(CandidateId id) const { return id > kLeafId && id <= question_.anchors.size(); }
  BytesView encoding(CandidateId id) const { return all_[id].der; }

  // certificate() is null where the octets are no certificate.
  const Certificate* certificate(CandidateId id);
  // read_error() says why certificate() is null.
  const ParseError& read_error(CandidateId id) const { return all_[id].error; }
  // first_unreadable() is one of the first anchors and pool certificates that is no certificate.
  std::optional<CandidateId> first_unreadable();
  // key() is null where it cannot be imported.
  const PublicKey* key(CandidateId id);
  // inherit() gives a DSA key without parameters those of the key of `from`: key() is its key from
  // then on, until another path gives it others.
  void inherit(CandidateId id, CandidateId from);

  // named() are the candidates with this subject, the leaf apart, most promising issuers of `child`
  // first: by key identifier, then anchors, then those valid at the question's time, then the
  // youngest. Each certificate stands in it once, as an anchor where it is one.
  std::vector<CandidateId> named(const Name& subject, const Certificate& child);

  // reaches_anchor() tells whether names lead from `subject` to an anchor. Loops end it.
  bool reaches_anchor(const Name& subject);

 private:
  struct Candidate {
    BytesView der;
    std::optional<Outline> outline;
    std::unique_ptr<Certificate> certificate;
    std::optional<PublicKey> key;
    ParseError error;
    bool read = false;
    bool imported = false;
  };
  // A set of candidates with one subject, by its hash.
  struct NameClass {
    std::uint64_t subject = 0;
    bool reaches = false;
    std::vector<std::uint64_t> issuers;  // the hashes of its members' issuers
  };

  void add(BytesView der);
  std::uint32_t score(CandidateId id, const Certificate& child);
  void rank(std::vector<CandidateId>& ids, const Certificate& child);
  NameClass classify(std::uint64_t subject) const;
  void explore(std::uint64_t subject);

  const Question& question_;
  std::vector<Candidate> all_;
  std::vector<std::uint64_t> subjects_;  // hashes, 0 for what has none
  std::vector<NameClass> classes_;
};

enum class KeyIdMatch : std::uint8_t { kMismatch, kUnknown, kMatch };

// match_key_ids() compares the child's authority key identifier with the issuer's own: hints, no
// more (RFC 5280 section 4.2.1.1).
KeyIdMatch match_key_ids(const Certificate& child, const Certificate& issuer);

}  // namespace assay::oracle
