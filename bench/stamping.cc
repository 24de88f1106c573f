#include "bench/stamping.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "harness/crypto/public_key.h"
#include "harness/der/reader.h"

namespace assay::bench {
namespace {

constexpr std::string_view kHost = "server.assay.test";
constexpr std::string_view kAuthority = "tls-server-3";
constexpr std::size_t kSerialSize = 16;

// Stamp is all that a certificate of that number has of its own, without an allocation.
class Stamp {
 public:
  explicit Stamp(std::size_t number) {
    serial_.fill(0x40);
    for (std::size_t i = 0; i < sizeof number; ++i) {
      serial_[kSerialSize - 1 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    }
    std::copy(kHost.begin(), kHost.end(), host_.begin());
    std::copy(kAuthority.begin(), kAuthority.end(), authority_.begin());
    for (std::size_t i = 0; i < 6; ++i) {
      const char digit = "0123456789abcdef"[number >> (4 * i) & 15];
      host_[5 - i] = digit;       // 0000a1.assay.test
      authority_[9 - i] = digit;  // tls-0000a1-3
    }
    const auto second = static_cast<UnixTime>(number % 86'400);
    not_before_ = 1'772'323'200 + second;  // 2026-03-01
    not_after_ = 1'788'220'800 + second;   // 2026-09-01
  }

  [[nodiscard]] std::string_view host() const { return {host_.data(), host_.size()}; }
  [[nodiscard]] std::string_view authority() const {
    return {authority_.data(), authority_.size()};
  }
  [[nodiscard]] CertificateStamp stamp(std::span<const std::string_view> words) const {
    CertificateStamp made;
    made.serial = serial_;
    made.not_before = not_before_;
    made.not_after = not_after_;
    made.words = words;
    return made;
  }

 private:
  std::array<std::uint8_t, kSerialSize> serial_;
  std::array<char, kHost.size()> host_;
  std::array<char, kAuthority.size()> authority_;
  UnixTime not_before_ = 0;
  UnixTime not_after_ = 0;
};

der::Parsed<bool> read_and_verify(BytesView written, const PublicKey& key,
                                  SignatureAlgorithm algorithm) {
  der::Reader outermost(written);
  ASSAY_DER_TRY(certificate, outermost.sequence());
  ASSAY_DER_CHECK_OK(outermost.finish());
  ASSAY_DER_TRY(tbs, certificate.expect(der::tag::kSequence));
  ASSAY_DER_TRY(claimed, certificate.expect(der::tag::kSequence));
  ASSAY_DER_TRY(signature, certificate.bit_string());
  ASSAY_DER_CHECK_OK(certificate.finish());
  return std::ranges::equal(claimed.encoding, algorithm_identifier(algorithm)) &&
         key.verify(algorithm, tbs.encoding, signature.octets);
}

}  // namespace

Result<bool> verifies(BytesView certificate, const PrivateKey& issuer) {
  ASSAY_TRY(key, PublicKey::from_spki(issuer.spki()));
  const auto good = read_and_verify(certificate, key, default_algorithm(issuer.type()));
  if (!good) return fail(der::to_error(good.error()).in("a certificate of a benchmark"));
  return *good;
}

Result<Stamper> Stamper::open(const Workbench& workbench, KeyType type) {
  const CatalogueEntry* entry = workbench.catalogue().find("profile/tls-server-3");
  if (entry == nullptr) return input_error("the catalogue has no profile tls-server-3");
  ASSAY_TRY(pool, workbench.keys());
  Stamper made(entry->hierarchy);
  const auto nonces = NoncePool::derive(as_bytes("bench"));
  for (std::size_t i = 0; i < kKeys; ++i) {
    ASSAY_TRY(pooled, pool.key(type, i, fmt::format("bench/stamping/{}", i)));
    ASSAY_CHECK_OK(made.add_key(type, std::move(pooled.key), nonces));
  }
  const std::string authority(kAuthority);
  ASSAY_CHECK_OK(made.add_template("root", {authority}));
  ASSAY_CHECK_OK(made.add_template("intermediate", {authority}));
  ASSAY_CHECK_OK(made.add_template("leaf", {std::string(kHost), authority}));
  return made;
}

Result<void> Stamper::add_key(KeyType type, PrivateKey key,
                              std::shared_ptr<const NoncePool> nonces) {
  const SignatureAlgorithm algorithm = default_algorithm(type);
  ASSAY_TRY(signer, type == KeyType::kP256 ? make_pooled_signer(key, algorithm, std::move(nonces))
                                           : make_signer(key, algorithm));
  ASSAY_TRY(ready, TemplateKey::of(key.spki()));
  keys_.push_back({std::move(key), std::move(ready), std::move(signer)});
  return {};
}

Result<void> Stamper::add_template(const char* name, std::vector<std::string> words) {
  const CertificateProfile& profile = hierarchy_.certificates.at(hierarchy_.position(name));
  const std::string& issuer = profile.issuer == kSelf ? profile.name : profile.issuer;
  CertificateParts parts;
  parts.issuer_name = hierarchy_.certificates.at(hierarchy_.position(issuer)).subject;
  parts.subject = profile.subject;
  parts.serial.assign(kSerialSize, 0x40);
  parts.spki = keys_[0].ready.spki;
  parts.family = family_of(keys_[0].key.type());
  parts.issuer_spki = keys_[0].ready.spki;
  parts.algorithm = default_algorithm(keys_[0].key.type());
  ASSAY_TRY(made, CertificateTemplate::make(profile, parts, words));
  max_size_ = std::max(max_size_, made.max_size(*keys_[0].signer));
  templates_.push_back(std::move(made));
  return {};
}

Result<std::size_t> Stamper::leaf(std::size_t number, std::span<std::uint8_t> out) {
  const Stamp stamp(number);
  const std::string_view words[] = {stamp.host(), kAuthority};
  return templates_[2].write(stamp.stamp(words), *keys_[1].signer, out);
}

Result<std::array<std::size_t, 3>> Stamper::chain(std::size_t number, std::span<std::uint8_t> out) {
  const Stamp stamp(number);
  const std::string_view authority[] = {stamp.authority()};
  const std::string_view words[] = {stamp.host(), stamp.authority()};
  std::array<std::size_t, 3> sizes{};
  for (std::size_t i = 0; i < 3; ++i) {
    CertificateStamp each = stamp.stamp(i == 2 ? std::span<const std::string_view>(words)
                                               : std::span<const std::string_view>(authority));
    Key& issuer = key(number + (i == 0 ? 0 : i - 1));
    each.subject_key = &key(number + i).ready;
    each.issuer_key = &issuer.ready;
    ASSAY_TRY(size, templates_[i].write(each, *issuer.signer, out));
    sizes[i] = size;
    out = out.subspan(size);
  }
  return sizes;
}

Result<void> Stamper::check() {
  Bytes out(3 * max_size_);
  ASSAY_TRY(leaf_size, leaf(1, out));
  const Bytes first(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(leaf_size));
  ASSAY_TRY(leaf_good, verifies(first, keys_[1].key));
  ASSAY_TRY(second_size, leaf(2, out));
  if (!leaf_good || std::ranges::equal(first, BytesView(out).first(second_size))) {
    return harness_error("a leaf of the template does not verify, or is like the next");
  }
  for (std::size_t number = 0; number < kKeys; ++number) {
    ASSAY_TRY(sizes, chain(number, out));
    BytesView rest = out;
    for (std::size_t i = 0; i < 3; ++i) {
      ASSAY_TRY(good, verifies(rest.first(sizes[i]), key(number + (i == 0 ? 0 : i - 1)).key));
      if (!good) return harness_error("a chain of the templates does not verify");
      rest = rest.subspan(sizes[i]);
    }
  }
  return {};
}

}  // namespace assay::bench
