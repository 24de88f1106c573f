// What bundle.cc and pkcs12.cc share.
#pragma once

#include <string_view>

#include "harness/base/check.h"
#include "harness/base/result.h"
#include "harness/der/writer.h"
#include "harness/model/question.h"

namespace assay::bundle {

// Content types: RFC 5652.
inline constexpr std::string_view kData = "1.2.840.113549.1.7.1";
inline constexpr std::string_view kSignedData = "1.2.840.113549.1.7.2";
inline constexpr std::string_view kEncryptedData = "1.2.840.113549.1.7.6";

// object() is the OBJECT IDENTIFIER of a dotted text that is right.
der::Node object(std::string_view dotted);

// check_leaf() refuses a question without one.
Result<void> check_leaf(const Question& question);

}  // namespace assay::bundle
