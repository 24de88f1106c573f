// Alerts: the names of TLS alert descriptions and levels (RFC 8446 section 6, RFC 5246 section
// 7.2, RFC 6066 section 9, RFC 7301 section 3.2, IANA's registry).
#pragma once

#include <cstdint>
#include <string>

namespace assay {

// alert_name() is the registry's spelling of an AlertDescription ("unknown_ca"), retired ones
// included; "alert_<code>" for a code that nothing assigns.
std::string alert_name(std::uint8_t description);

// alert_level_name() is "warning" (1), "fatal" (2) or "level_<code>".
std::string alert_level_name(std::uint8_t level);

}  // namespace assay
