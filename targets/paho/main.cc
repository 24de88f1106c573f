// paho_probe: does a device on Paho MQTT C get its message through a broker, over TLS?
#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "targets/paho/probe.h"

namespace assay::paho {
namespace {

constexpr char kAbout[] =
    "Connects to an MQTT broker over TLS with Paho MQTT C, publishes one message (QoS 1) and "
    "waits\n"
    "until it comes back. Prints one line of JSON: connected, delivered, code (Paho's), words.";

constexpr char kFooter[] =
    "Example:\n"
    "  paho_probe --port 8883 --ca server-ca.pem --cert device.pem --key device.key\n"
    "Exit status: 0 delivered, 1 one side refused the other, 2 bad usage or input, 3 anything "
    "else.";

void add_options(CLI::App& app, ProbeOptions& options) {
  app.add_option("--host", options.host, "the broker; its certificate must bear this name")
      ->capture_default_str();
  app.add_option("--port", options.port)->capture_default_str()->check(CLI::Range(1, 65535));
  app.add_option("--ca", options.ca, "PEM file: the only trust anchors")
      ->required()
      ->check(CLI::ExistingFile);
  CLI::Option* cert =
      app.add_option("--cert", options.cert, "PEM file: the client's chain, leaf first")
          ->check(CLI::ExistingFile);
  CLI::Option* key =
      app.add_option("--key", options.key, "PEM file: the client's key")->check(CLI::ExistingFile);
  cert->needs(key);
  key->needs(cert);
  app.add_option("--topic", options.topic)->capture_default_str();
  app.add_option("--timeout-ms", options.timeout_ms, "of each step")
      ->capture_default_str()
      ->check(CLI::Range(1, 3'600'000));
}

void print(const ProbeReport& report) {
  nlohmann::ordered_json out;
  out["connected"] = report.connected;
  out["delivered"] = report.ending == Ending::kDelivered;
  out["code"] = report.code;
  out["words"] = report.words;
  // Words of others need not be UTF-8.
  const std::string line = out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  std::printf("%s\n", line.c_str());
}

int run(int argc, char** argv) {
  ProbeOptions options;
  CLI::App app(kAbout, "paho_probe");
  app.footer(kFooter);
  add_options(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& stop) {
    return app.exit(stop) == 0 ? 0 : static_cast<int>(Ending::kBadInput);
  }
  const ProbeReport report = probe(options);
  print(report);
  return static_cast<int>(report.ending);
}

}  // namespace
}  // namespace assay::paho

int main(int argc, char** argv) { return assay::paho::run(argc, argv); }
