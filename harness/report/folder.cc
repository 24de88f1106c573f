#include "harness/report/folder.h"

#include <fmt/format.h>

#include <vector>

#include "harness/base/output_file.h"
#include "harness/der/pem.h"
#include "harness/model/case_json.h"
#include "harness/model/limbo_json.h"

namespace assay {
namespace {

constexpr char kCertificate[] = "CERTIFICATE";
constexpr char kCrl[] = "X509 CRL";
constexpr char kPrivateKey[] = "PRIVATE KEY";

// A list of blobs is one PEM file, or a numbered DER file each; the names are what question.json
// and openssl.sh refer to.
class Folder {
 public:
  Folder(std::string path, FolderFormat format) : path_(std::move(path)), format_(format) {}

  Result<std::vector<std::string>> write_list(const std::string& name, const char* label,
                                              const std::vector<Bytes>& blobs) {
    std::vector<std::string> names;
    if (blobs.empty()) return names;
    if (format_ == FolderFormat::kPem) {
      std::string text;
      for (const Bytes& blob : blobs) text += der::write_pem(label, blob);
      ASSAY_CHECK_OK(write(name + ".pem", text, FileMode::kPublic));
      return std::vector{name + ".pem"};
    }
    for (std::size_t i = 0; i < blobs.size(); ++i) {
      names.push_back(fmt::format("{}-{}.der", name, i));
      ASSAY_CHECK_OK(write(names.back(), as_text(blobs[i]), FileMode::kPublic));
    }
    return names;
  }

  Result<std::string> write_one(const std::string& name, const char* label, const Bytes& blob,
                                FileMode mode) {
    const bool pem = format_ == FolderFormat::kPem;
    const std::string file = name + (pem ? ".pem" : ".der");
    ASSAY_CHECK_OK(
        write(file, pem ? der::write_pem(label, blob) : std::string(as_text(blob)), mode));
    return file;
  }

  // OCSP responses have no PEM form: what reads them reads DER.
  Result<std::vector<std::string>> write_ocsp(const std::vector<Bytes>& responses) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < responses.size(); ++i) {
      names.push_back(fmt::format("ocsp-{}.der", i));
      ASSAY_CHECK_OK(write(names.back(), as_text(responses[i]), FileMode::kPublic));
    }
    return names;
  }

  Result<void> write(const std::string& name, std::string_view text, FileMode mode) {
    return write_soon(path_ + "/" + name, text, mode);
  }

 private:
  std::string path_;
  FolderFormat format_;
};

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// What the `openssl verify` command has no option for; empty when it has all.
std::string unaskable(const Question& q) {
  if (q.names.size() > 1) return "several names of which any may match";
  if (!q.names.empty() && q.names[0].kind == NameKind::kUri) return "a URI name";
  if (!q.ocsp.empty()) return "OCSP responses";
  if (!q.key_usages.empty()) return "key usages that the caller demands";
  if (!q.extended_key_usages.empty()) return "extended key usages that the caller demands";
  if (!q.signature_algorithms.empty()) return "a list of allowed signature algorithms";
  if (q.revocation == RevocationMode::kIfPresent) return "revocation checked only if present";
  return "";
}

std::string name_option(const PeerName& name) {
  const char* option = name.kind == NameKind::kDns  ? "-verify_hostname "
                       : name.kind == NameKind::kIp ? "-verify_ip "
                                                    : "-verify_email ";
  return option + quoted(name.value);
}

std::vector<std::string> policy_options(const PolicyInputs& policy) {
  std::vector<std::string> options;
  if (policy == PolicyInputs{}) return options;
  options.emplace_back("-policy_check");
  for (const std::string& oid : policy.initial_policy_set) options.push_back("-policy " + oid);
  if (policy.explicit_policy) options.emplace_back("-explicit_policy");
  if (policy.policy_mapping_inhibit) options.emplace_back("-inhibit_map");
  if (policy.any_policy_inhibit) options.emplace_back("-inhibit_any");
  return options;
}

