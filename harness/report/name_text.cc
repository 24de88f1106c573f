#include "harness/report/name_text.h"

#include "harness/der/oid.h"

namespace assay {
namespace {

using der::Parsed;
using der::Reader;

std::string attribute_name(BytesView oid) {
  const auto id = der::known(oid);
  if (!id) return der::oid_text(oid);
  const der::OidEntry& entry = der::entry(*id);
  return std::string(entry.alias.empty() ? entry.name : entry.alias);
}

Parsed<std::string> read_attribute(Reader& set) {
  ASSAY_DER_TRY(pair, set.sequence());
  ASSAY_DER_TRY(type, pair.oid());
  ASSAY_DER_TRY(value, pair.any());
  return attribute_name(type) + "=" + std::string(as_text(value.content));
}

}  // namespace

Parsed<std::string> name_text(Reader rdns) {
  std::string text;
  while (!rdns.at_end()) {
    ASSAY_DER_TRY(set, rdns.set());
    for (bool first = true; !set.at_end(); first = false) {
      ASSAY_DER_TRY(attribute, read_attribute(set));
      if (!text.empty()) text += first ? ", " : " + ";
      text += attribute;
    }
  }
  return text;
}

}  // namespace assay
