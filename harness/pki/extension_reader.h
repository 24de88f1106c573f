// Reads the extensions of a certificate from YAML: the keys are ExtensionKind's names.
#pragma once

#include "harness/base/yaml.h"
#include "harness/pki/extension_profile.h"

namespace assay {

// read_extensions() asks `map` for every extension. Each structure is read over what is there, so
// that an edit names only what it changes; `absent` takes one away.
void read_extensions(const YamlReader& reader, YamlMap& map, ExtensionProfile& out);

// read_raw_extension() reads {oid, critical, value}.
void read_raw_extension(const YamlReader& reader, const YamlNode& node, RawExtension& out);

// read_point_name() asks `map` for full_name and relative_name.
void read_point_name(const YamlReader& reader, YamlMap& map, PointName& out);

}  // namespace assay
