#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "harness/der/pem.h"
#include "harness/model/case_json.h"
#include "harness/model/limbo_json.h"
#include "harness/model/private_key_info.h"
#include "harness/model/suite.h"

namespace assay {
namespace {

constexpr std::string_view kCertificate = "CERTIFICATE";
constexpr std::string_view kCrl = "X509 CRL";
constexpr std::string_view kKeyEnd = "PRIVATE KEY";

// "a/b/c.pem" is folder "a/b", file "c.pem".
std::string_view folder_of(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : name.substr(0, slash);
}
std::string_view file_of(std::string_view name) { return name.substr(name.rfind('/') + 1); }
std::string in_folder(std::string_view folder, std::string_view file) {
  return folder.empty() ? std::string(file) : fmt::format("{}/{}", folder, file);
}

bool is_pem(const NamedFile& file) {
  if (file.name.ends_with(".pem")) return true;
  return !file.name.ends_with(".der") && file.octets.find("-----BEGIN ") != std::string::npos;
}

// Contents are the blocks of a PEM file, or a DER file's octets as one certificate or CRL.
Result<std::vector<der::PemBlock>> contents(const NamedFile& file) {
  if (!is_pem(file)) {
    const std::string_view label = file.name.ends_with(".crl") ? kCrl : kCertificate;
    return std::vector{der::PemBlock{std::string(label), to_bytes(as_bytes(file.octets)), 1}};
  }
  auto blocks = der::read_pem(file.octets);
  if (!blocks) return fail(std::move(blocks).error().in(one_line(file.name)));
  return blocks;
}

// --- The layout that has a question.json a case.

class FolderReader {
 public:
  FolderReader(std::span<const NamedFile> files, UnixTime default_time)
      : default_time_(default_time) {
    for (const NamedFile& each : files) files_.emplace(each.name, &each);
  }

  Result<Case> read(const NamedFile& question_file) {
    folder_ = folder_of(question_file.name);
    Case made;
    const std::string place = one_line(question_file.name);
    ASSAY_TRY(json, parse(question_file));
    ASSAY_TRY(names, read_question_json(json, place, default_time_, made.question));
    Question& question = made.question;
    ASSAY_TRY(leaf, load({names.leaf}, kCertificate));
    if (leaf.size() != 1) {
      return input_error(
          fmt::format("{}: leaf: expected one certificate, found {}", place, leaf.size()));
    }
    question.leaf = std::move(leaf.front());
    const std::tuple<const std::vector<std::string>&, std::string_view, std::vector<Bytes>&>
        lists[] = {{names.pool, kCertificate, question.pool},
                   {names.anchors, kCertificate, question.anchors},
                   {names.crls, kCrl, question.crls},
                   {names.ocsp, "", question.ocsp}};
    for (const auto& [from, label, to] : lists) {
      ASSAY_TRY(loaded, load(from, label));
      to = std::move(loaded);
    }
    if (!names.leaf_key.empty()) {
      ASSAY_TRY(key, load({names.leaf_key}, kKeyEnd));
      if (key.size() != 1) return input_error(place + ": leaf_key: expected one private key");
      question.leaf_key = std::move(key.front());
    }
    ASSAY_CHECK_OK(read_case_file(made));
    return made;
  }

 private:
  static Result<nlohmann::json> parse(const NamedFile& file) {
    auto json = parse_json(file.octets);
    if (!json) return fail(std::move(json).error().in(one_line(file.name)));
    return json;
  }

  Result<void> read_case_file(Case& made) {
    const auto found = files_.find(in_folder(folder_, kCaseFile));
    if (found == files_.end()) {
      made.id = folder_.empty() ? "folder" : folder_;
      made.title = "Files of " + made.id;
      made.foreign = true;
      made.expect[Ruleset::kRfc5280] = Expectation::kEither;
      return {};
    }
    ASSAY_TRY(json, parse(*found->second));
    return read_case_json(json, one_line(found->first), made);
  }

  // The files are those that were given: a name cannot lead out of their folder.
  Result<std::vector<Bytes>> load(const std::vector<std::string>& names, std::string_view label) {
    std::vector<Bytes> list;
    for (const std::string& name : names) {
      const auto found = files_.find(in_folder(folder_, name));
      if (found == files_.end()) {
        return input_error(fmt::format("{}: names the file {}, which is not there",
                                       one_line(in_folder(folder_, kQuestionFile)),
                                       one_line(name, 80)));
      }
      if (!is_pem(*found->second)) {
        list.push_back(to_bytes(as_bytes(found->second->octets)));
        continue;
      }
      ASSAY_TRY(blocks, contents(*found->second));
      for (der::PemBlock& block : blocks) {
        if (block.label != label) {
          return input_error(fmt::format("{}:{}: a block '{}' where '{}' is expected",
                                         one_line(found->first), block.line,
                                         one_line(block.label, 60), label));
        }
        list.push_back(std::move(block.der));
      }
    }
    return list;
  }

