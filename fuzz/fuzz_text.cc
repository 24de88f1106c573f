// The small readers of texts, all over the same input: hexadecimal, base64, times, object
// identifiers, ids of suites, UTF-8. Law: what is read is written and read back equal.
#include "fuzz/fuzz.h"
#include "harness/base/text.h"
#include "harness/base/time.h"
#include "harness/der/oid.h"
#include "harness/model/limbo.h"
#include "harness/report/utf8.h"

namespace assay {
namespace {

void check_encodings(std::string_view text) {
  if (const auto octets = from_hex(text)) ASSAY_CHECK(from_hex(hex(*octets)) == *octets);
  if (const auto octets = from_base64(text)) ASSAY_CHECK(from_base64(base64(*octets)) == *octets);
  ASSAY_CHECK(from_hex(hex(as_bytes(text))) == to_bytes(as_bytes(text)));
  ASSAY_CHECK(from_base64(base64(as_bytes(text))) == to_bytes(as_bytes(text)));
}

void check_time(std::string_view text) {
  const auto time = parse_time(text);
  if (!time) return ASSAY_CHECK(is_clean(time.error().message));
  ASSAY_CHECK(to_unix(to_civil(*time)) == *time);
  // Offsets reach out of the four-digit years that the text form has room for.
  const int year = to_civil(*time).year;
  if (year >= 0 && year <= 9999) ASSAY_CHECK(parse_time(format_time(*time)) == *time);
}

// Not oid_from_text(): its guess at a wrong name costs more than all the rest.
void check_oid(std::string_view text) {
  if (const auto id = der::named(text)) {
    ASSAY_CHECK(der::known(der::octets(*id)) == id);
    ASSAY_CHECK(der::named(der::oid_text(der::octets(*id))) == id);
  }
  const auto content = der::oid_from_dotted(text);
  if (!content) return ASSAY_CHECK(is_clean(content.error().message));
  const auto dotted = der::oid_to_dotted(*content);
  ASSAY_CHECK(dotted.has_value() && *dotted == text);
}

void check_words(std::string_view text) {
  ASSAY_CHECK(case_id(limbo_id(text)) == text);
  ASSAY_CHECK(matches_glob(text, text) && matches_glob("*", text));
  ASSAY_CHECK(one_line(text).find('\n') == std::string::npos);
  std::string joined;
  for (const std::string_view part : split(text, '/')) joined.append(part).append("/");
  ASSAY_CHECK(text.empty() || joined == std::string(text) + "/");
}

void check_utf8(std::string_view text) {
  std::string written;
  bool sound = true;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view before = rest;
    const char32_t code_point = next_code_point(rest);
    ASSAY_CHECK(rest.size() < before.size());
    if (code_point == kReplacement && before.size() - rest.size() == 1) sound = false;
    append_utf8(written, code_point);
  }
  if (sound) ASSAY_CHECK(written == text);
}

}  // namespace
}  // namespace assay

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = assay::as_text({data, size});
  assay::check_encodings(text);
  assay::check_time(text);
  assay::check_oid(text);
  assay::check_words(text);
  assay::check_utf8(text);
  return 0;
}