// The command takes a list as one PEM file; of DER files it takes as many options as there are.
void add_files(std::vector<std::string>& options, const std::string& option,
               const std::string& name, std::size_t count, FolderFormat format) {
  if (count == 0) return;
  if (format == FolderFormat::kPem) {
    options.push_back(option + " " + name + ".pem");
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    options.push_back(fmt::format("{} {}-{}.der", option, name, i));
  }
}

std::vector<std::string> verify_options(const Question& q, FolderFormat format) {
  std::vector<std::string> options{"-no-CAfile -no-CApath -no-CAstore"};
  add_files(options, "-trusted", "anchors", q.anchors.size(), format);
  add_files(options, "-untrusted", "pool", q.pool.size(), format);
  options.push_back(fmt::format("-attime {}", q.time));
  options.emplace_back(q.purpose == Purpose::kServerAuth ? "-purpose sslserver"
                                                         : "-purpose sslclient");
  if (!q.names.empty()) options.push_back(name_option(q.names[0]));
  if (q.max_depth) options.push_back(fmt::format("-verify_depth {}", *q.max_depth));
  if (q.revocation != RevocationMode::kOff) {
    options.emplace_back(q.revocation == RevocationMode::kRequireLeaf ? "-crl_check"
                                                                      : "-crl_check_all");
    add_files(options, "-CRLfile", "crls", q.crls.size(), format);
  }
  for (std::string& option : policy_options(q.policy)) options.push_back(std::move(option));
  return options;
}

}  // namespace

std::string openssl_script(const Case& what, FolderFormat format) {
  std::string script = fmt::format(
      "#!/bin/sh\n# {}\n# {}\n# Expected: {}. Exit status 0 accepts.\ncd \"$(dirname \"$0\")\" || "
      "exit 125\n",
      one_line(what.id), one_line(what.title), name_of(what.expected(what.question.ruleset)));
  if (const std::string lack = unaskable(what.question); !lack.empty()) {
    return script + "echo 'the openssl command has no option for " + lack + "' >&2\nexit 125\n";
  }
  script += "exec openssl verify";
  for (const std::string& option : verify_options(what.question, format)) {
    script += " \\\n  " + option;
  }
  script += format == FolderFormat::kPem ? " \\\n  leaf.pem\n" : " \\\n  leaf.der\n";
  return script;
}

Result<void> write_case_folder(const Case& what, const std::string& out, FolderFormat format) {
  const std::string path = out + "/" + what.id;
  ASSAY_CHECK_OK(make_directories(path));
  Folder folder(path, format);
  const Question& q = what.question;
  ASSAY_TRY(leaf, folder.write_one("leaf", kCertificate, q.leaf, FileMode::kPublic));
  ASSAY_TRY(pool, folder.write_list("pool", kCertificate, q.pool));
  ASSAY_TRY(anchors, folder.write_list("anchors", kCertificate, q.anchors));
  ASSAY_TRY(crls, folder.write_list("crls", kCrl, q.crls));
  ASSAY_TRY(ocsp, folder.write_ocsp(q.ocsp));
  QuestionFiles files{leaf, pool, anchors, crls, ocsp, {}};
  if (!q.leaf_key.empty()) {
    ASSAY_TRY(key, folder.write_one("leaf-key", kPrivateKey, q.leaf_key, FileMode::kPrivate));
    files.leaf_key = key;
  }
  ASSAY_TRY(question, dump_json(question_json(q, files)));
  ASSAY_CHECK_OK(folder.write(kQuestionFile, question, FileMode::kPublic));
  ASSAY_TRY(expected, dump_json(case_json(what)));
  ASSAY_CHECK_OK(folder.write(kCaseFile, expected, FileMode::kPublic));
  return folder.write("openssl.sh", openssl_script(what, format), FileMode::kExecutable);
}

}  // namespace assay
