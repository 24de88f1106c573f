// MQTT for real: mosquitto on one side, Paho MQTT C on the other, certificates of ours on both.
//
// Both live on the machine's clock, so the catalogue's profiles are moved around the present.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <ctime>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>

#include "harness/base/build_tree.h"
#include "harness/base/file.h"
#include "harness/base/yaml.h"
#include "harness/cli/broker_for_test.h"
#include "harness/cli/program_for_test.h"
#include "harness/der/pem.h"
#include "harness/pki/chain.h"
#include "harness/pki/profile_reader.h"

namespace assay {
namespace {

const std::string kProbe = build_dir() + "/paho_probe";
constexpr UnixTime kDay = 86'400;

// Edits are made over a profile of the catalogue, as a case's edit is.
constexpr char kLoopbackServer[] =
    "leaf: { subject_alternative_name: { dns: [localhost], ip: [127.0.0.1] } }";
constexpr char kOtherServer[] =
    "leaf: { subject_alternative_name: { dns: [other.assay.test], ip: [192.0.2.1] } }";
constexpr char kStrangerRoot[] =
    "root: { subject: [{ CN: stranger root }], key_of: stranger-root }";
constexpr char kWithoutIntermediate[] = "question: { pool: [] }";

std::string expired() {
  return fmt::format("leaf: {{ not_after: {} }}", format_time(std::time(nullptr) - kDay));
}

// profile_now() is a profile of the catalogue whose certificates are all valid since thirty days,
// and for thirty more.
HierarchyProfile profile_now(const std::string& name) {
  const auto root = load_yaml(source_dir() + "/vectors/profiles/" + name + ".yaml");
  EXPECT_TRUE(root) << root.error().message;
  Mistakes mistakes;
  HierarchyProfile profile = ProfileReader(YamlReader(name, mistakes)).read(root.value());
  EXPECT_TRUE(mistakes.empty()) << mistakes.result().error().message;
  for (std::size_t i = 0; i < profile.certificates.size(); ++i) {
    CertificateProfile& certificate = profile.certificates.edit(i);
    certificate.not_before = std::time(nullptr) - 30 * kDay;
    certificate.not_after = std::time(nullptr) + 30 * kDay;
  }
  return profile;
}

HierarchyProfile edited(HierarchyProfile profile, const std::string& edit) {
  if (edit.empty()) return profile;
  Mistakes mistakes;
  ProfileReader(YamlReader("edit", mistakes)).edit(parse_yaml(edit, "edit").value(), profile);
  EXPECT_TRUE(mistakes.empty()) << mistakes.result().error().message;
  return profile;
}

// A curve: each certificate has a key of its own, that of the other hierarchy's root too.
Question make_question(const HierarchyProfile& profile) {
  auto pool = KeyPool::open(source_dir() + "/vectors/keys");
  SignatureCache cache;
  auto chain = make_chain(profile, {.keys = KeyType::kP256}, pool.value(), cache);
  EXPECT_TRUE(chain) << chain.error().message;
  return chain.value().question;
}

// Identity is a party's files.
struct Identity {
  std::string anchors;  // of whoever verifies it
  std::string cert;     // leaf first
  std::string key;
};

Identity write_identity(const Question& question, const std::string& prefix) {
  const Identity files{prefix + "-ca.pem", prefix + "-chain.pem", prefix + "-key.pem"};
  std::string chain = der::write_pem("CERTIFICATE", question.leaf);
  for (const Bytes& each : question.pool) chain += der::write_pem("CERTIFICATE", each);
  EXPECT_TRUE(write_file(files.anchors, der::write_pem("CERTIFICATE", question.anchors.at(0))));
  EXPECT_TRUE(write_file(files.cert, chain));
  EXPECT_TRUE(
      write_file(files.key, der::write_pem("PRIVATE KEY", question.leaf_key), FileMode::kPrivate));
  return files;
}

// Paho has no choice of the version; OpenSSL takes it from its configuration.
std::string only_tls(const std::string& version, const std::string& path) {
  EXPECT_TRUE(write_file(path, fmt::format("openssl_conf = init\n"
                                           "[init]\nssl_conf = ssl\n"
                                           "[ssl]\nsystem_default = tls\n"
                                           "[tls]\nMinProtocol = TLSv{0}\nMaxProtocol = TLSv{0}\n",
                                           version)));
  return "OPENSSL_CONF=" + path;
}

struct ProbeAnswer {
  int status = -1;
  bool connected = false;
  bool delivered = false;
  std::string words;
  std::string all;  // for messages of failed tests
};

ProbeAnswer answer_of(const ProgramRun& run) {
  ProbeAnswer answer;
  answer.status = run.status;
  answer.all = fmt::format("status {}\n{}{}", run.status, run.out, run.err);
  const auto json = nlohmann::json::parse(run.out, nullptr, false);
  EXPECT_TRUE(json.is_object()) << answer.all;
  if (!json.is_object()) return answer;
  answer.connected = json.at("connected").get<bool>();
  answer.delivered = json.at("delivered").get<bool>();
  answer.words = json.at("words").get<std::string>();
  return answer;
}

class MqttTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kMosquitto)) {
      GTEST_SKIP() << "no broker: " << kMosquitto << " is not there (Debian: mosquitto)";
    }
    if (!std::filesystem::exists(kProbe)) {
      GTEST_SKIP() << "no client: built without Paho MQTT C (Debian: libpaho-mqtt-dev)";
    }
  }

  Identity server(const std::string& name, const std::string& edit = "") {
    const HierarchyProfile twin = edited(profile_now("tls-server-3"), kLoopbackServer);
    return write_identity(make_question(edited(twin, edit)), folder_ / name);
  }

  Identity device(const std::string& name, const std::string& edit = "") {
    return write_identity(make_question(edited(profile_now("mtls-client-3"), edit)),
                          folder_ / name);
  }

  // The device's name is the broker's word for it: without the certificate, the topic is closed.
  ProbeAnswer probe(const Broker& broker, const Identity& server,
                    const std::optional<Identity>& device, const std::string& tls,
                    const std::string& host = "127.0.0.1") {
    std::vector<std::string> words{kProbe, "--host", host, "--port", std::to_string(broker.port())};
    words.insert(words.end(), {"--ca", server.anchors, "--topic", "assay/device-0001"});
    if (device) words.insert(words.end(), {"--cert", device->cert, "--key", device->key});
    return answer_of(run_command(words, {only_tls(tls, folder_ / "openssl.cnf")}));
  }

  TemporaryFolder folder_;
};

