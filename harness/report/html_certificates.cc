#include "harness/report/html_certificates.h"

#include "harness/report/certificate_summary.h"
#include "harness/report/chain_drawing.h"
#include "harness/report/utf8.h"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

std::string time_text(const std::optional<UnixTime>& time) {
  return time ? format_time(*time) : std::string();
}

}  // namespace

void HtmlCertificates::add(const Question& question) {
  Json chain = Json::array();
  for (const DrawnCertificate& each : draw_chain(question)) {
    chain.push_back(texts_.index(name_of(each.role)));
    chain.push_back(table_.index(*each.der));
  }
  chains_.push_back(std::move(chain));
}

// [subject, issuer, serial, signature, from, to, key, fault, octets, extension...]: texts by their
// places, but for the serial number, which is nobody else's.
Json HtmlCertificates::certificate(BytesView der) {
  const CertificateSummary summary = summarize_certificate(der);
  const auto text = [this](std::string_view words) {
    return texts_.index(printable(words, kMaxWords));
  };
  Json row = {text(summary.subject),
              text(summary.issuer),
              summary.serial,
              text(summary.signature),
              text(time_text(summary.not_before)),
              text(time_text(summary.not_after)),
              text(summary.key),
              text(summary.fault),
              der.size()};
  for (const ExtensionSummary& each : summary.extensions) {
    const Json entry = {text(each.name), each.critical ? 1 : 0, text(each.value)};
    row.push_back(extensions_.index(entry.dump()));
  }
  return row;
}

Json HtmlCertificates::document() {
  Json json;
  Json& list = json["certificates"] = Json::array();
  for (const BytesView der : table_.entries()) list.push_back(certificate(der));
  Json& extensions = json["extensions"] = Json::array();
  for (const std::string& each : extensions_.entries()) extensions.push_back(Json::parse(each));
  json["texts"] = texts_.entries();
  json["chains"] = std::move(chains_);
  return json;
}

std::string HtmlCertificates::octets() const {
  std::string all;
  for (const BytesView der : table_.entries()) all += as_text(der);
  return all;
}

}  // namespace assay
