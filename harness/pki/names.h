// Names as DER nodes: distinguished names and general names (RFC 5280 sections 4.1.2.4, 4.2.1.6).
#pragma once

#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/der/writer.h"
#include "harness/pki/name_profile.h"

namespace assay {

// name_node() is the RDNSequence as the profile has it: order, types and members of a relative name
// are not touched; ranges are written out. Errors: an attribute type that is neither known nor
// dotted, a range that cannot be.
Result<der::Node> name_node(const DistinguishedName& name);

// relative_name_node() is one RelativeDistinguishedName; its ranges are no ranges.
Result<der::Node> relative_name_node(const RelativeName& name);

// ip_octets() is the 4 or 16 octets of an address in text form. With `subtree`, "192.0.2.0/24"
// gives the address and its mask: 8 or 32 octets (RFC 5280 section 4.2.1.10).
enum class IpForm { kAddress, kSubtree };
Result<Bytes> ip_octets(std::string_view text, IpForm form);

// general_name_node() is one GeneralName. Text other than of IP addresses is written octet by
// octet, legal or not, and its ranges are no ranges.
Result<der::Node> general_name_node(const GeneralName& name, IpForm form);

// written_out() is each name for itself, in the order of writing: no lists of kinds, no ranges.
Result<std::vector<GeneralName>> written_out(const GeneralNames& names);

// general_name_nodes() is a list of GeneralName: written_out(), as nodes.
Result<std::vector<der::Node>> general_name_nodes(const GeneralNames& names, IpForm form);

}  // namespace assay