  UnixTime default_time_;
  std::map<std::string, const NamedFile*, std::less<>> files_;
  std::string folder_;
};

// --- Chain files.

enum class Role { kChain, kAnchors, kMore };

// "root-2.pem" is a "root"; "rooted.pem" is none.
bool begins_with_word(std::string_view stem, std::string_view word) {
  if (!stem.starts_with(word)) return false;
  return stem.size() == word.size() ||
         std::string_view(".-_").find(stem[word.size()]) != std::string_view::npos;
}

Role role_of(std::string_view name) {
  std::string_view stem = file_of(name);
  stem = stem.substr(0, stem.rfind('.'));
  for (const std::string_view word : {"ca", "root", "roots", "anchor", "anchors"}) {
    if (begins_with_word(stem, word)) return Role::kAnchors;
  }
  for (const std::string_view word : {"chain", "pool", "intermediate", "intermediates"}) {
    if (begins_with_word(stem, word)) return Role::kMore;
  }
  return Role::kChain;
}

struct Material {
  std::vector<Bytes> certificates;
  std::vector<Bytes> crls;
  Bytes key;
};

Result<Material> material(const NamedFile& file, std::vector<std::string>& warnings) {
  Material found;
  ASSAY_TRY(blocks, contents(file));
  for (der::PemBlock& block : blocks) {
    if (block.label == kCertificate) {
      found.certificates.push_back(std::move(block.der));
    } else if (block.label == kCrl) {
      found.crls.push_back(std::move(block.der));
    } else if (block.label.ends_with(kKeyEnd)) {
      auto key = private_key_info(block.label, block.der);
      if (key) {
        found.key = *std::move(key);
      } else {
        warnings.push_back(fmt::format("{}:{}: the key is left out: {}", one_line(file.name),
                                       block.line, one_line(key.error().message)));
      }
    }
  }
  return found;
}

// What the files of a folder share.
struct Shared {
  std::vector<Bytes> anchors;
  std::vector<Bytes> more;
  std::vector<Bytes> crls;
};

class ChainReader {
 public:
  Result<Suite> read(std::span<const NamedFile> files, UnixTime default_time) {
    for (const NamedFile& file : files) ASSAY_CHECK_OK(sort(file));
    for (auto& [name, chain] : chains_) {
      suite_.cases.push_back(make(name, std::move(chain), default_time));
      if (!suite_.cases.back().question.anchors.empty()) continue;
      suite_.warnings.push_back(one_line(name) +
                                ": nothing is trusted: no file ca, root or anchors is beside it");
    }
    return std::move(suite_);
  }

 private:
  Result<void> sort(const NamedFile& file) {
    if (file.name.ends_with(".json")) return {};
    ASSAY_TRY(found, material(file, suite_.warnings));
    Shared& shared = shared_[std::string(folder_of(file.name))];
    const auto move_to = [](std::vector<Bytes>& from, std::vector<Bytes>& to) {
      std::move(from.begin(), from.end(), std::back_inserter(to));
    };
    move_to(found.crls, shared.crls);
    switch (role_of(file.name)) {
      case Role::kAnchors:
        move_to(found.certificates, shared.anchors);
        return {};
      case Role::kMore:
        move_to(found.certificates, shared.more);
        return {};
      case Role::kChain:
        break;
    }
    if (!found.certificates.empty()) chains_.emplace_back(file.name, std::move(found));
    return {};
  }

  // The nearest folder upwards that has any.
  const std::vector<Bytes>& nearest_list(std::string_view folder,
                                         std::vector<Bytes> Shared::*list) const {
    static const std::vector<Bytes> kNone;
    for (;;) {
      const auto found = shared_.find(folder);
      if (found != shared_.end() && !(found->second.*list).empty()) return found->second.*list;
      if (folder.empty()) return kNone;
      folder = folder_of(folder);
    }
  }

  Case make(const std::string& name, Material chain, UnixTime default_time) const {
    Case made;
    made.id = name;
    made.title = "The chain of " + name;
    made.foreign = true;
    made.expect[Ruleset::kRfc5280] = Expectation::kEither;
    made.tags = {kRunStartTag};
    Question& question = made.question;
    question.time = default_time;
    question.leaf = std::move(chain.certificates.front());
    question.pool.assign(std::make_move_iterator(chain.certificates.begin() + 1),
                         std::make_move_iterator(chain.certificates.end()));
    const std::string_view folder = folder_of(name);
    const std::vector<Bytes>& more = nearest_list(folder, &Shared::more);
    question.pool.insert(question.pool.end(), more.begin(), more.end());
    question.anchors = nearest_list(folder, &Shared::anchors);
    question.crls = nearest_list(folder, &Shared::crls);
    if (!question.crls.empty()) question.revocation = RevocationMode::kIfPresent;
    question.leaf_key = std::move(chain.key);
    return made;
  }

  Suite suite_;
  std::map<std::string, Shared, std::less<>> shared_;
  std::vector<std::pair<std::string, Material>> chains_;
};

bool is_question(const NamedFile& file) { return file_of(file.name) == kQuestionFile; }

}  // namespace

bool is_suite_file(std::string_view name) {
  const std::string_view file = file_of(name);
  if (file == kQuestionFile || file == kCaseFile) return true;
  for (const std::string_view end : {".pem", ".der", ".crt", ".cer", ".crl"}) {
    if (file.ends_with(end)) return true;
  }
  return false;
}

Result<Suite> read_case_folders(std::span<const NamedFile> files, UnixTime default_time) {
  if (std::none_of(files.begin(), files.end(), is_question)) {
    auto suite = ChainReader().read(files, default_time);
    if (suite && suite->cases.empty()) {
      return input_error("no chain: neither a question.json nor a PEM or DER certificate");
    }
    return suite;
  }
  Suite suite;
  std::set<std::string> ids;
  FolderReader reader(files, default_time);
  for (const NamedFile& file : files) {
    if (!is_question(file)) continue;
    ASSAY_TRY(made, reader.read(file));
    if (!ids.insert(made.id).second) {
      return input_error(
          fmt::format("{}: the id {} occurs twice", one_line(file.name), one_line(made.id)));
    }
    suite.cases.push_back(std::move(made));
  }
  return suite;
}

}  // namespace assay
