// Names as DER nodes: distinguished names and general names (RFC 5280 sections 4.1.2.4, 4.2.1.6).
#pragma once

#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/der/writer.h"
#include "harness/pki/profile.h"

namespace assay {

// name_node() is the RDNSequence as the profile has it: order, types and members of a relative name
// are not touched. An Error for an attribute type that is neither known nor dotted.
Result<der::Node> name_node(const DistinguishedName& name);

// ip_octets() is the 4 or 16 octets of an address in text form. With `subtree`, "192.0.2.0/24"
// gives the address and its mask: 8 or 32 octets (RFC 5280 section 4.2.1.10).
enum class IpForm { kAddress, kSubtree };
Result<Bytes> ip_octets(std::string_view text, IpForm form);

// general_name_nodes() is a list of GeneralName, DNS names first, then IP addresses, mailboxes and
// URIs. Text other than of IP addresses is written octet by octet, legal or not.
Result<std::vector<der::Node>> general_name_nodes(const GeneralNames& names, IpForm form);

}  // namespace assay
