#include "harness/crypto/digest.h"
#include "harness/crypto/password.h"
#include "harness/der/writer.h"
#include "harness/pki/bundle.h"
#include "harness/pki/bundle_parts.h"

namespace assay {
namespace {

using bundle::object;
using der::Node;

// NIST SP 800-132 and FIPS modules want a thousand at least; more would protect nothing here.
constexpr int kIterations = 1000;
constexpr std::string_view kSealSalt = "assay: test seal";
constexpr std::string_view kMacSalt = "assay: test mac ";
constexpr std::size_t kIvSize = 16;

// The password is one and the salts are two, so each key is derived once.
const Bytes& seal_key() {
  static const Bytes key = pbkdf2_sha256(kBundlePassword, as_bytes(kSealSalt), kIterations, 32);
  return key;
}
const Bytes& mac_key() {
  static const Bytes key = pkcs12_mac_key(kBundlePassword, as_bytes(kMacSalt), kIterations);
  return key;
}

struct Sealed {
  Node algorithm;
  Bytes octets;
};

// PBES2 (RFC 8018 section 6.2 and appendix A.4).
Sealed seal(BytesView message) {
  Bytes iv = sha256(message);
  iv.resize(kIvSize);
  Node derivation =
      der::sequence(object("1.2.840.113549.1.5.12"),
                    der::sequence(der::octet_string(as_bytes(kSealSalt)), der::integer(kIterations),
                                  der::sequence(object("1.2.840.113549.2.9"), der::null())));
  Node cipher = der::sequence(object("2.16.840.1.101.3.4.1.42"), der::octet_string(iv));
  return {der::sequence(object("1.2.840.113549.1.5.13"),
                        der::sequence(std::move(derivation), std::move(cipher))),
          aes256_cbc_encrypt(seal_key(), iv, message)};
}

// The key and its certificate find each other by this attribute (PKCS #9 localKeyID).
Node local_key_id(const Question& question) {
  return der::set(
      der::nodes(der::sequence(object("1.2.840.113549.1.9.21"),
                               der::set(der::nodes(der::octet_string(sha1(question.leaf)))))));
}

Node certificate_bag(const Bytes& certificate) {
  return der::sequence(object("1.2.840.113549.1.9.22.1"),
                       der::context_explicit(0, der::octet_string(certificate)));
}

Node certificates(const Question& question) {
  const auto bag_type = [] { return object("1.2.840.113549.1.12.10.1.3"); };
  std::vector<Node> bags =
      der::nodes(der::sequence(bag_type(), der::context_explicit(0, certificate_bag(question.leaf)),
                               local_key_id(question)));
  for (const Bytes& each : question.pool) {
    bags.push_back(der::sequence(bag_type(), der::context_explicit(0, certificate_bag(each))));
  }
  Sealed sealed = seal(der::encode(der::sequence(std::move(bags))));
  Node content = der::sequence(object(bundle::kData), std::move(sealed.algorithm),
                               der::context_primitive(0, std::move(sealed.octets)));
  return der::sequence(
      object(bundle::kEncryptedData),
      der::context_explicit(0, der::sequence(der::integer(0), std::move(content))));
}

Node data(Bytes octets) {
  return der::sequence(object(bundle::kData), der::context_explicit(0, der::octet_string(octets)));
}

Node private_key(const Question& question) {
  Sealed sealed = seal(question.leaf_key);
  Node encrypted = der::sequence(std::move(sealed.algorithm), der::octet_string(sealed.octets));
  Node bag = der::sequence(object("1.2.840.113549.1.12.10.1.2"),
                           der::context_explicit(0, std::move(encrypted)), local_key_id(question));
  return data(der::encode(der::sequence(std::move(bag))));
}

Node mac(BytesView content) {
  Node code = der::sequence(der::sequence(object("2.16.840.1.101.3.4.2.1"), der::null()),
                            der::octet_string(hmac_sha256(mac_key(), content)));
  return der::sequence(std::move(code), der::octet_string(as_bytes(kMacSalt)),
                       der::integer(kIterations));
}

}  // namespace

Result<Bytes> pkcs12_bundle(const Question& question) {
  ASSAY_CHECK_OK(bundle::check_leaf(question));
  if (question.leaf_key.empty()) return input_error("no private key of the leaf");
  const Bytes safe = der::encode(der::sequence(certificates(question), private_key(question)));
  return der::encode(der::sequence(der::integer(3), data(safe), mac(safe)));
}

}  // namespace assay
