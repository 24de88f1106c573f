// The strict DER reader over any octets: every element by every typed reader, against the writer.
//
// Laws: views borrow the input; what a typed reader takes, the writer writes back octet by octet
// (DER has one encoding a value); a tree taken apart encodes to what it came from.
#include <algorithm>

#include "fuzz/fuzz.h"
#include "harness/der/oid.h"
#include "harness/der/reader.h"
#include "harness/der/writer.h"
#include "harness/pki/certificate.h"

namespace assay {
namespace {

using der::Element;
using der::Reader;

bool same(const der::Node& written, BytesView read) {
  return std::ranges::equal(der::encode(written), read);
}

void check_numbers(const Element& element) {
  if (const auto value = Reader(element.encoding).boolean()) {
    ASSAY_CHECK(same(der::boolean(*value), element.encoding));
  }
  if (const auto value = Reader(element.encoding).integer(); value && !value->is_negative()) {
    ASSAY_CHECK(same(der::unsigned_integer(value->magnitude()), element.encoding));
  }
  if (const auto value = Reader(element.encoding).small_integer()) {
    ASSAY_CHECK(same(der::integer(*value), element.encoding));
  }
  if (const auto value = Reader(element.encoding).small_integer(der::tag::kEnumerated)) {
    ASSAY_CHECK(same(der::enumerated(*value), element.encoding));
  }
  if (Reader(element.encoding).null()) ASSAY_CHECK(same(der::null(), element.encoding));
}

void check_oid(const Element& element) {
  const auto content = Reader(element.encoding).oid();
  if (!content) return;
  ASSAY_CHECK(same(der::oid(to_bytes(*content)), element.encoding));
  ASSAY_CHECK(!der::oid_text(*content).empty());
  const auto dotted = der::oid_to_dotted(*content);
  ASSAY_CHECK(dotted.has_value());
  const auto back = der::oid_from_dotted(*dotted);
  ASSAY_CHECK(back.has_value() && std::ranges::equal(*back, *content));
}

void check_strings(const Element& element) {
  if (const auto value = Reader(element.encoding).octet_string()) {
    ASSAY_CHECK(is_within(*value, element.encoding));
    ASSAY_CHECK(same(der::octet_string(*value), element.encoding));
  }
  if (const auto value = Reader(element.encoding).bit_string()) {
    ASSAY_CHECK(same(der::bit_string(value->octets, value->unused_bits), element.encoding));
    ASSAY_CHECK(!value->bit(value->size()));
  }
  if (const auto value = Reader(element.encoding).named_bits()) {
    std::vector<unsigned> set_bits;
    for (unsigned i = 0; i < value->size(); ++i) {
      if (value->bit(i)) set_bits.push_back(i);
    }
    ASSAY_CHECK(same(der::named_bits(set_bits), element.encoding));
  }
}

void check_times(const Element& element) {
  if (const auto time = Reader(element.encoding).time()) {
    ASSAY_CHECK(same(der::time(*time), element.encoding));
  }
  if (const auto time = Reader(element.encoding).generalized_time()) {
    ASSAY_CHECK(same(der::generalized_time(*time), element.encoding));
  }
  (void)Reader(element.encoding).time(der::TimeRule::kEitherForm);
}

// Every element that can be reached: through constructed ones, and into strings that hold DER.
void walk(Reader reader, BytesView input) {
  while (!reader.at_end()) {
    const std::size_t before = reader.offset();
    const auto element = reader.any();
    if (!element) {
      ASSAY_CHECK(reader.offset() == before);
      ASSAY_CHECK(!der::to_text(element.error()).empty());
      ASSAY_CHECK(element.error().offset <= input.size());
      return;
    }
    ASSAY_CHECK(is_within(element->encoding, input) && element->offset == before);
    check_numbers(*element);
    check_oid(*element);
    check_strings(*element);
    check_times(*element);
    const bool holds = element->tag.is_constructed() || element->tag == der::tag::kOctetString;
    if (!holds) continue;
    if (const auto inner = reader.into(*element)) walk(*inner, input);
  }
}

}  // namespace
}  // namespace assay

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const assay::BytesView input(data, size);
  assay::walk(assay::der::Reader(input), input);
  const assay::der::Node tree = assay::tree_of(input);
  ASSAY_CHECK(assay::der::encoded_size(tree) == size);
  ASSAY_CHECK(assay::same(tree, input));
  return 0;
}