void expect_delivered(const ProbeAnswer& answer) {
  EXPECT_EQ(answer.status, 0) << answer.all;
  EXPECT_TRUE(answer.connected) << answer.all;
  EXPECT_TRUE(answer.delivered) << answer.all;
}

void expect_refused(const ProbeAnswer& answer) {
  EXPECT_EQ(answer.status, 1) << answer.all;
  EXPECT_FALSE(answer.connected) << answer.all;
  EXPECT_FALSE(answer.delivered) << answer.all;
}

BrokerFiles files_of(const Identity& server, const Identity& device) {
  return {device.anchors, server.cert, server.key};
}

TEST_F(MqttTest, a_message_goes_out_and_comes_back_by_name_and_by_address) {
  const Identity good_server = server("server");
  const Identity good_device = device("device");
  Broker broker(files_of(good_server, good_device));
  for (const char* tls : {"1.2", "1.3"}) {
    for (const char* host : {"localhost", "127.0.0.1"}) {
      SCOPED_TRACE(fmt::format("{} over TLS {}", host, tls));
      expect_delivered(probe(broker, good_server, good_device, tls, host));
      EXPECT_TRUE(broker.logs("u'device-0001'")) << broker.log();
    }
  }
}

TEST_F(MqttTest, a_stopped_broker_has_ended_cleanly_and_nobody_answers) {
  const Identity good_server = server("server");
  const Identity good_device = device("device");
  Broker broker(files_of(good_server, good_device));
  EXPECT_EQ(broker.stop(), 0) << broker.log();
  const ProbeAnswer answer = probe(broker, good_server, good_device, "1.3");
  EXPECT_EQ(answer.status, 3) << answer.all;
  EXPECT_FALSE(answer.connected) << answer.all;
}

TEST_F(MqttTest, a_port_that_somebody_took_first_is_replaced_by_another) {
  const Identity good_server = server("server");
  const Identity good_device = device("device");
  const BrokerFiles files = files_of(good_server, good_device);
  const Broker first(files);
  int picks = 0;
  Broker second(files, [&] { return picks++ == 0 ? first.port() : free_port(); });
  EXPECT_EQ(picks, 2);
  expect_delivered(probe(second, good_server, good_device, "1.3"));
}

