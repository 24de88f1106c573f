// endpoint: one side of a TLS connection over push and pull functions.
#pragma once

#include <memory>

#include "harness/target/endpoint.h"

namespace assay::gnutls {

Result<std::unique_ptr<Endpoint>> make_endpoint(const EndpointConfig& config);

}  // namespace assay::gnutls
