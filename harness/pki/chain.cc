#include "harness/pki/chain.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/crypto/digest.h"
#include "harness/pki/certificate.h"
#include "harness/pki/crl.h"
#include "harness/pki/key_needs.h"
#include "harness/pki/ocsp.h"

namespace assay {
namespace {

// A Member is one certificate of a profile: the one that it describes (number 0), or one of those
// that come with it in a row or a crowd (from 1).
struct Member {
  const CertificateProfile* profile = nullptr;
  int number = 0;

  [[nodiscard]] std::string id() const {
    return number == 0 ? profile->name : fmt::format("{}#{}", profile->name, number);
  }
  [[nodiscard]] bool in_row() const { return profile->row > 1; }
  [[nodiscard]] bool own_subject() const {
    const Vary vary = profile->copies.vary;
    return number > 0 && (in_row() || vary == Vary::kSubject || vary == Vary::kBoth);
  }
  [[nodiscard]] bool own_key() const {
    const Vary vary = profile->copies.vary;
    return number == 0 || in_row() || vary == Vary::kKey || vary == Vary::kBoth;
  }
  [[nodiscard]] DistinguishedName subject() const {
    DistinguishedName name = profile->subject;
    if (own_subject() && !name.empty()) name.back().back().value += fmt::format(" {}", number);
    return name;
  }
};

// ChainMaker makes one Chain: keys and certificates are found by name and made when first needed.
class ChainMaker {
 public:
  ChainMaker(const HierarchyProfile& profile, const GenerateOptions& options, KeyPool& pool,
             SignatureCache& cache)
      : profile_(profile), options_(options), pool_(pool), cache_(cache) {}

  Result<Chain> make() {
    const QuestionProfile& asked = profile_.question;
    Question& question = chain_.question;
    ASSAY_TRY(leaf_profile, find(asked.leaf));
    const Member leaf_member{leaf_profile, 0};
    ASSAY_TRY(leaf, certificate(leaf_member));
    question.leaf = std::move(leaf);
    ASSAY_CHECK_OK(certificates(asked.pool, question.pool));
    ASSAY_CHECK_OK(certificates(asked.anchors, question.anchors));
    for (const std::string& name : asked.crls) {
      ASSAY_TRY(made, crl(name));
      question.crls.push_back(std::move(made));
    }
    for (const std::string& name : asked.ocsp) {
      ASSAY_TRY(made, response(name));
      question.ocsp.push_back(std::move(made));
    }
    ASSAY_TRY(key, key_of(leaf_member));
    if (can_shake_hands(*key)) question.leaf_key = key->pkcs8();
    copy_plain(asked, question);
    return std::move(chain_);
  }

 private:
  static void copy_plain(const QuestionProfile& asked, Question& question) {
    question.revocation = asked.revocation;
    question.time = asked.time;
    question.names = asked.names;
    question.purpose = asked.purpose;
    question.key_usages = asked.key_usages;
    question.extended_key_usages = asked.extended_key_usages;
    question.signature_algorithms = asked.signature_algorithms;
    question.policy = asked.policy;
    question.max_depth = asked.max_depth;
  }

  Result<const CertificateProfile*> find(const std::string& name) const {
    const CertificateProfile* found = profile_.find(name);
    if (found != nullptr) return found;
    return input_error(fmt::format("profile '{}' has no certificate '{}'", profile_.name, name));
  }

  Result<Member> issuer_of(const Member& subject) const {
    const CertificateProfile& profile = *subject.profile;
    if (profile.row > 1 && subject.number != 1) {
      return Member{&profile, subject.number == 0 ? profile.row - 1 : subject.number - 1};
    }
    if (profile.issuer == kSelf) return subject;
    ASSAY_TRY(issuer, find(profile.issuer));
    return Member{issuer, 0};
  }

  unsigned instance_of(const CertificateProfile& certificate) const {
    return certificate.issues ? 0 : options_.instance;
  }

  std::string label_of(const Member& member) const {
    return fmt::format("{}/{}/{}/{}", options_.seed, instance_of(*member.profile), profile_.name,
                       member.id());
  }

