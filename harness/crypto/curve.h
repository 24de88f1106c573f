// Curve: the groups of the NIST curves, for harness/crypto only.
#pragma once

#include <optional>
#include <string_view>

#include "harness/crypto/algorithm.h"
#include "harness/crypto/handles.h"
#include "harness/crypto/public_key.h"

namespace assay::libcrypto {

// group_of() is shared by all, and never changed.
const EC_GROUP& group_of(Curve curve);

// group_name() is libcrypto's name of the curve: "prime256v1".
const char* group_name(Curve curve);

// curve_named() is the curve that has libcrypto's name.
std::optional<Curve> curve_named(std::string_view group_name);

KeyType key_type(Curve curve);
Curve curve_of(KeyType type);

}  // namespace assay::libcrypto
