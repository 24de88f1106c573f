#include "harness/crypto/signature_pair.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "harness/der/reader.h"
#include "harness/der/writer.h"

namespace assay::libcrypto {
namespace {

using Form = SignatureForm;

constexpr std::size_t kEd25519Octets = 64;
// The orders of the base points, RFC 8032 sections 5.1 and 5.2.
constexpr const char* kEd25519Order =
    "1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed";
constexpr const char* kEd448Order =
    "3fffffffffffffffffffffffffffffffffffffffffffffffffffffff7cca23e9c44edb49aed63690216cc272"
    "8dc58f552378c292ab5844f3";

Bytes magnitude(const BIGNUM& number) {
  return to_octets(number, static_cast<std::size_t>(BN_num_bytes(&number)));
}

der::Node integer_of(const BIGNUM& number) {
  if (BN_is_negative(&number) == 0) return der::unsigned_integer(magnitude(number));
  // -x in two's complement: the octets of x - 1, inverted.
  const Bignum below(BN_dup(&number));
  BN_set_negative(below.get(), 0);
  ASSAY_CHECK(BN_sub_word(below.get(), 1) == 1);
  der::Node node = der::unsigned_integer(magnitude(*below));
  for (std::uint8_t& octet : node.content) octet = static_cast<std::uint8_t>(~octet);
  return node;
}

void add(Bignum& number, const BIGNUM& order) {
  ASSAY_CHECK(BN_add(number.get(), number.get(), &order) == 1);
}

void set(Bignum& number, const BIGNUM& value) {
  ASSAY_CHECK(BN_copy(number.get(), &value) != nullptr);
}

void choose_s(Bignum& s, const BIGNUM& order, bool high) {
  const Bignum other(BN_new());
  ASSAY_CHECK(BN_sub(other.get(), &order, s.get()) == 1);
  if ((BN_cmp(s.get(), other.get()) > 0) != high) set(s, *other);
}

// Changes the numbers; false for a form that leaves them as they are.
bool change(SignaturePair& pair, const BIGNUM& order, Form form) {
  switch (form) {
    case Form::kHighS:
    case Form::kLowS:
      choose_s(pair.s, order, form == Form::kHighS);
      return true;
    case Form::kZeroR:
    case Form::kZeroS:
    case Form::kZeros:
      if (form != Form::kZeroS) BN_zero(pair.r.get());
      if (form != Form::kZeroR) BN_zero(pair.s.get());
      return true;
    case Form::kOrderR:
      set(pair.r, order);
      return true;
    case Form::kOrderS:
      set(pair.s, order);
      return true;
    case Form::kPlusOrderR:
      add(pair.r, order);
      return true;
    case Form::kPlusOrderS:
      add(pair.s, order);
      return true;
    case Form::kNegativeR:
      BN_set_negative(pair.r.get(), 1);
      return true;
    case Form::kNegativeS:
      BN_set_negative(pair.s.get(), 1);
      return true;
    default:
      return false;
  }
}

Bytes with_long_length(der::Node pair) {
  const std::size_t size =
      der::encode(pair.children[0]).size() + der::encode(pair.children[1]).size();
  // One octet more than the shortest form: 81 before a single one, 82 00 before that.
  pair.length = size < 0x80 ? Bytes{0x81, static_cast<std::uint8_t>(size)}
                            : Bytes{0x82, 0x00, static_cast<std::uint8_t>(size)};
  return der::encode(pair);
}

std::optional<Bytes> encode_pair(der::Node pair, Form form) {
  switch (form) {
    case Form::kLeadingZero:
      pair.children[0].content.insert(pair.children[0].content.begin(), 2, 0x00);
      return der::encode(pair);
    case Form::kIndefiniteLength:
      pair.length = Bytes{0x80};
      pair.children.push_back(der::raw({0x00, 0x00}));
      return der::encode(pair);
    case Form::kTrailingInside:
      pair.children.push_back(der::null());
      return der::encode(pair);
    case Form::kTrailingOutside: {
      Bytes octets = der::encode(pair);
      append(octets, der::encode(der::null()));
      return octets;
    }
    case Form::kLongLength:
      return with_long_length(std::move(pair));
    default:
      return std::nullopt;
  }
}

Bignum from_hexadecimal(const char* digits) {
  BIGNUM* number = nullptr;
  ASSAY_CHECK(BN_hex2bn(&number, digits) != 0);
  return Bignum(number);
}

}  // namespace

SignaturePair read_pair(BytesView der) {
  der::Reader reader(der);
  auto numbers = reader.sequence();
  ASSAY_CHECK(numbers.has_value());
  const auto r = numbers->integer();
  const auto s = numbers->integer();
  ASSAY_CHECK(r && s);
  return {to_bignum(r->magnitude()), to_bignum(s->magnitude())};
}

Result<Bytes> write_pair(SignaturePair pair, const BIGNUM& order, SignatureForm form) {
  const auto size = static_cast<std::size_t>(BN_num_bytes(&order));
  if (form == Form::kPair) {
    Bytes octets = to_octets(*pair.r, size);
    append(octets, to_octets(*pair.s, size));
    return octets;
  }
  const bool changed = change(pair, order, form);
  der::Node node = der::sequence(integer_of(*pair.r), integer_of(*pair.s));
  if (changed || form == Form::kProper) return der::encode(node);
  auto encoded = encode_pair(std::move(node), form);
  if (encoded) return *std::move(encoded);
  return input_error("a pair of r and s has no signature form '" + std::string(name_of(form)) +
                     "'");
}

Bytes shift_edwards_s(Bytes signature) {
  const bool small = signature.size() == kEd25519Octets;
  const auto half = static_cast<std::ptrdiff_t>(signature.size() / 2);
  Bytes octets(signature.begin() + half, signature.end());
  std::reverse(octets.begin(), octets.end());
  Bignum s = to_bignum(octets);
  const Bignum order = from_hexadecimal(small ? kEd25519Order : kEd448Order);
  add(s, *order);
  octets = to_octets(*s, octets.size());
  std::reverse_copy(octets.begin(), octets.end(), signature.begin() + half);
  return signature;
}

}  // namespace assay::libcrypto
