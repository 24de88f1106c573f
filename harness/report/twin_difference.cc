#include "harness/report/twin_difference.h"

#include <fmt/format.h>

#include "harness/base/time.h"
#include "harness/report/certificate_summary.h"
#include "harness/report/summary.h"
#include "harness/report/utf8.h"
#include "harness/run/difference.h"

namespace assay {
namespace {

constexpr std::size_t kMostWords = 160;  // code points of one value

std::string validity_text(const CertificateSummary& summary) {
  if (!summary.not_before || !summary.not_after) return {};
  return format_time(*summary.not_before) + " to " + format_time(*summary.not_after);
}

std::string extension_value(const CertificateSummary& summary, const std::string& name) {
  std::string text;
  for (const ExtensionSummary& each : summary.extensions) {
    if (each.name != name) continue;
    if (!text.empty()) text += "; and again ";
    text += each.value.empty() ? "present" : each.value;
    if (each.critical) text += " (critical)";
  }
  return text.empty() ? "absent" : text;
}

// What a certificate says in one field of difference.h; "" where no words are known.
std::string value_of(const CertificateSummary& summary, const std::string& field) {
  if (field == "validity") return validity_text(summary);
  if (field == "subject") return summary.subject.empty() ? "empty" : summary.subject;
  if (field == "issuer") return summary.issuer.empty() ? "empty" : summary.issuer;
  if (field == "subjectPublicKeyInfo") return summary.key;
  if (field == "serialNumber") return summary.serial;
  if (field == "signature") return summary.signature;
  for (const char* other : {"version", "uniqueIdentifiers", "signatureAlgorithm", "octets",
                            "signatureValue", "order of extensions", "extensions", "extension"}) {
    if (field == other) return {};
  }
  return extension_value(summary, field);
}

// Place is what a part of difference.h means: a certificate of either question, or none.
struct Place {
  std::string name;
  const Bytes* here = nullptr;
  const Bytes* there = nullptr;
};

Place place_of(const std::string& part, const Question& question, const Question& twin) {
  if (part == "leaf") return {"leaf", &question.leaf, &twin.leaf};
  const std::size_t space = part.find(' ');
  if (space == std::string::npos) return {part, nullptr, nullptr};
  const std::string list = part.substr(0, space);
  const std::size_t number = std::stoul(part.substr(space + 1)) - 1;
  if (list == "pool") {
    // Counted as explanation.cc counts them: the leaf is the first of those sent.
    const std::string name = question.pool.size() == 1
                                 ? "intermediate"
                                 : fmt::format("certificate {} of those sent", number + 2);
    return {name, &question.pool[number], &twin.pool[number]};
  }
  if (list == "anchors") {
    const std::string name =
        question.anchors.size() == 1 ? "trust anchor" : fmt::format("trust anchor {}", number + 1);
    return {name, &question.anchors[number], &twin.anchors[number]};
  }
  return {list == "crls" ? "CRL" : "OCSP response", nullptr, nullptr};
}

std::string names_text(const Question& question) {
  std::string text;
  for (const PeerName& name : question.names) {
    text += (text.empty() ? "" : " or ") + name.value;
  }
  return text.empty() ? "no name" : text;
}

std::string part_value(const std::string& part, const Question& question) {
  if (part == "time") return format_time(question.time);
  if (part == "names") return names_text(question);
  if (part == "purpose") return std::string(name_of(question.purpose));
  if (part == "revocation") return std::string(name_of(question.revocation));
  if (part == "max_depth") {
    return question.max_depth ? std::to_string(*question.max_depth) : "no limit";
  }
  const std::pair<const char*, const std::vector<Bytes>*> lists[] = {{"pool", &question.pool},
                                                                     {"anchors", &question.anchors},
                                                                     {"crls", &question.crls},
                                                                     {"ocsp", &question.ocsp}};
  for (const auto& [name, list] : lists) {
    if (part == name) return std::to_string(list->size());
  }
  return {};
}

std::string words_of(const Difference& each, const Question& question, const Question& twin) {
  const Place place = place_of(each.part, question, twin);
  std::string here;
  std::string there;
  if (each.field.empty()) {
    here = part_value(each.part, question);
    there = part_value(each.part, twin);
  } else if (place.here != nullptr) {
    here = value_of(summarize_certificate(*place.here), each.field);
    there = value_of(summarize_certificate(*place.there), each.field);
  }
  const std::string name = each.field.empty() ? place.name : place.name + ": " + each.field;
  if (here.empty() && there.empty()) return name;
  const std::string mark = each.field.empty() ? ": " : " ";
  const auto shown = [](const std::string& value) {
    return value.empty() ? std::string("?") : printable(value, kMostWords);
  };
  if (here == there) return name + mark + shown(here) + " in both, encoded otherwise";
  return name + mark + shown(here) + ", in the twin " + shown(there);
}

}  // namespace

std::vector<std::string> twin_differences(const Question& question, const Question& twin) {
  const std::vector<Difference> found = differences(question, twin);
  std::vector<std::string> lines;
  for (const Difference& each : found) {
    if (lines.size() == kMostDifferences) {
      lines.push_back("and " + plural(found.size() - kMostDifferences, "more place"));
      break;
    }
    lines.push_back(words_of(each, question, twin));
  }
  return lines;
}

}  // namespace assay
