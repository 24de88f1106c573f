#include "harness/oracle/policy_qualifiers.h"

#include <algorithm>

#include "harness/der/oid.h"
#include "harness/oracle/parse.h"

namespace assay::oracle {
namespace {

bool is_any_policy(BytesView policy) {
  return std::ranges::equal(policy, der::octets(der::Oid::kAnyPolicy));
}

// Whether `test(policy, type, value)` is true of some qualifier; `value` is at its element.
template <typename Test>
bool has_qualifier(BytesView policies, Test test) {
  der::Reader list(policies);
  while (auto policy = list.sequence()) {
    const auto id = policy->oid();
    if (!id || policy->at_end()) continue;
    auto qualifiers = policy->sequence();
    while (qualifiers && !qualifiers->at_end()) {
      auto qualifier = qualifiers->sequence();
      if (!qualifier) break;
      const auto type = qualifier->oid();
      if (type && test(*id, der::known(*type), *qualifier)) return true;
    }
  }
  return false;
}

// Characters of a text, by its type.
std::size_t count_characters(const der::Element& text) {
  if (text.tag == der::tag::kBmpString) return text.content.size() / 2;
  if (text.tag != der::tag::kUtf8String) return text.content.size();
  const auto starts = [](std::uint8_t octet) { return (octet & 0xc0) != 0x80; };
  return static_cast<std::size_t>(std::ranges::count_if(text.content, starts));
}

// The explicitText is what follows the NoticeReference, which is a SEQUENCE.
bool is_bad_notice(der::Reader value) {
  auto notice = value.sequence();
  while (notice && !notice->at_end()) {
    const auto member = notice->any();
    if (!member) return false;
    if (member->tag == der::tag::kSequence) continue;
    return member->tag == der::tag::kIa5String || count_characters(*member) > kMaxNoticeCharacters;
  }
  return false;
}

}  // namespace

bool has_unknown_qualifier(BytesView policies, PolicyChoice choice) {
  return has_qualifier(policies, [choice](BytesView policy, auto type, const der::Reader&) {
    if (choice == PolicyChoice::kAnyPolicy && !is_any_policy(policy)) return false;
    return type != der::Oid::kPolicyQualifierCps && type != der::Oid::kPolicyQualifierUserNotice;
  });
}

bool notices_are_valid(BytesView policies) {
  return !has_qualifier(policies, [](BytesView, auto type, const der::Reader& value) {
    return type == der::Oid::kPolicyQualifierUserNotice && is_bad_notice(value);
  });
}

}  // namespace assay::oracle
