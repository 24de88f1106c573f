// Reads the extensions of a certificate from YAML: the keys are ExtensionKind's names.
#pragma once

#include <optional>
#include <string_view>

#include "harness/base/yaml.h"
#include "harness/pki/extension_profile.h"

namespace assay {

// read_extensions() asks `map` for every extension. Each structure is read over what is there, so
// that an edit names only what it changes; `absent` takes one away.
void read_extensions(const YamlReader& reader, YamlMap& map, ExtensionProfile& out);

// read_authority_key_id() and read_distribution_points() ask `map` for one of them.
void read_authority_key_id(const YamlReader& reader, YamlMap& map, AuthorityKeyId& out);
void read_distribution_points(const YamlReader& reader, YamlMap& map, std::string_view key,
                              std::optional<DistributionPoints>& out);

// read_raw_extension() reads {oid, critical, value}.
void read_raw_extension(const YamlReader& reader, const YamlNode& node, RawExtension& out);

// read_point_name() asks `map` for full_name and relative_name.
void read_point_name(const YamlReader& reader, YamlMap& map, PointName& out);

}  // namespace assay
