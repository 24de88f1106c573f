// make_corpus: writes the made part of a corpus from the catalogue. The same catalogue gives the
// same octets. Usage: make_corpus FOLDER
#include <cstdio>
#include <string>

#include "harness/base/build_tree.h"
#include "harness/base/file.h"
#include "harness/der/pem.h"
#include "harness/model/limbo.h"
#include "harness/pki/catalogue.h"
#include "harness/target/protocol.h"

namespace assay {
namespace {

// Small keys and small inputs: a fuzzer changes single octets.
constexpr GenerateOptions kOptions{.seed = 1, .keys = KeyType::kEd25519, .instance = 0};
constexpr int kBadInput = 2;

// Cases whose certificates differ from each other in shape.
constexpr const char* kCases[] = {
    "profile/tls-server-3",
    "profile/mtls-client-3",
    "profile/crl-server-2",
    "profile/aio-quickstart-ec",
    "rfc5280/name-constraints/nc-ip4-permitted-match",
    "rfc5280/name-constraints/nc-dns-excluded-nomatch",
    "rfc5280/path-building/build-same-subject-different-keys",
};

class Corpus {
 public:
  explicit Corpus(std::string folder) : folder_(std::move(folder)) {}

  Result<void> put(const std::string& fuzzer, const std::string& name, BytesView octets) {
    const std::string folder = folder_ + "/" + fuzzer;
    ASSAY_CHECK_OK(make_directories(folder));
    return write_file(folder + "/" + name, as_text(octets));
  }

 private:
  std::string folder_;
};

Result<void> put_question(Corpus& corpus, const std::string& name, const Question& question) {
  ASSAY_CHECK_OK(corpus.put("der", name + "-leaf", question.leaf));
  ASSAY_CHECK_OK(corpus.put("der", name + "-key", question.leaf_key));
  ASSAY_CHECK_OK(corpus.put("certificate", name + "-leaf", question.leaf));
  ASSAY_CHECK_OK(corpus.put("certificate", name + "-anchor", question.anchors.front()));
  ASSAY_CHECK_OK(corpus.put("x509", name + "-leaf", question.leaf));
  ASSAY_CHECK_OK(corpus.put("oracle", name, encode(question)));
  std::string pem = "A leaf and its key\n" + der::write_pem("CERTIFICATE", question.leaf) +
                    der::write_pem("PRIVATE KEY", question.leaf_key);
  for (const Bytes& crl : question.crls) {
    pem += der::write_pem("X509 CRL", crl);
    ASSAY_CHECK_OK(corpus.put("der", name + "-crl", crl));
    ASSAY_CHECK_OK(corpus.put("x509", name + "-crl", crl));
  }
  return corpus.put("pem", name, as_bytes(pem));
}

TargetInfo sample_info() {
  return {"stack/variant",
          "Stack",
          "1.2.3",
          "1.2.0",
          "options",
          "/usr/lib/libstack.so.1",
          {Capability::kServerAuth, Capability::kTls13}};
}

StepReply sample_reply(const Question& question) {
  StepReply reply;
  reply.progress = Progress::kFailed;
  reply.out = {0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x30};
  reply.data = question.leaf_key;
  reply.alerts = {{AlertDirection::kSent, 2, 48}, {AlertDirection::kReceived, 1, 0}};
  reply.verdict = rejected(Reason::kUnknownIssuer, "20", "unable to get local issuer certificate");
  reply.version = "TLSv1.3";
  return reply;
}

Result<void> put_frames(Corpus& corpus, const Question& question) {
  EndpointConfig config;
  config.identity = {{question.leaf}, question.leaf_key};
  config.trust.time = question.time;
  config.trust.names = question.names;
  const Bytes payloads[] = {encode(sample_info()), encode(question),
                            encode(rejected(Reason::kExpired, "10", "certificate has expired")),
                            encode(config), encode(sample_reply(question))};
  constexpr const char* kNames[] = {"info", "question", "verdict", "open", "reply"};
  Bytes stream;
  for (std::size_t i = 0; i < std::size(payloads); ++i) {
    ASSAY_CHECK_OK(corpus.put("protocol", kNames[i], payloads[i]));
    append(stream, encode_frame(static_cast<FrameKind>(i), payloads[i]));
  }
  return corpus.put("protocol", "stream", stream);
}

Result<void> make(const std::string& vectors, const std::string& folder) {
  ASSAY_TRY(catalogue, load_catalogue(vectors));
  ASSAY_TRY(maker, CaseMaker::open(catalogue.keys_folder, kOptions));
  Corpus corpus(folder);
  for (const char* id : kCases) {
    const CatalogueEntry* entry = catalogue.find(id);
    if (entry == nullptr) return input_error(std::string("the catalogue has no case ") + id);
    ASSAY_TRY(made, maker.make(*entry));
    const std::string name = made.id.substr(made.id.rfind('/') + 1);
    ASSAY_CHECK_OK(put_question(corpus, name, made.question));
    ASSAY_TRY(suite, write_limbo({made}));
    ASSAY_CHECK_OK(corpus.put("limbo", name, as_bytes(suite)));
    if (name == "crl-server-2") ASSAY_CHECK_OK(put_frames(corpus, made.question));
  }
  return {};
}

}  // namespace
}  // namespace assay

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: make_corpus FOLDER\n");
    return assay::kBadInput;
  }
  const auto made = assay::make(source_dir() + "/vectors", argv[1]);
  if (made) return 0;
  std::fprintf(stderr, "%s\n", made.error().message.c_str());
  return assay::kBadInput;
}
