// A real MQTT broker, mosquitto, in tests.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "harness/cli/program_for_test.h"

namespace assay {

inline constexpr char kMosquitto[] = "/usr/sbin/mosquitto";

// BrokerFiles are PEM files.
struct BrokerFiles {
  std::string client_ca;  // the trust anchors of its clients
  std::string cert;       // its own chain, leaf first
  std::string key;
};

// free_port() is a port of 127.0.0.1 that nobody listened on a moment ago.
int free_port();

// A Broker speaks MQTT over TLS 1.2 or later on a port of 127.0.0.1, asks every client for a
// certificate, and lets it use the topics "assay/<its common name>" and below, and no others. It
// ends with the object, and with this process.
class Broker {
 public:
  // Waits until the broker listens; takes another port of `pick_port` when somebody was faster. The
  // test fails when it does not start.
  explicit Broker(const BrokerFiles& files, const std::function<int()>& pick_port = free_port);
  ~Broker();
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;

  [[nodiscard]] int port() const { return port_; }

  // logs() waits until the broker's log says `text` after all that was waited for before; false
  // when it does not within ten seconds.
  [[nodiscard]] bool logs(std::string_view text);

  [[nodiscard]] const std::string& log() const { return log_; }

  // stop() ends the broker as an administrator would and gives its exit status (128 + signal when
  // it was killed); -1 when it does not run.
  int stop();

 private:
  void start(const BrokerFiles& files);
  bool read_more(std::chrono::steady_clock::time_point deadline);

  TemporaryFolder folder_;
  int port_ = 0;
  pid_t pid_ = -1;
  int log_end_ = -1;
  std::string log_;
  std::size_t seen_ = 0;
};

}  // namespace assay