  // 16 octets, positive whatever the digest: well over the 64 bits of entropy that CAs owe.
  Bytes serial_of(const Member& member) const {
    if (member.profile->serial) return *member.profile->serial;
    Bytes serial = sha256(as_bytes("serial/" + label_of(member)));
    serial.resize(16);
    serial[0] = static_cast<std::uint8_t>((serial[0] & 0x3f) | 0x40);
    return serial;
  }

  Result<const PrivateKey*> key_of(const Member& member) {
    const Member owner{member.profile, member.own_key() ? member.number : 0};
    const std::string id = owner.id();
    if (const auto made = keys_.find(id); made != keys_.end()) return &made->second;
    ASSAY_TRY(holder, holder_of(owner));
    // Beyond the profile's own certificates come the members of rows and crowds.
    std::size_t position = profile_.position(holder.profile->name);
    if (holder.number > 0) {
      position = profile_.certificates.size() + static_cast<std::size_t>(holder.number) - 1;
    }
    ASSAY_TRY(pooled, pool_.key(holder.profile->key.value_or(options_.keys), position,
                                "key/" + label_of(holder)));
    ASSAY_CHECK_OK(claim(holder.id(), pooled));
    ASSAY_TRY(key, pooled.key.in_form(member.profile->key_form));
    return &keys_.emplace(id, std::move(key)).first->second;
  }

  // The member whose key `owner` has: itself, or the one that its profile names.
  Result<Member> holder_of(const Member& owner) const {
    const std::string& other = owner.profile->key_of;
    if (other.empty()) return owner;
    ASSAY_TRY(source, find(other));
    if (source->key_of.empty()) return Member{source, 0};
    return input_error(
        fmt::format("certificate '{}' takes its key from '{}', which has none of "
                    "its own: name '{}' instead",
                    owner.profile->name, other, source->key_of));
  }

  // Two certificates that share a key by accident would make a wrong signature right.
  Result<void> claim(const std::string& holder, const PooledKey& pooled) {
    if (!pooled.number) return {};
    const KeyType type = pooled.key.type();
    const auto [place, fresh] = holders_.emplace(std::pair(type, *pooled.number), holder);
    if (fresh || place->second == holder) return {};
    return input_error(
        fmt::format("'{}' and '{}' would share a key of type {}: the folder of keys has only {}",
                    place->second, holder, name_of(type), pool_.size(type)));
  }

  Result<Bytes> certificate(const Member& member) {
    const std::string id = member.id();
    if (const auto made = certificates_.find(id); made != certificates_.end()) {
      return made->second;
    }
    auto made = make_certificate(member);
    if (!made) return fail(std::move(made).error().in("profile '" + profile_.name + "'"));
    certificates_.emplace(id, *made);
    return made;
  }

  Result<Bytes> make_certificate(const Member& member) {
    const CertificateProfile& profile = *member.profile;
    ASSAY_TRY(issuer, issuer_of(member));
    ASSAY_TRY(key, key_of(member));
    ASSAY_TRY(issuer_key, key_of(issuer));
    const PrivateKey* signer = issuer_key;
    if (!profile.signed_by.empty()) {
      ASSAY_TRY(other, find(profile.signed_by));
      ASSAY_TRY(other_key, key_of(Member{other, 0}));
      signer = other_key;
    }
    CertificateParts parts;
    parts.subject = member.subject();
    parts.issuer_name = profile.issuer_name.value_or(issuer.subject());
    parts.serial = serial_of(member);
    parts.spki = key->spki();
    parts.family = key->family();
    parts.issuer_spki = issuer_key->spki();
    ASSAY_TRY(authority, issuer_facts(issuer));
    parts.issuer_issuer_name = std::move(authority.issuer_name);
    parts.issuer_serial = std::move(authority.serial);
    const SignatureScheme scheme = scheme_of(profile, *signer);
    parts.algorithm = scheme.algorithm;
    parts.algorithm_identifier = signature_identifier(scheme, profile.signature);
    ASSAY_TRY(certificate, build_certificate(profile, parts));
    const auto keep =
        profile.issues ? SignatureCache::Keep::kAlways : SignatureCache::Keep::kThisInstance;
    ASSAY_TRY(signature, cache_.sign(*signer, scheme, certificate.tbs, keep, options_.instance));
    add_needs(*key, chain_.needs);
    add_needs(*signer, chain_.needs);
    if (scheme.pss) chain_.needs.insert(Capability::kRsaPss);
    return finish_certificate(profile, std::move(certificate), std::move(signature));
  }

