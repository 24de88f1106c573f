#include "harness/pki/chain.h"

#include <fmt/format.h>

#include "harness/crypto/digest.h"
#include "harness/pki/certificate.h"
#include "harness/pki/crl.h"

namespace assay {
namespace {

// ChainMaker makes one Chain: keys and certificates are found by name and made when first needed.
class ChainMaker {
 public:
  ChainMaker(const HierarchyProfile& profile, const GenerateOptions& options, KeyPool& pool,
             SignatureCache& cache)
      : profile_(profile), options_(options), pool_(pool), cache_(cache) {}

  Result<Chain> make() {
    const QuestionProfile& asked = profile_.question;
    Question& question = chain_.question;
    ASSAY_TRY(leaf, certificate(asked.leaf));
    question.leaf = std::move(leaf);
    ASSAY_CHECK_OK(certificates(asked.pool, question.pool));
    ASSAY_CHECK_OK(certificates(asked.anchors, question.anchors));
    for (const std::string& name : asked.crls) {
      ASSAY_TRY(made, crl(name));
      question.crls.push_back(std::move(made));
    }
    ASSAY_TRY(key, key_of(asked.leaf));
    question.leaf_key = key->pkcs8();
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

  static const std::string& issuer_of(const CertificateProfile& certificate) {
    return certificate.issuer == kSelf ? certificate.name : certificate.issuer;
  }

  unsigned instance_of(const CertificateProfile& certificate) const {
    return certificate.issues ? 0 : options_.instance;
  }

  std::string label_of(const CertificateProfile& certificate) const {
    return fmt::format("{}/{}/{}/{}", options_.seed, instance_of(certificate), profile_.name,
                       certificate.name);
  }

  // 16 octets, positive whatever the digest: well over the 64 bits of entropy that CAs owe.
  Bytes serial_of(const CertificateProfile& certificate) const {
    if (certificate.serial) return *certificate.serial;
    Bytes serial = sha256(as_bytes("serial/" + label_of(certificate)));
    serial.resize(16);
    serial[0] = static_cast<std::uint8_t>((serial[0] & 0x3f) | 0x40);
    return serial;
  }

  Result<const PrivateKey*> key_of(const std::string& name) {
    if (const auto made = keys_.find(name); made != keys_.end()) return &made->second;
    ASSAY_TRY(certificate, find(name));
    const std::string& holder = certificate->key_of.empty() ? name : certificate->key_of;
    ASSAY_TRY(source, find(holder));
    if (!source->key_of.empty()) {
      return input_error(
          fmt::format("certificate '{}' takes its key from '{}', which has none of "
                      "its own: name '{}' instead",
                      name, holder, source->key_of));
    }
    ASSAY_TRY(pooled, pool_.key(source->key.value_or(options_.keys), profile_.position(holder),
                                "key/" + label_of(*source)));
    ASSAY_CHECK_OK(claim(holder, pooled));
    return &keys_.emplace(name, std::move(pooled.key)).first->second;
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

  Result<Bytes> certificate(const std::string& name) {
    if (const auto made = certificates_.find(name); made != certificates_.end()) {
      return made->second;
    }
    auto made = make_certificate(name);
    if (!made) return fail(std::move(made).error().in("profile '" + profile_.name + "'"));
    certificates_.emplace(name, *made);
    return made;
  }

  Result<Bytes> make_certificate(const std::string& name) {
    ASSAY_TRY(profile, find(name));
    ASSAY_TRY(issuer, find(issuer_of(*profile)));
    ASSAY_TRY(key, key_of(name));
    ASSAY_TRY(issuer_key, key_of(issuer->name));
    ASSAY_TRY(signer, key_of(profile->signed_by.empty() ? issuer->name : profile->signed_by));
    CertificateParts parts;
    parts.issuer_name = profile->issuer_name.value_or(issuer->subject);
    parts.serial = serial_of(*profile);
    parts.spki = key->spki();
    parts.family = family_of(key->type());
    parts.issuer_spki = issuer_key->spki();
    parts.algorithm = profile->signature_algorithm.value_or(default_algorithm(signer->type()));
    ASSAY_TRY(certificate, build_certificate(*profile, parts));
    const auto keep =
        profile->issues ? SignatureCache::Keep::kAlways : SignatureCache::Keep::kThisInstance;
    ASSAY_TRY(signature,
              cache_.sign(*signer, parts.algorithm, certificate.tbs, keep, options_.instance));
    chain_.key_types.insert(key->type());
    chain_.key_types.insert(signer->type());
    return finish_certificate(*profile, std::move(certificate), std::move(signature));
  }

  Result<void> certificates(const std::vector<std::string>& names, std::vector<Bytes>& out) {
    for (const std::string& name : names) {
      ASSAY_TRY(made, certificate(name));
      out.push_back(std::move(made));
    }
    return {};
  }

  Result<Bytes> crl(const std::string& name) {
    const CrlProfile* profile = profile_.find_crl(name);
    if (profile == nullptr) {
      return input_error(fmt::format("profile '{}' has no CRL '{}'", profile_.name, name));
    }
    ASSAY_TRY(issuer, find(profile->issuer));
    ASSAY_TRY(key, key_of(profile->issuer));
    CrlParts parts;
    parts.issuer_name = issuer->subject;
    parts.issuer_spki = key->spki();
    parts.algorithm = default_algorithm(key->type());
    for (const std::string& each : profile->revoked) {
      ASSAY_TRY(revoked, find(each));
      parts.revoked_serials.push_back(serial_of(*revoked));
    }
    ASSAY_TRY(unsigned_crl, build_crl(*profile, parts));
    ASSAY_TRY(signature, cache_.sign(*key, parts.algorithm, unsigned_crl.tbs,
                                     SignatureCache::Keep::kThisInstance, options_.instance));
    return finish_crl(*profile, std::move(unsigned_crl), std::move(signature));
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

}  // namespace

Result<Bytes> SignatureCache::sign(const PrivateKey& key, SignatureAlgorithm algorithm,
                                   BytesView tbs, Keep keep, unsigned instance) {
  if (instance != instance_) {
    this_instance_.clear();
    instance_ = instance;
  }
  Bytes all = key.spki();
  all.push_back(static_cast<std::uint8_t>(algorithm));
  append(all, tbs);
  const Bytes id = sha256(all);
  auto& cache = keep == Keep::kAlways ? always_ : this_instance_;
  if (const auto found = cache.find(id); found != cache.end()) return found->second;
  ASSAY_TRY(signature, key.sign(algorithm, tbs));
  ++made_;
  cache.emplace(id, signature);
  return signature;
}

Result<Chain> make_chain(const HierarchyProfile& profile, const GenerateOptions& options,
                         KeyPool& pool, SignatureCache& cache) {
  return ChainMaker(profile, options, pool, cache).make();
}

}  // namespace assay