TEST_F(MqttTest, the_probe_blames_bad_usage_and_bad_files_with_2) {
  const Identity good_server = server("server");
  const Identity good_device = device("device");
  const Broker broker(files_of(good_server, good_device));
  const std::string noise = folder_ / "noise.pem";
  ASSERT_TRUE(write_file(noise, "no certificate\n"));
  const std::vector<std::string> rows[] = {
      {},
      {"--ca", folder_ / "missing.pem"},
      {"--ca", good_server.anchors, "--cert", good_device.cert},
      {"--ca", noise},
      {"--ca", good_server.anchors, "--cert", noise, "--key", good_device.key},
      {"--ca", good_server.anchors, "--cert", good_device.cert, "--key", good_server.key},
  };
  for (const std::vector<std::string>& row : rows) {
    std::vector<std::string> words{kProbe, "--port", std::to_string(broker.port())};
    words.insert(words.end(), row.begin(), row.end());
    const ProgramRun run = run_command(words);
    EXPECT_EQ(run.status, 2) << fmt::format("{}\n", fmt::join(words, " ")) << run.out << run.err;
  }
}

// A row and the version of TLS that both sides are held to.
template <typename Row>
using RowAndTls = std::tuple<Row, std::string>;

struct RowAndTlsName {
  template <typename Row>
  std::string operator()(const testing::TestParamInfo<RowAndTls<Row>>& info) const {
    const auto& [row, tls] = info.param;
    return fmt::format("{}_tls1{}", row.name, tls.back());
  }
};

struct ClientRow {
  const char* name;
  std::optional<std::string> edit;  // of the twin; none: no certificate at all
  const char* alert;                // that reaches the client under TLS 1.2
  const char* log;                  // what the broker says
};

void PrintTo(const ClientRow& row, std::ostream* out) { *out << row.name; }

class MqttBrokerRefuses : public MqttTest,
                          public testing::WithParamInterface<RowAndTls<ClientRow>> {};

TEST_P(MqttBrokerRefuses, the_client_and_serves_its_twin) {
  const auto& [row, tls] = GetParam();
  const Identity good_server = server("server");
  const Identity twin = device("twin");
  std::optional<Identity> refused;
  if (row.edit) refused = device("refused", *row.edit);
  Broker broker(files_of(good_server, twin));
  expect_delivered(probe(broker, good_server, twin, tls));

  const ProbeAnswer answer = probe(broker, good_server, refused, tls);
  expect_refused(answer);
  EXPECT_TRUE(broker.logs(row.log)) << broker.log();
  // Under TLS 1.3 the client is done before its certificate is judged. The alert then meets its
  // first message on the way, and the reset that answers the message can be faster.
  if (tls == "1.2") {
    EXPECT_NE(answer.words.find("alert read:fatal:" + std::string(row.alert)), std::string::npos)
        << answer.all;
  }

  expect_delivered(probe(broker, good_server, twin, tls));
}

const ClientRow kClients[] = {
    {"expired", expired(), "certificate expired", "certificate verify failed"},
    {"unknown_root", kStrangerRoot, "unknown CA", "certificate verify failed"},
    {"no_certificate", std::nullopt, "handshake failure", "peer did not return a certificate"},
};

INSTANTIATE_TEST_SUITE_P(Clients, MqttBrokerRefuses,
                         testing::Combine(testing::ValuesIn(kClients),
                                          testing::Values("1.2", "1.3")),
                         RowAndTlsName());

struct ServerRow {
  const char* name;
  std::string edit;  // of the twin
  const char* host;
  const char* words;  // of Paho
};

void PrintTo(const ServerRow& row, std::ostream* out) { *out << row.name; }

class MqttPahoRefuses : public MqttTest,
                        public testing::WithParamInterface<RowAndTls<ServerRow>> {};

TEST_P(MqttPahoRefuses, the_server_and_trusts_its_twin) {
  const auto& [row, tls] = GetParam();
  const Identity twin = server("twin");
  const Identity good_device = device("device");
  Broker twin_broker(files_of(twin, good_device));
  Broker refused_broker(files_of(server("refused", row.edit), good_device));

  const ProbeAnswer answer = probe(refused_broker, twin, good_device, tls, row.host);
  expect_refused(answer);
  EXPECT_NE(answer.words.find(row.words), std::string::npos) << answer.all;

  expect_delivered(probe(twin_broker, twin, good_device, tls, row.host));
}

const ServerRow kServers[] = {
    {"other_name", kOtherServer, "localhost", "X509_check_host for hostname localhost failed"},
    {"other_address", kOtherServer, "127.0.0.1", "X509_check_host for hostname 127.0.0.1 failed"},
    {"expired_leaf", expired(), "127.0.0.1", "alert write:fatal:certificate expired"},
    {"missing_intermediate", kWithoutIntermediate, "127.0.0.1", "alert write:fatal:unknown CA"},
};

INSTANTIATE_TEST_SUITE_P(Servers, MqttPahoRefuses,
                         testing::Combine(testing::ValuesIn(kServers),
                                          testing::Values("1.2", "1.3")),
                         RowAndTlsName());

}  // namespace
}  // namespace assay