  // The profile's algorithm is PKCS #1 under a key of RSASSA-PSS, which may not make it.
  static SignatureScheme scheme_of(const CertificateProfile& profile, const PrivateKey& signer) {
    SignatureScheme scheme = signer.default_scheme();
    if (profile.signature_algorithm) scheme = {.algorithm = *profile.signature_algorithm};
    if (profile.signature.pss) scheme.pss = profile.signature.pss;
    scheme.form = profile.signature.form;
    return scheme;
  }

  // A name in a list stands for a whole row, the lowest first as a server sends it, or for a whole
  // crowd, the described one last.
  Result<void> certificates(const std::vector<std::string>& names, std::vector<Bytes>& out) {
    for (const std::string& name : names) {
      ASSAY_TRY(profile, find(name));
      const int others = std::max(profile->row, profile->copies.count) - 1;
      for (int i = 0; i <= others; ++i) {
        const int number =
            profile->row > 1 ? (i == 0 ? 0 : others - i + 1) : (i + 1) % (others + 1);
        ASSAY_TRY(made, certificate(Member{profile, number}));
        out.push_back(std::move(made));
      }
    }
    return {};
  }

  // The key of `other`, or where that is empty, of `own`.
  Result<const PrivateKey*> signer_of(const std::string& other, const std::string& own) {
    ASSAY_TRY(signer, find(other.empty() ? own : other));
    return key_of(Member{signer, 0});
  }

  Result<Bytes> sign(const PrivateKey& key, SignatureAlgorithm algorithm, BytesView tbs) {
    add_needs(key, chain_.needs);
    return cache_.sign(key, {.algorithm = algorithm}, tbs, SignatureCache::Keep::kThisInstance,
                       options_.instance);
  }

  Result<IssuerFacts> issuer_facts(const Member& issuer) {
    ASSAY_TRY(key, key_of(issuer));
    ASSAY_TRY(above, issuer_of(issuer));
    IssuerFacts facts;
    ASSAY_TRY(key_id, key_identifier_of(key->spki()));
    facts.key_id = std::move(key_id);
    facts.issuer_name = issuer.profile->issuer_name.value_or(above.subject());
    facts.serial = serial_of(issuer);
    return facts;
  }

  Result<RevokedFacts> revoked_facts(const RevokedCertificate& entry) const {
    RevokedFacts facts;
    if (entry.serial) {
      facts.serial = *entry.serial;
    } else {
      ASSAY_TRY(revoked, find(entry.certificate));
      facts.serial = serial_of(Member{revoked, 0});
    }
    if (entry.issuer.empty()) return facts;
    ASSAY_TRY(issuer, find(entry.issuer));
    facts.issuer = issuer->subject;
    return facts;
  }

  Result<Bytes> crl(const std::string& name) {
    const CrlProfile* profile = profile_.find_crl(name);
    if (profile == nullptr) {
      return input_error(fmt::format("profile '{}' has no CRL '{}'", profile_.name, name));
    }
    ASSAY_TRY(issuer, find(profile->issuer));
    ASSAY_TRY(signer, signer_of(profile->signed_by, profile->issuer));
    CrlParts parts;
    parts.issuer_name = profile->issuer_name.value_or(issuer->subject);
    ASSAY_TRY(authority, issuer_facts(Member{issuer, 0}));
    parts.authority = std::move(authority);
    parts.algorithm = profile->signature_algorithm.value_or(default_algorithm(signer->type()));
    for (const RevokedCertificate& each : profile->revoked) {
      ASSAY_TRY(facts, revoked_facts(each));
      parts.revoked.push_back(std::move(facts));
    }
    ASSAY_TRY(unsigned_crl, build_crl(*profile, parts));
    ASSAY_TRY(signature, sign(*signer, parts.algorithm, unsigned_crl.tbs));
    return finish_crl(*profile, std::move(unsigned_crl), std::move(signature));
  }

