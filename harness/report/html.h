// The page that goes with a certification: one HTML file that needs nothing else, neither a network
// nor a server.
#pragma once

#include <cstddef>
#include <string>

#include "harness/run/results.h"

namespace assay {

// kEmbeddedDerLimit is how many octets of certificates a page carries for copying as PEM; beyond
// it the page shows what they say but not their octets.
inline constexpr std::size_t kEmbeddedDerLimit = std::size_t{8} << 20;

// html_report() is the whole document. Foreign words stay text: the data lie in one JSON element
// without any "<", the page's script makes text nodes of them, and its content security policy
// allows no other script, no style and no request. Private keys are left out.
std::string html_report(const Results& results);

}  // namespace assay
