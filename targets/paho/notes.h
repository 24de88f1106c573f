// Notes: what Paho says about TLS while it works: alerts, the check of the server's name, and
// OpenSSL's errors.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace assay::paho {

// Notes may be taken from any thread: Paho has its own.
class Notes {
 public:
  // of_process() are the notes of this process. There is one such object because Paho's trace
  // callback is given no context.
  static Notes& of_process();

  // listen() lets Paho's trace come here.
  static void listen();

  // trace() takes one line of Paho's trace and keeps what it says about trust.
  void trace(std::string_view line);

  // error() takes one line of OpenSSL's error queue.
  void error(std::string_view line);

  // handshake_started() is whether a TLS handshake was begun at all.
  [[nodiscard]] bool handshake_started() const;

  // setup_failed() is whether OpenSSL took one of the files for none. Paho's trace alone says so in
  // every case: Paho takes the first error off the queue before it hands the others over.
  [[nodiscard]] bool setup_failed() const;

  // words() are the lines kept, in order, joined by "; ".
  [[nodiscard]] std::string words() const;

 private:
  void keep(std::string_view line);

  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
  std::string name_failure_;  // of the host name, until its check as an address succeeds
  bool handshake_started_ = false;
  bool setup_failed_ = false;
};

}  // namespace assay::paho
