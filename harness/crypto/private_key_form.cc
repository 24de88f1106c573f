#include <openssl/core_names.h>

#include "harness/crypto/curve.h"
#include "harness/crypto/identifiers.h"
#include "harness/crypto/private_key_material.h"
#include "harness/der/reader.h"

namespace assay {

using libcrypto::Bignum;

namespace {

using der::Node;
using der::Oid;

// 1.2.840.10045.1.1, id-prime-field, and 1.3.132.1.13, id-ecMQV.
const Bytes kPrimeField = {0x2a, 0x86, 0x48, 0xce, 0x3d, 0x01, 0x01};
const Bytes kEcMqv = {0x2b, 0x81, 0x04, 0x01, 0x0d};

Bytes magnitude(const BIGNUM& number) {
  return libcrypto::to_octets(number, static_cast<std::size_t>(BN_num_bytes(&number)));
}

Bytes encode_point(const EC_GROUP& group, const EC_POINT& point, point_conversion_form_t form) {
  Bytes octets(EC_POINT_point2oct(&group, &point, form, nullptr, 0, nullptr));
  EC_POINT_point2oct(&group, &point, form, octets.data(), octets.size(), nullptr);
  return octets;
}

// SpecifiedECDomain (SEC 1 section C.2), without a seed.
Node specified_curve(const EC_GROUP& group, BytesView generator) {
  const Bignum p(BN_new());
  const Bignum a(BN_new());
  const Bignum b(BN_new());
  ASSAY_CHECK(EC_GROUP_get_curve(&group, p.get(), a.get(), b.get(), nullptr) == 1);
  const auto size = static_cast<std::size_t>(BN_num_bytes(p.get()));
  return der::sequence(
      der::integer(1), der::sequence(der::oid(kPrimeField), der::unsigned_integer(magnitude(*p))),
      der::sequence(der::octet_string(libcrypto::to_octets(*a, size)),
                    der::octet_string(libcrypto::to_octets(*b, size))),
      der::octet_string(generator), der::unsigned_integer(magnitude(*EC_GROUP_get0_order(&group))),
      der::unsigned_integer(magnitude(*EC_GROUP_get0_cofactor(&group))));
}

// Parts are the two fields of a SubjectPublicKeyInfo that this program has made itself.
struct Parts {
  Node algorithm;  // {type, parameters}
  BytesView key;
};

Parts parts_of(const Bytes& spki) {
  der::Reader reader(spki);
  auto fields = reader.sequence();
  ASSAY_CHECK(fields.has_value());
  auto algorithm = fields->sequence();
  const auto key = fields->bit_string();
  ASSAY_CHECK(algorithm && key);
  const auto type = algorithm->any();
  const auto parameters = algorithm->any();
  ASSAY_CHECK(type && parameters);
  return {
      der::sequence(der::raw(to_bytes(type->encoding)), der::raw(to_bytes(parameters->encoding))),
      key->octets};
}

Bytes spki_of(Node algorithm, BytesView key) {
  return der::encode(der::sequence(std::move(algorithm), der::bit_string(key)));
}

Node pss_identifier(KeyForm form) {
  Node identifier = der::sequence(der::oid(Oid::kRsaPss));
  if (const auto limits = pss_limits(form)) {
    identifier.children.push_back(pss_parameters_node(*limits));
  }
  return identifier;
}

// PrivateKeyInfo {version, algorithm, privateKey} with another algorithm.
Bytes with_algorithm(const Bytes& pkcs8, Node algorithm) {
  der::Reader reader(pkcs8);
  auto fields = reader.sequence();
  ASSAY_CHECK(fields.has_value());
  const auto version = fields->any();
  const auto old = fields->any();
  const auto key = fields->octet_string();
  ASSAY_CHECK(version && old && key);
  return der::encode(der::sequence(der::raw(to_bytes(version->encoding)), std::move(algorithm),
                                   der::octet_string(*key)));
}

bool has_form(KeyFamily family, KeyForm form) {
  if (form == KeyForm::kUsual) return true;
  if (form <= KeyForm::kEcMqv) return family == KeyFamily::kEc;
  if (form <= KeyForm::kPssSha384) return family == KeyFamily::kRsa;
  return family == KeyFamily::kDsa;
}

void form_curve(PrivateKey::Material& key, KeyForm form) {
  Parts parts = parts_of(key.spki);
  const EC_GROUP& group = libcrypto::group_of(libcrypto::curve_of(key.type));
  const libcrypto::Point point(EC_POINT_new(&group));
  ASSAY_CHECK(point && EC_POINT_oct2point(&group, point.get(), parts.key.data(), parts.key.size(),
                                          nullptr) == 1);
  Bytes written = to_bytes(parts.key);
  if (form == KeyForm::kCompressed) {
    written = encode_point(group, *point, POINT_CONVERSION_COMPRESSED);
  } else if (form == KeyForm::kHybrid) {
    written = encode_point(group, *point, POINT_CONVERSION_HYBRID);
  } else if (form == KeyForm::kEcDh) {
    parts.algorithm.children[0] = der::oid(Oid::kEcDh);
  } else if (form == KeyForm::kEcMqv) {
    parts.algorithm.children[0] = der::oid(kEcMqv);
  } else if (form == KeyForm::kExplicit) {
    parts.algorithm.children[1] = specified_curve(
        group,
        encode_point(group, *EC_GROUP_get0_generator(&group), POINT_CONVERSION_UNCOMPRESSED));
  } else if (form == KeyForm::kForgedGenerator) {
    parts.algorithm.children[1] = specified_curve(group, parts.key);
    key.key = libcrypto::ec_key_of_generator(libcrypto::curve_of(key.type), parts.key);
    key.scalar = std::shared_ptr<const BIGNUM>(BN_value_one(), [](const BIGNUM*) {});
  }
  key.spki = spki_of(std::move(parts.algorithm), written);
}

}  // namespace

Result<PrivateKey> PrivateKey::in_form(KeyForm form) const {
  const KeyFamily family = family_of(material_->type);
  if (!has_form(family, form)) {
    return input_error("a " + std::string(name_of(material_->type)) + " key has no form '" +
                       std::string(name_of(form)) + "'");
  }
  if (form == KeyForm::kUsual) return *this;
  if (material_->form != KeyForm::kUsual) return input_error("a key in another form already");
  auto key = std::make_shared<Material>(*material_);
  key->form = form;
  if (family == KeyFamily::kEc) {
    form_curve(*key, form);
  } else if (family == KeyFamily::kRsa) {
    key->pkcs8 = with_algorithm(key->pkcs8, pss_identifier(form));
    key->spki = spki_of(pss_identifier(form), parts_of(material_->spki).key);
  } else {
    Parts parts = parts_of(material_->spki);
    parts.algorithm.children.pop_back();
    key->spki = spki_of(std::move(parts.algorithm), parts.key);
  }
  return PrivateKey(std::move(key));
}

}  // namespace assay