  Result<OcspFacts> ocsp_facts(const OcspAnswer& answer) {
    ASSAY_TRY(subject, find(answer.certificate));
    ASSAY_TRY(issuer, issuer_of(Member{subject, 0}));
    Member named = issuer;
    if (!answer.issuer_name_of.empty()) {
      ASSAY_TRY(other, find(answer.issuer_name_of));
      named = Member{other, 0};
    }
    ASSAY_TRY(key, signer_of(answer.issuer_key_of, issuer.profile->name));
    OcspFacts facts;
    facts.issuer_name = named.subject();
    facts.issuer_spki = key->spki();
    facts.serial = answer.serial ? *answer.serial : serial_of(Member{subject, 0});
    return facts;
  }

  Result<Bytes> response(const std::string& name) {
    const OcspProfile* profile = profile_.find_ocsp(name);
    if (profile == nullptr) {
      return input_error(
          fmt::format("profile '{}' has no OCSP response '{}'", profile_.name, name));
    }
    ASSAY_TRY(responder, find(profile->responder));
    ASSAY_TRY(responder_key, key_of(Member{responder, 0}));
    ASSAY_TRY(signer, signer_of(profile->signed_by, profile->responder));
    OcspParts parts;
    parts.responder_name = responder->subject;
    parts.responder_spki = responder_key->spki();
    parts.algorithm = profile->signature_algorithm.value_or(default_algorithm(signer->type()));
    ASSAY_CHECK_OK(certificates(profile->certificates, parts.certificates));
    ASSAY_TRY(first, ocsp_facts(*profile));
    parts.answers.push_back(std::move(first));
    for (const OcspAnswer& each : profile->more) {
      ASSAY_TRY(facts, ocsp_facts(each));
      parts.answers.push_back(std::move(facts));
    }
    ASSAY_TRY(unsigned_response, build_ocsp(*profile, parts));
    ASSAY_TRY(signature, sign(*signer, parts.algorithm, unsigned_response.tbs));
    return finish_ocsp(*profile, std::move(unsigned_response), std::move(signature));
  }

  const HierarchyProfile& profile_;
  const GenerateOptions& options_;
  KeyPool& pool_;
  SignatureCache& cache_;
  std::map<std::string, PrivateKey> keys_;  // by certificate
  std::map<std::string, Bytes> certificates_;
  std::map<std::pair<KeyType, std::size_t>, std::string> holders_;
  Chain chain_;
};

// Whether the pool's r belongs to the key's generator, and the signature is written as usual.
bool is_pooled(const PrivateKey& key, const SignatureScheme& scheme) {
  return key.type() == KeyType::kP256 && key.form() != KeyForm::kForgedGenerator && !scheme.pss &&
         family_of(scheme.algorithm) == KeyFamily::kEc && scheme.form == SignatureForm::kProper;
}

}  // namespace

Result<Bytes> SignatureCache::sign(const PrivateKey& key, const SignatureScheme& scheme,
                                   BytesView tbs, Keep keep, unsigned instance) {
  if (instance != instance_) {
    this_instance_.clear();
    instance_ = instance;
  }
  // A signature of the pool costs less than to look for it.
  if (is_pooled(key, scheme)) return sign_pooled(key, scheme.algorithm, tbs);
  Bytes all = key.spki();
  append(all, octets_of(scheme));
  append(all, tbs);
  const Bytes id = sha256(all);
  auto& cache = keep == Keep::kAlways ? always_ : this_instance_;
  if (const auto found = cache.find(id); found != cache.end()) return found->second;
  ASSAY_TRY(signature, key.sign(scheme, tbs));
  ++made_;
  cache.emplace(id, signature);
  return signature;
}

Result<Bytes> SignatureCache::sign_pooled(const PrivateKey& key, SignatureAlgorithm algorithm,
                                          BytesView tbs) {
  if (nonces_ == nullptr) nonces_ = NoncePool::derive(as_bytes(fmt::format("nonces/{}", seed_)));
  ASSAY_TRY(signer, make_pooled_signer(key, algorithm, nonces_));
  Bytes signature(signer->max_size());
  ASSAY_TRY(size, signer->sign(tbs, signature));
  signature.resize(size);
  ++made_;
  return signature;
}

Result<Chain> make_chain(const HierarchyProfile& profile, const GenerateOptions& options,
                         KeyPool& pool, SignatureCache& cache) {
  return ChainMaker(profile, options, pool, cache).make();
}

}  // namespace assay
