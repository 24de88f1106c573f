#include "targets/paho/notes.h"

#include <MQTTClient.h>

namespace assay::paho {
namespace {

// Each line of the trace begins with its time; what follows begins with one of these.
constexpr std::string_view kHandshakeStarted = "SSL handshake started";
constexpr std::string_view kAlert = "SSL alert ";
constexpr std::string_view kNameFailed = "X509_check_host for hostname";
constexpr std::string_view kAddressMatches = "rc from X509_check_ip_asc is 1";
constexpr std::string_view kSystemError = "SSLSocket error (5)";  // SSL_ERROR_SYSCALL
constexpr std::string_view kSetup = " in SSL_CTX_";

std::string_view from(std::string_view line, std::string_view beginning) {
  const std::size_t at = line.find(beginning);
  return at == std::string_view::npos ? std::string_view{} : line.substr(at);
}

std::string_view without_line_end(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

Notes& Notes::of_process() {
  static Notes notes;
  return notes;
}

void Notes::listen() {
  MQTTClient_setTraceLevel(MQTTCLIENT_TRACE_MINIMUM);
  MQTTClient_setTraceCallback([](MQTTCLIENT_TRACE_LEVELS, char* message) {
    if (message != nullptr) of_process().trace(message);
  });
}

void Notes::trace(std::string_view line) {
  const std::lock_guard lock(mutex_);
  if (!from(line, kHandshakeStarted).empty()) handshake_started_ = true;
  keep(from(line, kAlert));
  keep(from(line, kSystemError));
  const std::string_view setup = from(line, kSetup);
  if (!setup.empty()) {
    setup_failed_ = true;
    keep("failed" + std::string(setup.substr(0, setup.find(" for socket"))));
  }
  // Paho takes every host for a name first, addresses too.
  const std::string_view failure = from(line, kNameFailed);
  if (!failure.empty()) name_failure_ = without_line_end(failure);
  if (!from(line, kAddressMatches).empty()) name_failure_.clear();
}

void Notes::error(std::string_view line) {
  const std::lock_guard lock(mutex_);
  // In front of "error:" stands the number of a thread, which says nothing to anybody.
  const std::string_view text = from(line, "error:");
  keep(text.empty() ? line : text);
}

bool Notes::handshake_started() const {
  const std::lock_guard lock(mutex_);
  return handshake_started_;
}

bool Notes::setup_failed() const {
  const std::lock_guard lock(mutex_);
  return setup_failed_;
}

std::string Notes::words() const {
  const std::lock_guard lock(mutex_);
  std::string text = name_failure_;
  for (const std::string& line : lines_) text += (text.empty() ? "" : "; ") + line;
  return text;
}

void Notes::keep(std::string_view line) {
  line = without_line_end(line);
  if (!line.empty()) lines_.emplace_back(line);
}

}  // namespace assay::paho
