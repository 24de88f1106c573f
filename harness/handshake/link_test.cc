#include "harness/handshake/link.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

const Bytes kHandshakeRecord{22, 3, 3, 0, 4, 21, 3, 3, 0};
const Bytes kUnknownCa{21, 3, 3, 0, 2, 2, 48};
const Bytes kEncryptedAlert{21, 3, 3, 0, 4, 2, 48, 0, 0};

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes& part : parts) append(all, part);
  return all;
}

std::vector<AlertEvent> sniff(const Bytes& stream, std::size_t piece) {
  AlertSniffer sniffer(AlertDirection::kSent);
  std::vector<AlertEvent> alerts;
  for (std::size_t at = 0; at < stream.size(); at += piece) {
    sniffer.see(BytesView(stream).subspan(at, std::min(piece, stream.size() - at)), alerts);
  }
  return alerts;
}

TEST(AlertSniffer, sees_plaintext_alerts_in_any_division) {
  const Bytes stream = joined({kHandshakeRecord, kUnknownCa, kHandshakeRecord, kUnknownCa});
  for (const std::size_t piece : {1U, 2U, 5U, 7U, 100U}) {
    const auto alerts = sniff(stream, piece);
    ASSERT_EQ(alerts.size(), 2U) << piece;
    EXPECT_EQ(alerts[0], (AlertEvent{AlertDirection::kSent, 2, 48}));
  }
}

TEST(AlertSniffer, does_not_take_record_contents_for_alerts) {
  EXPECT_TRUE(sniff(kHandshakeRecord, 1).empty());
}

TEST(AlertSniffer, does_not_read_encrypted_alerts) {
  EXPECT_TRUE(sniff(kEncryptedAlert, 3).empty());
}

}  // namespace
}  // namespace assay
