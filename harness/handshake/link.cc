#include "harness/handshake/link.h"

#include <algorithm>

namespace assay {
namespace {

constexpr std::size_t kRecordHeader = 5;
constexpr std::uint8_t kAlertRecord = 21;
constexpr std::size_t kAlertLength = 2;

}  // namespace

void AlertSniffer::see(BytesView bytes, std::vector<AlertEvent>& alerts) {
  while (!bytes.empty()) {
    if (skip_ > 0) {
      const std::size_t passed = std::min(skip_, bytes.size());
      skip_ -= passed;
      bytes = bytes.subspan(passed);
      continue;
    }
    record_.push_back(bytes.front());
    bytes = bytes.subspan(1);
    if (record_.size() < kRecordHeader) continue;
    const std::size_t length = static_cast<std::size_t>(record_[3]) << 8 | record_[4];
    if (record_[0] != kAlertRecord || length != kAlertLength) {
      skip_ = length;
      record_.clear();
    } else if (record_.size() == kRecordHeader + kAlertLength) {
      alerts.push_back({direction_, record_[5], record_[6]});
      record_.clear();
    }
  }
}

}  // namespace assay
