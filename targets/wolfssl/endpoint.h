// endpoint: one side of a TLS connection over memory.
#pragma once

#include <memory>

#include "harness/target/endpoint.h"

namespace assay::wolfssl {

Result<std::unique_ptr<Endpoint>> make_endpoint(const EndpointConfig& config);

}  // namespace assay::wolfssl
