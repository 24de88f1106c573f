// matrix: every client against every server, with the catalogue's chains, in memory.
#pragma once

#include <string>
#include <vector>

#include "harness/model/case.h"
#include "harness/run/results.h"
#include "harness/run/runner.h"

namespace assay {

// MatrixOptions is a run of handshakes. The side that judges (the client of a server-auth case,
// the server of a client-auth case) is set up as applications do; the other is an instrument that
// presents the case's chain.
struct MatrixOptions {
  RunOptions run;
  std::vector<TargetSpec> clients;
  std::vector<TargetSpec> servers;
  std::vector<TlsVersion> versions;
  // good_server is the accepting case whose chain the server presents in mTLS, so that the client
  // is content and only the client's chain is in question; good_server.question.leaf_key is there.
  Case good_server;
};

// shake_matrix() shakes hands over each case, client, server and version that both declare. A case
// without its leaf's key cannot be shown and is unsupported, and so is a chain that the presenting
// stack refuses to load: its own words are in the note. Errors as of verify_cases().
Result<Results> shake_matrix(std::vector<Case> cases, const MatrixOptions& options);

}  // namespace assay
