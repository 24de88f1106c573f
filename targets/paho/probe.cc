#include "targets/paho/probe.h"

#include <MQTTClient.h>

#include <chrono>
#include <cstring>
#include <memory>
#include <random>

#include "targets/paho/notes.h"

namespace assay::paho {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kQos = 1;

template <auto Free>
struct Freer {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

void destroy_client(void* client) { MQTTClient_destroy(&client); }
void free_message(MQTTClient_message* message) { MQTTClient_freeMessage(&message); }

using ClientPtr = std::unique_ptr<void, Freer<destroy_client>>;
using MessagePtr = std::unique_ptr<MQTTClient_message, Freer<free_message>>;
using TopicPtr = std::unique_ptr<char, Freer<MQTTClient_free>>;

std::string fresh_word() {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::random_device random;
  std::string word(32, '0');
  for (char& digit : word) digit = kDigits[random() % 16];
  return word;
}

const char* file_or_null(const std::string& path) { return path.empty() ? nullptr : path.c_str(); }

// TlsOptions point into `options`.
MQTTClient_SSLOptions tls_options(const ProbeOptions& options) {
  MQTTClient_SSLOptions tls = MQTTClient_SSLOptions_initializer;
  tls.trustStore = options.ca.c_str();
  tls.disableDefaultTrustStore = 1;
  tls.keyStore = file_or_null(options.cert);
  tls.privateKey = file_or_null(options.key);
  tls.enableServerCertAuth = 1;  // the chain
  tls.verify = 1;                // the name
  tls.ssl_error_context = &Notes::of_process();
  tls.ssl_error_cb = [](const char* text, std::size_t length, void* notes) {
    static_cast<Notes*>(notes)->error({text, length});
    return 1;
  };
  return tls;
}

int connect(void* client, const ProbeOptions& options) {
  MQTTClient_SSLOptions tls = tls_options(options);
  MQTTClient_connectOptions how = MQTTClient_connectOptions_initializer;
  how.ssl = &tls;
  how.cleansession = 1;
  how.connectTimeout = static_cast<int>((options.timeout_ms + 999) / 1000);
  // The default tries MQTT 3.1 after any failure: a refusal would be asked for twice.
  how.MQTTVersion = MQTTVERSION_3_1_1;
  return MQTTClient_connect(client, &how);
}

int publish(void* client, const ProbeOptions& options, const std::string& payload) {
  MQTTClient_message message = MQTTClient_message_initializer;
  message.payload = const_cast<char*>(payload.data());  // Paho only reads it
  message.payloadlen = static_cast<int>(payload.size());
  message.qos = kQos;
  MQTTClient_deliveryToken token = 0;
  const int code = MQTTClient_publishMessage(client, options.topic.c_str(), &message, &token);
  if (code != MQTTCLIENT_SUCCESS) return code;
  return MQTTClient_waitForCompletion(client, token, options.timeout_ms);
}

bool is_ours(const MQTTClient_message& message, const std::string& payload) {
  return message.qos == kQos && message.payloadlen == static_cast<int>(payload.size()) &&
         std::memcmp(message.payload, payload.data(), payload.size()) == 0;
}

// Others may speak on the topic too: what is not ours is passed over.
int await(void* client, const ProbeOptions& options, const std::string& payload) {
  const auto deadline = Clock::now() + std::chrono::milliseconds(options.timeout_ms);
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return MQTTCLIENT_FAILURE;
    char* topic_out = nullptr;
    int topic_length = 0;
    MQTTClient_message* message_out = nullptr;
    const int code = MQTTClient_receive(client, &topic_out, &topic_length, &message_out,
                                        static_cast<unsigned long>(left));
    const TopicPtr topic(topic_out);
    const MessagePtr message(message_out);
    if (message && is_ours(*message, payload)) return MQTTCLIENT_SUCCESS;
    if (code != MQTTCLIENT_SUCCESS && code != MQTTCLIENT_TOPICNAME_TRUNCATED) return code;
  }
}

ProbeReport report(Ending ending, int code, const std::string& step) {
  ProbeReport out;
  out.ending = ending;
  out.connected = step != "connect";
  out.code = code;
  if (code != MQTTCLIENT_SUCCESS) {
    const char* meaning = MQTTClient_strerror(code);
    out.words = step + ": " + (meaning != nullptr ? meaning : "code " + std::to_string(code));
  }
  const std::string notes = Notes::of_process().words();
  if (!out.words.empty() && !notes.empty()) out.words += "; ";
  out.words += notes;
  return out;
}

Ending ending_without_session() {
  const Notes& notes = Notes::of_process();
  if (notes.handshake_started()) return Ending::kRefused;
  return notes.setup_failed() ? Ending::kBadInput : Ending::kFailed;
}

ProbeReport exchange(void* client, const ProbeOptions& options) {
  const std::string payload = fresh_word();
  int code = MQTTClient_subscribe(client, options.topic.c_str(), kQos);
  if (code != MQTTCLIENT_SUCCESS) return report(Ending::kFailed, code, "subscribe");
  code = publish(client, options, payload);
  if (code != MQTTCLIENT_SUCCESS) return report(Ending::kFailed, code, "publish");
  code = await(client, options, payload);
  if (code != MQTTCLIENT_SUCCESS) return report(Ending::kFailed, code, "receive");
  return report(Ending::kDelivered, code, "receive");
}

}  // namespace

ProbeReport probe(const ProbeOptions& options) {
  Notes::listen();
  const std::string address = "ssl://" + options.host + ":" + std::to_string(options.port);
  void* created = nullptr;
  int code = MQTTClient_create(&created, address.c_str(), ("assay-" + fresh_word()).c_str(),
                               MQTTCLIENT_PERSISTENCE_NONE, nullptr);
  const ClientPtr client(created);
  if (code != MQTTCLIENT_SUCCESS) return report(Ending::kFailed, code, "connect");
  code = connect(client.get(), options);
  if (code != MQTTCLIENT_SUCCESS) return report(ending_without_session(), code, "connect");
  ProbeReport out = exchange(client.get(), options);
  MQTTClient_disconnect(client.get(), 0);
  return out;
}

}  // namespace assay::paho
