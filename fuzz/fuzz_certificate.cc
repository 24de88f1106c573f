// What reports say about any octets that claim to be a certificate. Laws: names borrow the input; a
// summary without a fault is complete; printable text has no control characters and keeps its
// width; a chain is drawn with every certificate once.
#include "fuzz/fuzz.h"
#include "harness/report/certificate_summary.h"
#include "harness/report/chain_drawing.h"
#include "harness/report/utf8.h"

namespace assay {
namespace {

constexpr std::size_t kWidth = 60;

void check_printable(std::string_view text) {
  const std::string line = printable(text, kWidth);
  ASSAY_CHECK(code_points(line) <= kWidth);
  for (const char c : line) {
    ASSAY_CHECK(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
  }
  // What is printable stays as it is.
  ASSAY_CHECK(printable(line, kWidth) == line);
}

void check_summary(BytesView der) {
  const CertificateSummary summary = summarize_certificate(der);
  ASSAY_CHECK(is_within(summary.subject_der, der) && is_within(summary.issuer_der, der));
  for (const std::string* text : {&summary.subject, &summary.issuer, &summary.serial,
                                  &summary.signature, &summary.key, &summary.fault}) {
    check_printable(*text);
  }
  for (const ExtensionSummary& extension : summary.extensions) {
    check_printable(extension.name);
    check_printable(extension.value);
  }
  if (summary.fault.empty()) ASSAY_CHECK(summary.not_before && summary.not_after);
}

// The input as leaf, pool and anchor: once whole, once cut in halves.
void check_drawing(BytesView der) {
  Question question;
  question.leaf = to_bytes(der);
  question.pool = {to_bytes(der.first(der.size() / 2)), to_bytes(der.subspan(der.size() / 2))};
  question.anchors = {question.leaf};
  ASSAY_CHECK(draw_chain(question).size() == 4);
}

}  // namespace
}  // namespace assay

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  assay::check_summary({data, size});
  assay::check_drawing({data, size});
  return 0;
}
