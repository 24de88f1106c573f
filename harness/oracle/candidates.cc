#include "harness/oracle/candidates.h"

#include <algorithm>

#include "harness/oracle/general_name.h"

namespace assay::oracle {
namespace {

// From this many namesakes on, only those that hold the wanted key identifier somewhere are read
// before they are tried.
constexpr std::size_t kManyNamesakes = 32;

// How many candidates are read to find out why there is no path.
constexpr std::size_t kMaxReadForAReason = 64;

bool same(BytesView a, BytesView b) { return std::ranges::equal(a, b); }

bool holds_octets(BytesView der, BytesView part) {
  return as_text(der).find(as_text(part)) != std::string_view::npos;
}

// authorityCertIssuer and authorityCertSerialNumber, where both are there.
bool names_other_certificate(const AuthorityKeyId& authority, const Certificate& issuer) {
  if (!authority.issuer || !authority.serial) return false;
  if (!same(*authority.serial, issuer.serial.octets)) return true;
  GeneralNameCursor names(*authority.issuer);
  while (const auto each = names.next()) {
    if (each->kind == GeneralNameKind::kDirectory && same_name(each->directory, issuer.issuer)) {
      return false;
    }
  }
  return true;
}

}  // namespace

KeyIdMatch match_key_ids(const Certificate& child, const Certificate& issuer) {
  const auto& authority = child.extensions.authority_key_id;
  const auto& subject = issuer.extensions.subject_key_id;
  if (!authority) return KeyIdMatch::kUnknown;
  if (authority->key_id && subject) {
    if (!same(*authority->key_id, *subject)) return KeyIdMatch::kMismatch;
    return names_other_certificate(*authority, issuer) ? KeyIdMatch::kUnknown : KeyIdMatch::kMatch;
  }
  return names_other_certificate(*authority, issuer) ? KeyIdMatch::kMismatch : KeyIdMatch::kUnknown;
}

Candidates::Candidates(const Question& question) : question_(question) {
  const std::size_t size = 1 + question.pool.size() + question.anchors.size();
  all_.reserve(size);
  subjects_.reserve(size);
  all_.emplace_back();
  all_.back().der = question.leaf;
  subjects_.push_back(0);
  for (const Bytes& each : question.anchors) add(each);
  for (const Bytes& each : question.pool) add(each);
}

void Candidates::add(BytesView der) {
  Candidate& made = all_.emplace_back();
  made.der = der;
  made.outline = read_outline(der);
  subjects_.push_back(made.outline ? name_hash(made.outline->subject) : 0);
}

OraclePlace Candidates::place(CandidateId id) const {
  const auto anchors = static_cast<std::uint32_t>(question_.anchors.size());
  if (id == kLeafId) return {OraclePlace::Source::kLeaf, 0};
  if (id <= anchors) return {OraclePlace::Source::kAnchor, id - 1};
  return {OraclePlace::Source::kPool, id - 1 - anchors};
}

const Certificate* Candidates::certificate(CandidateId id) {
  Candidate& one = all_[id];
  if (!one.read) {
    one.read = true;
    one.certificate = std::make_unique<Certificate>();
    if (const auto read = read_certificate(one.der, *one.certificate); !read) {
      one.error = read.error();
      one.certificate.reset();
    }
  }
  return one.certificate.get();
}

std::optional<CandidateId> Candidates::first_unreadable() {
  const std::size_t end = std::min(all_.size(), 1 + kMaxReadForAReason);
  for (std::size_t id = 1; id < end; ++id) {
    const auto candidate = static_cast<CandidateId>(id);
    if (certificate(candidate) == nullptr) return candidate;
  }
  return std::nullopt;
}

const PublicKey* Candidates::key(CandidateId id) {
  const Certificate* const from = certificate(id);
  Candidate& one = all_[id];
  if (!one.imported && from != nullptr) {
    one.imported = true;
    one.key = import_key(from->key);
  }
  return one.key ? &*one.key : nullptr;
}

void Candidates::inherit(CandidateId id, CandidateId from) {
  all_[id].imported = true;
  all_[id].key = import_heir(certificate(id)->key, certificate(from)->key);
}

std::uint32_t Candidates::score(CandidateId id, const Certificate& child) {
  const Certificate* const issuer = certificate(id);
  if (issuer == nullptr) return 0;
  const bool valid = issuer->not_before <= question_.time && question_.time <= issuer->not_after;
  return 1 + static_cast<std::uint32_t>(match_key_ids(child, *issuer)) * 8 +
         (is_anchor(id) ? 4U : 0U) + (valid ? 2U : 0U);
}

void Candidates::rank(std::vector<CandidateId>& ids, const Certificate& child) {
  if (ids.size() < 2) return;
  struct Ranked {
    CandidateId id;
    std::uint32_t score;
    UnixTime born;
  };
  std::vector<Ranked> ranked;
  ranked.reserve(ids.size());
  for (const CandidateId id : ids) {
    const Certificate* const issuer = certificate(id);
    ranked.push_back({id, score(id, child), issuer != nullptr ? issuer->not_before : 0});
  }
  std::ranges::stable_sort(ranked, [](const Ranked& a, const Ranked& b) {
    return a.score != b.score ? a.score > b.score : a.born > b.born;
  });
  for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = ranked[i].id;
}

std::vector<CandidateId> Candidates::named(const Name& subject, const Certificate& child) {
  std::vector<CandidateId> ids;
  const std::uint64_t hash = name_hash(subject.content);
  for (std::size_t id = 1; id < all_.size(); ++id) {
    if (subjects_[id] != hash || !all_[id].outline) continue;
    const Name other{{}, all_[id].outline->subject};
    if (!same_name(other, subject)) continue;
    // Anchors come first: their copies in the pool are passed over.
    const bool known =
        ids.size() < kManyNamesakes && std::ranges::any_of(ids, [&](CandidateId before) {
          return same(all_[before].der, all_[id].der);
        });
    if (!known) ids.push_back(static_cast<CandidateId>(id));
  }
  const auto& authority = child.extensions.authority_key_id;
  if (ids.size() < kManyNamesakes || !authority || !authority->key_id) {
    if (ids.size() < kManyNamesakes) rank(ids, child);
    return ids;
  }
  std::vector<CandidateId> likely;
  std::erase_if(ids, [&](CandidateId id) {
    const bool hit = holds_octets(all_[id].der, *authority->key_id);
    if (hit) likely.push_back(id);
    return hit;
  });
  if (likely.size() < kManyNamesakes) rank(likely, child);
  likely.insert(likely.end(), ids.begin(), ids.end());
  return likely;
}

Candidates::NameClass Candidates::classify(std::uint64_t subject) const {
  NameClass made{subject, false, {}};
  for (std::size_t id = 1; id < all_.size(); ++id) {
    if (subjects_[id] != subject || !all_[id].outline) continue;
    if (is_anchor(static_cast<CandidateId>(id))) {
      made.reaches = true;
    } else if (const std::uint64_t issuer = name_hash(all_[id].outline->issuer);
               issuer != subject && (made.issuers.empty() || made.issuers.back() != issuer)) {
      made.issuers.push_back(issuer);
    }
  }
  return made;
}

// Names upwards from `subject`, breadth first; then the news that an anchor was found, downwards.
void Candidates::explore(std::uint64_t subject) {
  const auto is_known = [this](std::uint64_t hash) {
    return std::ranges::find(classes_, hash, &NameClass::subject) != classes_.end();
  };
  if (is_known(subject)) return;
  std::size_t next = classes_.size();
  classes_.push_back(classify(subject));
  for (; next < classes_.size(); ++next) {
    for (std::size_t i = 0; i < classes_[next].issuers.size(); ++i) {
      const std::uint64_t issuer = classes_[next].issuers[i];
      if (!is_known(issuer)) classes_.push_back(classify(issuer));
    }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (NameClass& each : classes_) {
      const bool reaches =
          each.reaches || std::ranges::any_of(each.issuers, [this](std::uint64_t issuer) {
            return std::ranges::find(classes_, issuer, &NameClass::subject)->reaches;
          });
      changed = changed || reaches != each.reaches;
      each.reaches = reaches;
    }
  }
}

bool Candidates::reaches_anchor(const Name& subject) {
  const std::uint64_t hash = name_hash(subject.content);
  explore(hash);
  return std::ranges::find(classes_, hash, &NameClass::subject)->reaches;
}

}  // namespace assay::oracle
