// endpoint: one side of a TLS connection over memory BIOs.
#pragma once

#include <memory>

#include "harness/target/endpoint.h"
#include "targets/openssl/handles.h"

namespace assay::openssl {

Result<std::unique_ptr<Endpoint>> make_endpoint(const EndpointConfig& config, Variant variant);

}  // namespace assay::openssl
