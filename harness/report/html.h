// The page that goes with a certification: one HTML file that needs nothing else, neither a network
// nor a server.
#pragma once

#include <cstddef>
#include <string>

#include "harness/run/results.h"

namespace assay {

// kEmbeddedDerLimit is how many octets of certificates, compressed, a page carries for copying as
// PEM; beyond it the page shows what they say but not their octets.
inline constexpr std::size_t kEmbeddedDerLimit = std::size_t{9} << 19;  // 6 MiB in base64

// html_report() is the whole document. The data lie in it compressed, in base64. Foreign words stay
// text: the page's script makes text nodes of them, and its content security policy allows no other
// script, no style and no request. Private keys are left out.
std::string html_report(const Results& results);

}  // namespace assay
