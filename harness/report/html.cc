#include "harness/report/html.h"

#include <string_view>
#include <utility>

#include "harness/base/bytes.h"
#include "harness/base/check.h"
#include "harness/report/deflate.h"
#include "harness/report/html_data.h"

namespace assay {

// The parts of the page, compiled in (cmake/embed.cmake).
std::string_view page_html();
std::string_view page_css();
std::string_view page_js();

std::string html_report(const Results& results) {
  const HtmlData data = html_data(results);
  const auto packed = [](std::string_view text) { return base64(as_bytes(deflate(text))); };
  const std::string run = packed(data.run);
  const std::string certificates = packed(data.certificates);
  const std::string octets = deflate(data.der);
  const std::string der = octets.size() <= kEmbeddedDerLimit ? base64(as_bytes(octets)) : "";
  const std::pair<std::string_view, std::string_view> parts[] = {{"@STYLE@", page_css()},
                                                                 {"@RUN@", run},
                                                                 {"@CERTIFICATES@", certificates},
                                                                 {"@DER@", der},
                                                                 {"@SCRIPT@", page_js()}};
  std::string page;
  std::string_view rest = page_html();
  for (const auto& [mark, part] : parts) {
    const std::size_t at = rest.find(mark);
    ASSAY_CHECK(at != std::string_view::npos);
    page.append(rest.substr(0, at)).append(part);
    rest.remove_prefix(at + mark.size());
  }
  return page.append(rest);
}

}  // namespace assay
