#include "harness/model/private_key_info.h"

#include <string>
#include <utility>

#include "harness/base/text.h"
#include "harness/der/reader.h"
#include "harness/der/writer.h"

namespace assay {
namespace {

using der::Node;

constexpr std::uint8_t kIntegerTag = 0x02;

Bytes wrap(der::Oid algorithm, Node parameters, BytesView key) {
  Node identifier = der::sequence(der::oid(algorithm), std::move(parameters));
  return der::encode(der::sequence(der::integer(0), std::move(identifier), der::octet_string(key)));
}

Node copy(BytesView encoding) { return der::raw(to_bytes(encoding)); }

der::Parsed<Bytes> from_rsa(BytesView key) {
  der::Reader reader(key);
  ASSAY_DER_TRY(fields, reader.sequence());
  ASSAY_DER_TRY(version, fields.small_integer());
  static_cast<void>(version);
  ASSAY_DER_CHECK_OK(reader.finish());
  return wrap(der::Oid::kRsaEncryption, der::null(), key);
}

// The curve moves from the key's parameters to the algorithm's; PKCS#8 lets it stay in both.
der::Parsed<Bytes> from_ec(BytesView key) {
  der::Reader reader(key);
  ASSAY_DER_TRY(fields, reader.sequence());
  ASSAY_DER_TRY(version, fields.small_integer());
  static_cast<void>(version);
  ASSAY_DER_TRY(secret, fields.octet_string());
  static_cast<void>(secret);
  ASSAY_DER_TRY(parameters, fields.enter(der::Tag::context_constructed(0)));
  ASSAY_DER_TRY(curve, parameters.any());
  return wrap(der::Oid::kEcPublicKey, copy(curve.encoding), key);
}

// SEQUENCE { version, p, q, g, public, private } becomes parameters {p, q, g} and the private one.
der::Parsed<Bytes> from_dsa(BytesView key) {
  der::Reader reader(key);
  ASSAY_DER_TRY(fields, reader.sequence());
  ASSAY_DER_TRY(version, fields.small_integer());
  static_cast<void>(version);
  ASSAY_DER_TRY(p, fields.expect(der::tag::kInteger));
  ASSAY_DER_TRY(q, fields.expect(der::tag::kInteger));
  ASSAY_DER_TRY(g, fields.expect(der::tag::kInteger));
  ASSAY_DER_TRY(shown, fields.expect(der::tag::kInteger));
  static_cast<void>(shown);
  ASSAY_DER_TRY(hidden, fields.integer());
  Node parameters = der::sequence(copy(p.encoding), copy(q.encoding), copy(g.encoding));
  const Bytes secret = der::encode(der::primitive(kIntegerTag, to_bytes(hidden.octets)));
  return wrap(der::Oid::kDsa, std::move(parameters), secret);
}

}  // namespace

Result<Bytes> private_key_info(std::string_view label, BytesView der) {
  if (label == "PRIVATE KEY") return to_bytes(der);
  der::Parsed<Bytes> (*convert)(BytesView) = nullptr;
  if (label == "RSA PRIVATE KEY") convert = &from_rsa;
  if (label == "EC PRIVATE KEY") convert = &from_ec;
  if (label == "DSA PRIVATE KEY") convert = &from_dsa;
  if (convert == nullptr) {
    return input_error("a block '" + one_line(label, 60) + "' where a private key is expected");
  }
  auto key = convert(der);
  if (!key) return fail(der::to_error(key.error()).in(label));
  return *std::move(key);
}

}  // namespace assay
