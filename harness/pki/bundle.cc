#include "harness/pki/bundle.h"

#include <fmt/format.h>

#include "harness/crypto/private_key.h"
#include "harness/der/reader.h"
#include "harness/der/writer.h"
#include "harness/pki/bundle_parts.h"

namespace assay {

using der::Node;

namespace bundle {

Node object(std::string_view dotted) {
  auto content = der::oid_from_dotted(dotted);
  ASSAY_CHECK(content.has_value());
  return der::oid(*std::move(content));
}

Result<void> check_leaf(const Question& question) {
  if (question.leaf.empty()) return input_error("no leaf");
  return {};
}

}  // namespace bundle

namespace {

// A SET OF certificates can hold what begins and ends like one.
Result<void> add_sequence(const std::string& name, const Bytes& octets, std::vector<Node>& to) {
  der::Reader reader(octets);
  const auto whole = reader.expect(der::tag::kSequence);
  if (!whole) return input_error(name + " is no DER SEQUENCE: " + to_text(whole.error()));
  if (const auto end = reader.finish(); !end) {
    return input_error(name + ": " + to_text(end.error()));
  }
  to.push_back(der::raw(octets));
  return {};
}

Result<std::vector<Node>> sequences(const char* name, const std::vector<Bytes>& list,
                                    std::vector<Node> to) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    ASSAY_CHECK_OK(add_sequence(fmt::format("{} {}", name, i), list[i], to));
  }
  return to;
}

struct Wanted {
  BytesView subject;
  std::vector<Node> extensions;
};

// Extensions that say something of the issuer's.
bool is_issuers(BytesView id) {
  switch (der::known(id).value_or(der::Oid::kCommonName)) {
    case der::Oid::kAuthorityKeyIdentifier:
    case der::Oid::kCrlDistributionPoints:
    case der::Oid::kFreshestCrl:
    case der::Oid::kAuthorityInfoAccess:
    case der::Oid::kIssuerAltName:
      return true;
    default:
      return false;
  }
}

der::Parsed<void> parse_extensions(der::Reader& tbs, Wanted& wanted) {
  while (!tbs.at_end() && !tbs.next_is(der::Tag::context_constructed(3))) {
    ASSAY_DER_CHECK_OK(tbs.any());  // unique identifiers
  }
  if (tbs.at_end()) return {};
  ASSAY_DER_TRY(wrapper, tbs.enter(der::Tag::context_constructed(3)));
  ASSAY_DER_TRY(list, wrapper.sequence());
  while (!list.at_end()) {
    ASSAY_DER_TRY(extension, list.expect(der::tag::kSequence));
    ASSAY_DER_TRY(inside, list.into(extension));
    ASSAY_DER_TRY(id, inside.oid());
    if (!is_issuers(id)) wanted.extensions.push_back(der::raw(to_bytes(extension.encoding)));
  }
  return {};
}

// rfc5280-4.1: what a request has no place for is passed over.
der::Parsed<Wanted> parse_leaf(BytesView leaf) {
  Wanted wanted;
  der::Reader outer(leaf);
  ASSAY_DER_TRY(whole, outer.sequence());
  ASSAY_DER_TRY(tbs, whole.sequence());
  ASSAY_DER_TRY(version, tbs.any());
  if (version.tag != der::tag::kInteger) ASSAY_DER_CHECK_OK(tbs.integer());
  ASSAY_DER_CHECK_OK(tbs.sequence());  // signature
  ASSAY_DER_CHECK_OK(tbs.sequence());  // issuer
  ASSAY_DER_CHECK_OK(tbs.sequence());  // validity
  ASSAY_DER_TRY(subject, tbs.expect(der::tag::kSequence));
  ASSAY_DER_CHECK_OK(tbs.sequence());  // subjectPublicKeyInfo
  wanted.subject = subject.encoding;
  ASSAY_DER_CHECK_OK(parse_extensions(tbs, wanted));
  return wanted;
}

// Attributes are a field of a request even where there are none (RFC 2986 section 4.1).
Node attributes(std::vector<Node> extensions) {
  std::vector<Node> list;
  if (!extensions.empty()) {
    list.push_back(der::sequence(bundle::object("1.2.840.113549.1.9.14"),  // extensionRequest
                                 der::set(der::nodes(der::sequence(std::move(extensions))))));
  }
  return der::context_constructed(0, std::move(list));
}

}  // namespace

Result<Bytes> pkcs7_bundle(const Question& question) {
  ASSAY_CHECK_OK(bundle::check_leaf(question));
  std::vector<Node> leaf;
  ASSAY_CHECK_OK(add_sequence("the leaf", question.leaf, leaf));
  ASSAY_TRY(certificates, sequences("certificate", question.pool, std::move(leaf)));
  ASSAY_TRY(crls, sequences("CRL", question.crls, {}));
  std::vector<Node> fields =
      der::nodes(der::integer(1), der::set({}), der::sequence(bundle::object(bundle::kData)),
                 // A set in the order given, as openssl writes it: the leaf stays in front.
                 der::context_constructed(0, std::move(certificates)));
  if (!crls.empty()) fields.push_back(der::context_constructed(1, std::move(crls)));
  fields.push_back(der::set({}));
  return der::encode(der::sequence(bundle::object(bundle::kSignedData),
                                   der::context_explicit(0, der::sequence(std::move(fields)))));
}

Result<Bytes> certification_request(const Question& question) {
  ASSAY_CHECK_OK(bundle::check_leaf(question));
  if (question.leaf_key.empty()) return input_error("no private key of the leaf");
  auto wanted = parse_leaf(question.leaf);
  if (!wanted) return input_error("the leaf cannot be decoded: " + to_text(wanted.error()));
  ASSAY_TRY(key, PrivateKey::from_pkcs8(question.leaf_key));
  const Bytes info =
      der::encode(der::sequence(der::integer(0), der::raw(to_bytes(wanted->subject)),
                                der::raw(key.spki()), attributes(std::move(wanted->extensions))));
  const SignatureAlgorithm algorithm = default_algorithm(key.type());
  ASSAY_TRY(signature, key.sign(algorithm, info));
  return der::encode(der::sequence(der::raw(info),
                                   der::raw(to_bytes(algorithm_identifier(algorithm))),
                                   der::bit_string(signature)));
}

}  // namespace assay
