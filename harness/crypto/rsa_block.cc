#include "harness/crypto/rsa_block.h"

#include <algorithm>
#include <string>
#include <utility>

#include "harness/crypto/identifiers.h"

namespace assay {
namespace {

using Form = SignatureForm;

constexpr std::size_t kLeastPadding = 8;  // RFC 8017 section 9.2
constexpr std::uint8_t kGarbage = 0xa5;

Bytes digest_info(Form form, DigestAlgorithm algorithm, BytesView hash) {
  if (form == Form::kBareHash) return to_bytes(hash);
  if (form == Form::kWrongDigestInfo) {
    algorithm =
        algorithm == DigestAlgorithm::kSha1 ? DigestAlgorithm::kSha256 : DigestAlgorithm::kSha1;
  }
  der::Node identifier = der::sequence(der::oid(oid_of(algorithm)));
  if (form != Form::kNullOmitted) identifier.children.push_back(der::null());
  der::Node info = der::sequence(std::move(identifier), der::octet_string(hash));
  if (form == Form::kLongLength) {
    const auto size = static_cast<std::uint8_t>(der::encode(info).size() - 2);
    info.length = Bytes{0x81, size};
  }
  return der::encode(info);
}

// DigestInfo whose digest's parameters are so many octets that it comes out `size` long. An OCTET
// STRING of 128 to 255 octets has three octets of identifier and length, as the SEQUENCEs have.
Result<Bytes> filled_info(DigestAlgorithm algorithm, BytesView hash, std::size_t size) {
  for (std::size_t fill = 0; fill < size; ++fill) {
    der::Node identifier =
        der::sequence(der::oid(oid_of(algorithm)), der::octet_string(Bytes(fill, kGarbage)));
    const der::Node info = der::sequence(std::move(identifier), der::octet_string(hash));
    if (der::encoded_size(info) == size) return der::encode(info);
  }
  return input_error("no DigestInfo with garbage has the size that is wanted");
}

Result<Bytes> info_of(Form form, DigestAlgorithm algorithm, BytesView hash, std::size_t size) {
  const std::size_t room = size - kLeastPadding - 3;
  if (form == Form::kGarbageInParameters) return filled_info(algorithm, hash, room);
  if (form == Form::kShortPadding) return filled_info(algorithm, hash, room + 1);
  Bytes info = digest_info(form, algorithm, hash);
  if (form == Form::kGarbageAfterHash) info.resize(std::max(room, info.size()), kGarbage);
  if (form == Form::kCubeRoot) info.resize(std::max(room, info.size()), 0x00);
  return info;
}

bool is_of_pkcs1(Form form) {
  return form <= Form::kCubeRoot || form == Form::kPlusModulus || form == Form::kLongLength;
}

tl::unexpected<Error> unfit(std::string_view kind, Form form) {
  return input_error(std::string(kind) + " has no signature form '" + std::string(name_of(form)) +
                     "'");
}

// MGF1 (RFC 8017 section B.2.1), XORed onto `octets`.
void mask(DigestAlgorithm algorithm, BytesView seed, std::span<std::uint8_t> octets) {
  Bytes block;
  for (std::size_t i = 0, counter = 0; i < octets.size(); ++i) {
    const std::size_t at = block.empty() ? 0 : i % block.size();
    if (at == 0) {
      Bytes input = to_bytes(seed);
      append(input, Bytes{0, 0, static_cast<std::uint8_t>(counter >> 8),
                          static_cast<std::uint8_t>(counter)});
      block = digest(algorithm, input);
      ++counter;
    }
    octets[i] ^= block[at];
  }
}

Bytes fixed_salt(std::size_t size) {
  Bytes salt(size);
  for (std::size_t i = 0; i < size; ++i) salt[i] = static_cast<std::uint8_t>(i + 1);
  return salt;
}

}  // namespace

Result<Bytes> pkcs1_block(SignatureForm form, DigestAlgorithm algorithm, BytesView message,
                          std::size_t size) {
  if (!is_of_pkcs1(form)) return unfit("PKCS #1", form);
  const Bytes hash = digest(algorithm, message);
  if (size < hash.size() + kLeastPadding + 3)
    return input_error("a modulus too short for its hash");
  ASSAY_TRY(info, info_of(form, algorithm, hash, size));
  if (info.size() + 3 + kLeastPadding > size + (form == Form::kShortPadding ? 1 : 0)) {
    return input_error("a modulus too short for its hash");
  }
  Bytes block = {0x00, static_cast<std::uint8_t>(form == Form::kBlockType2 ? 2 : 1)};
  block.resize(size - info.size() - 1, 0xff);
  if (form == Form::kBadPaddingOctet) block[block.size() / 2] = 0xfe;
  block.push_back(form == Form::kNoSeparator ? 0x01 : 0x00);
  append(block, info);
  return block;
}

// RFC 8017 section 9.1.1.
Result<Bytes> pss_block(SignatureForm form, const PssParameters& how, BytesView message,
                        std::size_t bits) {
  if (form != Form::kProper && form != Form::kWrongTrailer && form != Form::kBadZeros &&
      form != Form::kPlusModulus) {
    return unfit("RSASSA-PSS", form);
  }
  const std::size_t size = (bits - 1 + 7) / 8;
  const Bytes hash = digest(how.digest, message);
  if (size < hash.size() + how.salt_size + 2) {
    return input_error("a modulus too short for its hash and salt");
  }
  const Bytes salt = fixed_salt(how.salt_size);
  Bytes salted(8, 0x00);
  append(salted, hash);
  append(salted, salt);
  const Bytes seed = digest(how.digest, salted);
  Bytes block(size - seed.size() - 1 - salt.size() - 1, 0x00);
  if (form == Form::kBadZeros && !block.empty()) block.back() ^= 0x01;
  block.push_back(0x01);
  append(block, salt);
  mask(how.mask_digest, seed, block);
  block.front() &= static_cast<std::uint8_t>(0xff >> (8 * size - (bits - 1)));
  append(block, seed);
  block.push_back(form == Form::kWrongTrailer ? 0xcc : 0xbc);
  return block;
}

}  // namespace assay
