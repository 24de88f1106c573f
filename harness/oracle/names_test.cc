// Names: comparison, identity and constraints, as tables of descriptions.
#include <gtest/gtest.h>

#include "harness/base/row_name.h"
#include "harness/oracle/constraints.h"
#include "harness/oracle/identity.h"
#include "harness/oracle/issuing_for_test.h"
#include "harness/oracle/syntax.h"

namespace assay::oracle {
namespace {

using der::StringType;

// A distinguished name: relative names parted by '/', their attributes by '+'.
Bytes name_of(const std::string& text, StringType type) {
  std::vector<der::Node> sets;
  for (const std::string_view relative : split(text, '/')) {
    std::vector<der::Node> members;
    for (const std::string_view attribute : split(relative, '+')) {
      const auto equals = attribute.find('=');
      members.push_back(
          der::sequence(oid_node(std::string(attribute.substr(0, equals))),
                        der::string(type, std::string(attribute.substr(equals + 1)))));
    }
    sets.push_back(der::set(std::move(members)));
  }
  return der::encode(der::sequence(std::move(sets)));
}

Name read(const Bytes& encoding) {
  der::Reader reader(encoding);
  const auto name = read_name(reader);
  EXPECT_TRUE(name);
  return name ? *name : Name{};
}

struct SameRow {
  const char* name;
  std::string a, b;
  bool same;
  StringType type_a = StringType::kUtf8;
  StringType type_b = StringType::kUtf8;
};

const SameRow kSame[] = {
    {"equal", "O=Assay/CN=x", "O=Assay/CN=x", true},
    {"other_value", "CN=x", "CN=y", false},
    {"other_type", "CN=x", "O=x", false},
    {"other_order", "O=Assay/CN=x", "CN=x/O=Assay", false},
    {"one_more", "O=Assay/CN=x", "O=Assay", false},
    {"letter_case", "CN=Assay Root", "CN=aSSAY rOOT", true},
    {"inner_spaces", "CN=Assay Root", "CN=Assay   Root", true},
    {"no_space_is_not_one", "CN=Assay Root", "CN=AssayRoot", false},
    {"leading_and_trailing_spaces", "CN=Assay", "CN=  Assay ", true},
    {"printable_and_utf8", "CN=Assay", "CN=assay", true, StringType::kPrintable},
    {"ia5_and_utf8", "DC=test", "DC=TEST", true, StringType::kIa5},
    {"bmp_and_utf8", std::string("CN=\0A\0b", 7), "CN=ab", true, StringType::kBmp},
    {"universal_and_utf8", std::string("CN=\0\0\0A", 7), "CN=a", true, StringType::kUniversal},
    {"teletex_only_with_itself", "CN=Assay", "CN=Assay", false, StringType::kTeletex},
    {"teletex_octet_by_octet", "CN=Assay", "CN=assay", false, StringType::kTeletex,
     StringType::kTeletex},
    {"letters_beyond_ascii", "CN=\xc3\x84\xc3\x96", "CN=\xc3\xa4\xc3\xb6", true},
    {"greek_letters", "CN=\xce\xa3", "CN=\xcf\x83", true},
    {"armenian_letters", "CN=\xd4\xb1", "CN=\xd5\xa1", true},
    {"sharp_s_is_two",
     "CN=Stra\xc3\x9f"
     "e",
     "CN=STRASSE", true},
    {"composed_and_taken_apart", "CN=Caf\xc3\xa9", "CN=CAFE\xcc\x81", true},
    {"marks_in_another_order", "CN=a\xcc\x81\xcc\xa3", "CN=a\xcc\xa3\xcc\x81", true},
    {"marks_of_one_class_in_another_order", "CN=a\xcc\x81\xcc\x88", "CN=a\xcc\x88\xcc\x81", false},
    {"hangul_taken_apart", "CN=\xed\x95\x9c", "CN=\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", true},
    {"full_width", "CN=Ab", "CN=\xef\xbc\xa1\xef\xbd\x82", true},
    {"ligature", "CN=office",
     "CN=o\xef\xac\x83"
     "ce",
     true},
    {"roman_numeral", "CN=iv", "CN=\xe2\x85\xa3", true},
    {"angstrom", "CN=\xc3\xa5", "CN=\xe2\x84\xab", true},
    {"ohm_is_omega", "CN=\xcf\x89", "CN=\xe2\x84\xa6", true},
    {"latin_is_not_cyrillic", "CN=a", "CN=\xd0\xb0", false},
    {"accent_counts", "CN=e", "CN=\xc3\xa9", false},
    {"tab_and_no_break_space_are_spaces", "CN=a b",
     "CN=a\t\xc2\xa0"
     "b",
     true},
    {"controls_are_nothing", "CN=ab",
     "CN=a\x07\xe2\x80\x8d\xef\xbb\xbf"
     "b",
     true},
    {"zero_width_space_is_no_space", "CN=a b",
     "CN=a\xe2\x80\x8b"
     "b",
     false},
    {"space_before_a_space_with_a_mark", "CN=a  \xcc\x81", "CN=a \xcc\x81", false},
    {"space_with_a_mark_stays", "CN=a \xcc\x81", "CN=a\xcc\x81", false},
    {"prohibited_with_itself", "CN=\xef\xbf\xbd", "CN=\xef\xbf\xbd", true},
    {"prohibited_in_another_case", "CN=a\xef\xbf\xbd", "CN=A\xef\xbf\xbd", false},
    {"broken_utf8_with_itself", "CN=\xc3", "CN=\xc3", true},
    {"broken_utf8_with_another", "CN=\xc3 a", "CN=\xc3  a", false},
    {"members_in_another_order", "CN=x+O=y", "O=y+CN=x", true},
    {"members_in_another_order_and_case", "CN=x+O=y", "O=Y+CN=X", true},
    {"members_more", "CN=x+O=y", "CN=x", false},
    {"members_apart", "CN=x+O=y", "CN=x/O=y", false},
    {"member_twice", "CN=x+CN=x", "CN=x+CN=y", false},
};

class SameNameTest : public testing::TestWithParam<SameRow> {};

TEST_P(SameNameTest, is_decided_as_the_standard_says_and_hashed_alike) {
  const SameRow& row = GetParam();
  const Bytes a = name_of(row.a, row.type_a);
  const Bytes b = name_of(row.b, row.type_b);
  EXPECT_EQ(same_name(read(a), read(b)), row.same);
  EXPECT_EQ(same_name(read(b), read(a)), row.same);
  if (row.same) {
    EXPECT_EQ(name_hash(read(a).content), name_hash(read(b).content));
  }
}

INSTANTIATE_TEST_SUITE_P(Names, SameNameTest, testing::ValuesIn(kSame), RowName());

struct DnsRow {
  const char* name;
  std::string presented, reference;
  bool matches;
};

const DnsRow kDns[] = {
    {"equal", "a.example.com", "a.example.com", true},
    {"letter_case", "A.Example.com", "a.eXAMPLE.COM", true},
    {"absolute_reference", "a.example.com", "a.example.com.", true},
    {"absolute_presented", "a.example.com.", "a.example.com", false},
    {"wildcard", "*.example.com", "a.example.com", true},
    {"wildcard_for_an_a_label", "*.example.com", "xn--n3h.example.com", true},
    {"wildcard_for_nothing", "*.example.com", "example.com", false},
    {"wildcard_for_two_labels", "*.example.com", "a.b.example.com", false},
    {"wildcard_in_part", "a*.example.com", "ab.example.com", false},
    {"wildcard_in_an_a_label", "xn--*.example.com", "xn--n3h.example.com", false},
    {"wildcard_further_right", "a.*.com", "a.example.com", false},
    {"wildcards", "*.*.com", "a.example.com", false},
    {"wildcard_alone", "*", "com", false},
    {"wildcard_for_an_address", "*.0.0.1", "127.0.0.1", false},
    {"address", "127.0.0.1", "127.0.0.1", false},
    {"wildcard_as_reference", "*.example.com", "*.example.com", false},
    {"empty", "", "", false},
    {"empty_label", "a..example.com", "a..example.com", false},
    {"underscore", "_a.example.com", "_a.example.com", true},
    {"nul", std::string("a.example.com\0.b.c", 18), "a.example.com", false},
    {"label_of_63", std::string(63, 'a') + ".com", std::string(63, 'a') + ".com", true},
    {"label_of_64", std::string(64, 'a') + ".com", std::string(64, 'a') + ".com", false},
};

class DnsTest : public testing::TestWithParam<DnsRow> {};

TEST_P(DnsTest, is_matched_as_the_standard_says) {
  const DnsRow& row = GetParam();
  EXPECT_EQ(matches_dns(row.presented, row.reference), row.matches);
}

INSTANTIATE_TEST_SUITE_P(Dns, DnsTest, testing::ValuesIn(kDns), RowName());

struct WithinRow {
  const char* name;
  GeneralNameKind kind;
  std::string text, base;
  bool permitted;  // inside as a permitted subtree
  bool excluded;   // touched as an excluded one
};

const WithinRow kWithin[] = {
    {"dns_itself", GeneralNameKind::kDns, "example.com", "example.com", true, true},
    {"dns_below", GeneralNameKind::kDns, "a.b.Example.com", "example.COM", true, true},
    {"dns_label_boundary", GeneralNameKind::kDns, "notexample.com", "example.com", false, false},
    {"dns_above", GeneralNameKind::kDns, "com", "example.com", false, false},
    {"dns_all", GeneralNameKind::kDns, "example.com", "", true, true},
    {"dns_leading_dot_below", GeneralNameKind::kDns, "a.example.com", ".example.com", true, true},
    {"dns_leading_dot_itself", GeneralNameKind::kDns, "example.com", ".example.com", false, false},
    {"dns_wildcard_below", GeneralNameKind::kDns, "*.example.com", "example.com", true, true},
    {"dns_wildcard_wider", GeneralNameKind::kDns, "*.example.com", "a.example.com", false, true},
    {"dns_wildcard_deeper", GeneralNameKind::kDns, "*.example.com", "a.b.example.com", false,
     false},
    {"email_mailbox", GeneralNameKind::kEmail, "a@example.com", "a@EXAMPLE.com", true, true},
    {"email_local_part_case", GeneralNameKind::kEmail, "A@example.com", "a@example.com", false,
     false},
    {"email_host", GeneralNameKind::kEmail, "a@example.com", "example.com", true, true},
    {"email_host_below", GeneralNameKind::kEmail, "a@b.example.com", "example.com", false, false},
    {"email_domain_below", GeneralNameKind::kEmail, "a@b.example.com", ".example.com", true, true},
    {"email_domain_itself", GeneralNameKind::kEmail, "a@example.com", ".example.com", false, false},
    {"email_quotes_permit_nothing", GeneralNameKind::kEmail, "\"a\"@example.com", "a@example.com",
     false, true},
    {"email_backslashes_permit_nothing", GeneralNameKind::kEmail, "\"\\a\"@example.com",
     "a@example.com", false, true},
    {"email_quoted_at", GeneralNameKind::kEmail, "\"a@b\"@example.com", "example.com", true, true},
    {"uri_host", GeneralNameKind::kUri, "https://example.com/x", "example.com", true, true},
    {"uri_host_with_port_and_user", GeneralNameKind::kUri, "https://u:p@example.com:8443/x",
     "example.com", true, true},
    {"uri_host_below", GeneralNameKind::kUri, "https://a.example.com", "example.com", false, false},
    {"uri_domain_below", GeneralNameKind::kUri, "https://a.example.com?q", ".example.com", true,
     true},
};

class WithinTest : public testing::TestWithParam<WithinRow> {};

TEST_P(WithinTest, is_decided_as_the_standard_says) {
  const WithinRow& row = GetParam();
  const auto within = [&](SubtreeUse use) {
    if (row.kind == GeneralNameKind::kDns) return dns_is_within(row.text, row.base, use);
    if (row.kind == GeneralNameKind::kEmail) return email_is_within(row.text, row.base, use);
    return uri_is_within(row.text, row.base);
  };
  EXPECT_EQ(within(SubtreeUse::kPermitted), row.permitted);
  EXPECT_EQ(within(SubtreeUse::kExcluded), row.excluded);
}

INSTANTIATE_TEST_SUITE_P(Subtrees, WithinTest, testing::ValuesIn(kWithin), RowName());

TEST(AddressTest, is_within_a_range_of_its_own_family_by_its_mask) {
  const Bytes address = {192, 0, 2, 200};
  EXPECT_TRUE(address_is_within(address, Bytes{192, 0, 2, 0, 255, 255, 255, 0}));
  EXPECT_FALSE(address_is_within(address, Bytes{192, 0, 2, 0, 255, 255, 255, 128}));
  EXPECT_TRUE(address_is_within(address, Bytes{1, 1, 1, 1, 0, 0, 0, 0}));
  EXPECT_FALSE(address_is_within(address, Bytes(32, 0)));
}

// A certificate with one alternative name.
Bytes named(der::Node general_name) {
  TestCertificate what{"leaf", "ca"};
  what.extensions.push_back(
      extension("subjectAltName", der::sequence(der::nodes(std::move(general_name)))));
  return issue(what);
}

struct EmailRow {
  const char* name;
  std::string presented, reference;
  bool matches;
  bool utf8 = false;  // presented as SmtpUTF8Mailbox
};

const EmailRow kEmails[] = {
    {"equal", "a@b.test", "a@b.test", true},
    {"domain_case", "a@B.test", "a@b.TEST", true},
    {"local_part_case", "A@b.test", "a@b.test", false},
    {"quotes", "\"a\"@b.test", "a@b.test", false},
    {"quotes_in_both", "\"a\"@b.test", "\"a\"@b.test", true},
    {"quoted_at", "\"a@c\"@b.test", "a@b.test", false},
    {"beyond_ascii", "\xc3\xa4@b.test", "\xc3\xa4@b.test", true, true},
    {"beyond_ascii_another", "\xc3\xa4@b.test", "\xc3\xb6@b.test", false, true},
    {"ascii_in_the_form_for_others", "a@b.test", "a@b.test", false, true},
    {"domain_beyond_ascii", "\xc3\xa4@\xc3\xa4.test", "\xc3\xa4@\xc3\xa4.test", false, true},
};

class EmailTest : public testing::TestWithParam<EmailRow> {};

TEST_P(EmailTest, is_matched_as_the_standard_says) {
  const EmailRow& row = GetParam();
  const Bytes der =
      named(row.utf8 ? der::context_constructed(
                           0, der::nodes(oid_node("1.3.6.1.5.5.7.8.9"),
                                         der::context_explicit(
                                             0, der::string(StringType::kUtf8, row.presented))))
                     : der::context_primitive(1, to_bytes(as_bytes(row.presented))));
  const auto certificate = read_certificate(der);
  ASSERT_TRUE(certificate);
  EXPECT_EQ(speaks_for(*certificate, {NameKind::kEmail, row.reference}, CommonNameUse::kNever),
            row.matches);
}

INSTANTIATE_TEST_SUITE_P(Emails, EmailTest, testing::ValuesIn(kEmails), RowName());

TEST(MailboxTest, is_a_dot_string_or_a_quoted_one_at_a_domain) {
  for (const char* right : {"a@b", "a.b+c@d.e", "\"a b\"@c", "a@[192.0.2.1]", "!#$%&'*@c"}) {
    EXPECT_TRUE(is_mailbox(right)) << right;
  }
  EXPECT_TRUE(is_mailbox(std::string(64, 'a') + "@b"));
  EXPECT_FALSE(is_mailbox(std::string(65, 'a') + "@b"));
  for (const char* wrong : {"a b@c", ".a@b", "a.@b", "a..b@c", "a@.b", "a@b.", "a@b_c", "a@[b",
                            "A <a@b>", "\"a\n\"@b"}) {
    EXPECT_FALSE(is_mailbox(wrong)) << wrong;
  }
}

TEST(MailboxTest, has_one_at_outside_quotes) {
  EXPECT_TRUE(split_mailbox("a@b"));
  EXPECT_TRUE(split_mailbox("\"a@b\"@c"));
  for (const char* wrong : {"", "a", "@b", "a@", "a@b@c", "\"a@b", "\"a\"b@c"}) {
    EXPECT_FALSE(split_mailbox(wrong)) << wrong;
  }
}

TEST(UriTest, gives_its_host_without_user_and_port) {
  EXPECT_EQ(split_uri("https://u@Host.example:1/p")->host, "Host.example");
  EXPECT_EQ(split_uri("ldap://[::1]:389/x")->host, "[::1]");
  EXPECT_EQ(split_uri("urn:x:y")->host, "");
  EXPECT_EQ(split_uri("foo://h:/")->host, "h");
  EXPECT_FALSE(split_uri("foo://h:a443/"));
  EXPECT_FALSE(split_uri("foo://h:443a/"));
  EXPECT_FALSE(split_uri("foo://[::1]x/"));
  EXPECT_FALSE(split_uri("no scheme"));
  EXPECT_FALSE(split_uri("://x"));
}

}  // namespace
}  // namespace assay::oracle
