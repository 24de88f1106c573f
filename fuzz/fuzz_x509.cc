// The oracle's readers over any octets: certificates, CRLs and OCSP responses.
//
// Laws: what is read borrows the input; a fault lies within it, has a name and can be shown; what
// the quick reader of names finds in a certificate is what the strict one finds; the same octets
// are read alike twice.
#include "fuzz/fuzz.h"
#include "harness/oracle/certificate.h"
#include "harness/oracle/crl.h"
#include "harness/oracle/ocsp.h"

namespace assay::oracle {
namespace {

void check_error(const ParseError& error, BytesView input) {
  ASSAY_CHECK(error.der.offset <= input.size());
  ASSAY_CHECK(is_clean(to_text(error)));
}

void check_certificate(BytesView input) {
  const auto read = read_certificate(input);
  if (!read) return check_error(read.error(), input);
  for (const BytesView part :
       {read->tbs, read->issuer.content, read->subject.content, read->key.encoding,
        read->key.modulus, read->signature, read->serial.octets, read->outer_algorithm.encoding}) {
    ASSAY_CHECK(assay::is_within(part, input));
  }
  if (const auto& fault = read->extensions.fault()) check_error(fault->error, input);
  if (const auto& fault = read->extensions.idle_fault()) check_error(fault->error, input);
  const auto outline = read_outline(input);
  ASSAY_CHECK(outline && outline->issuer.data() == read->issuer.content.data());
  ASSAY_CHECK(outline->subject.data() == read->subject.content.data());
  ASSAY_CHECK(read->is_self_issued == same_name(read->subject, read->issuer));
  static_cast<void>(import_key(read->key));
}

void check_crl(BytesView input) {
  const auto read = read_crl(input);
  if (!read) return check_error(read.error(), input);
  ASSAY_CHECK(assay::is_within(read->tbs, input) && assay::is_within(read->revoked, input));
  ASSAY_CHECK(assay::is_within(read->signature, input) &&
              assay::is_within(read->issuer.content, input));
  if (const auto entry = find_entry(*read, read->issuer, read->tbs)) {
    ASSAY_CHECK(assay::is_within(entry->serial, input));
  }
}

void check_ocsp(BytesView input) {
  const auto read = read_ocsp(input);
  if (!read) return check_error(read.error(), input);
  ASSAY_CHECK(assay::is_within(read->tbs, input) && assay::is_within(read->signature, input));
  for (const OcspEntry& each : read->entries) ASSAY_CHECK(assay::is_within(each.serial, input));
  for (const BytesView each : read->certificates) check_certificate(each);
}

}  // namespace
}  // namespace assay::oracle

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  assay::oracle::check_certificate({data, size});
  assay::oracle::check_crl({data, size});
  assay::oracle::check_ocsp({data, size});
  return 0;
}
