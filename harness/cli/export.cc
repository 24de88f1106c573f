#include "harness/cli/export.h"

#include <filesystem>
#include <vector>

#include "harness/base/output_file.h"
#include "harness/der/pem.h"
#include "harness/pki/bundle.h"
#include "harness/report/folder.h"
#include "harness/report/kubernetes.h"

namespace assay {
namespace {

// A path that cannot be written is no fault of the case.
Result<void> put(const Case& what, const std::string& out, const char* suffix,
                 std::string_view octets, FileMode mode) {
  const std::string path = out + "/" + what.id + suffix;
  auto written = make_directories(std::filesystem::path(path).parent_path().string());
  if (written) written = write_soon(path, octets, mode);
  if (!written) written.error().kind = ErrorKind::kHarness;
  return written;
}

ExportFormat folder(std::string_view name, FolderFormat format) {
  return {name, [format](const Case& what, const std::string& out) {
            auto written = write_case_folder(what, out, format);
            if (!written) written.error().kind = ErrorKind::kHarness;
            return written;
          }};
}

Result<void> write_kubernetes(const Case& what, const std::string& out) {
  ASSAY_TRY(text, kubernetes_objects(what));
  return put(what, out, ".yaml", text, FileMode::kPrivate);
}

Result<void> write_pkcs7(const Case& what, const std::string& out) {
  ASSAY_TRY(der, pkcs7_bundle(what.question));
  return put(what, out, ".p7b", der::write_pem("PKCS7", der), FileMode::kPublic);
}

Result<void> write_pkcs12(const Case& what, const std::string& out) {
  ASSAY_TRY(der, pkcs12_bundle(what.question));
  return put(what, out, ".p12", as_text(der), FileMode::kPrivate);
}

Result<void> write_pkcs10(const Case& what, const std::string& out) {
  ASSAY_TRY(der, certification_request(what.question));
  return put(what, out, ".csr", der::write_pem("CERTIFICATE REQUEST", der), FileMode::kPublic);
}

}  // namespace

std::span<const ExportFormat> export_formats() {
  static const std::vector<ExportFormat> formats{
      folder("pem", FolderFormat::kPem), folder("der", FolderFormat::kDer),
      {"k8s", write_kubernetes},         {"pkcs7", write_pkcs7},
      {"pkcs12", write_pkcs12},          {"pkcs10", write_pkcs10},
  };
  return formats;
}

}  // namespace assay
