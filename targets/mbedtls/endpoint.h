// endpoint: one side of a TLS connection over a memory transport.
#pragma once

#include <memory>

#include "harness/target/endpoint.h"
#include "targets/mbedtls/handles.h"

namespace assay::mbedtls {

// make_endpoint() shares the target's random source, which may outlive the target.
Result<std::unique_ptr<Endpoint>> make_endpoint(const EndpointConfig& config,
                                                std::shared_ptr<Rng> rng);

}  // namespace assay::mbedtls
