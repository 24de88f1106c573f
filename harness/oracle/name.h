// Distinguished names: their reading and their comparison (RFC 5280 sections 4.1.2.4 and 7.1).
//
// Values of the types PrintableString, UTF8String, IA5String, NumericString, VisibleString,
// BMPString and UniversalString are compared as characters that RFC 4518 prepares, with the
// deviations that unicode.h names. All other types are compared octet by octet.
#pragma once

#include <cstdint>
#include <optional>

#include "harness/base/bytes.h"
#include "harness/der/oid.h"
#include "harness/oracle/parse.h"

namespace assay::oracle {

// Name borrows an RDNSequence.
struct Name {
  BytesView encoding;  // with its header
  BytesView content;   // the relative names

  bool empty() const { return content.empty(); }
};

// Attribute is one AttributeTypeAndValue; the views borrow the name.
struct Attribute {
  BytesView type;
  der::Tag string;  // of the value
  BytesView value;
};

// read_name() takes a Name and checks its shape: each relative name has an attribute, each
// attribute a type and one value.
Read<Name> read_name(der::Reader& reader);

// AttributeCursor runs over the attributes of a name that read_name() has taken.
class AttributeCursor {
 public:
  explicit AttributeCursor(const Name& name) : names_(name.content), set_(BytesView()) {}

  // next() is nothing after the last one.
  std::optional<Attribute> next();
  // first_of_set() tells whether the attribute that next() gave began a relative name.
  bool first_of_set() const { return first_; }

 private:
  der::Reader names_;
  der::Reader set_;
  bool first_ = false;
};

// same_name() compares whole names.
bool same_name(const Name& a, const Name& b);

// is_within() tells whether `name` begins with all relative names of `base` (RFC 5280 section
// 4.2.1.10).
bool is_within(const Name& name, const Name& base);

// name_hash() is equal for names that same_name() holds equal. `content` may be anything: what is
// no name has some hash too.
std::uint64_t name_hash(BytesView content);

// same_value() compares two attribute values of one type.
bool same_value(const Attribute& a, const Attribute& b);

// has_sorted_sets() tells whether the attributes of each relative name stand in the order of their
// encodings (X.690 section 11.6): the issuer's duty.
bool has_sorted_sets(const Name& name);

// most_specific() is the last attribute of that type, or nothing.
std::optional<Attribute> most_specific(const Name& name, der::Oid type);

}  // namespace assay::oracle
