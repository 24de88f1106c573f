#include "harness/oracle/general_name.h"

#include <algorithm>

namespace assay::oracle {
namespace {

Read<void> check_other_name(der::Reader inside) {
  ORACLE_TRY(type, inside.oid());
  ORACLE_TRY(wrapper, inside.enter(der::Tag::context_constructed(0)));
  ORACLE_TRY(value, wrapper.any());
  static_cast<void>(type);
  static_cast<void>(value);
  ORACLE_CHECK_OK(wrapper.finish());
  ORACLE_CHECK_OK(inside.finish());
  return {};
}

Read<void> check_address(const der::Element& element, AddressForm form) {
  const std::size_t factor = form == AddressForm::kRange ? 2 : 1;
  const std::size_t size = element.content.size();
  if (size != 4 * factor && size != 16 * factor) {
    return broken(Rule::kAddressLength, element.offset);
  }
  if (form == AddressForm::kAddress) return {};
  // RFC 4632 section 3.1: ones, then zeros.
  bool hole = false;
  for (const std::uint8_t octet : element.content.subspan(size / 2)) {
    for (int bit = 7; bit >= 0; --bit) {
      const bool one = (octet >> bit & 1) != 0;
      if (one && hole) return broken(Rule::kAddressMask, element.offset);
      hole = hole || !one;
    }
  }
  return {};
}

Read<void> check_ascii(const der::Element& element) {
  const auto other = std::ranges::find_if(element.content, [](std::uint8_t c) { return c > 0x7f; });
  if (other == element.content.end()) return {};
  return broken(Rule::kCharacterSet, element.content_offset());
}

Read<void> check_value(const der::Reader& reader, const der::Element& element, AddressForm form,
                       GeneralName& name) {
  switch (name.kind) {
    case GeneralNameKind::kEmail:
    case GeneralNameKind::kDns:
    case GeneralNameKind::kUri:
      return check_ascii(element);
    case GeneralNameKind::kIp:
      return check_address(element, form);
    case GeneralNameKind::kRegisteredId: {
      der::Reader again(element.encoding);
      ORACLE_TRY(oid, again.oid(element.tag));
      static_cast<void>(oid);
      return {};
    }
    case GeneralNameKind::kDirectory: {
      ORACLE_TRY(inside, reader.into(element));
      ORACLE_TRY(directory, read_name(inside));
      ORACLE_CHECK_OK(inside.finish());
      name.directory = directory;
      return {};
    }
    case GeneralNameKind::kOther: {
      ORACLE_TRY(inside, reader.into(element));
      return check_other_name(inside);
    }
    default:
      return {};  // x400Address and ediPartyName: nobody reads them
  }
}

bool is_constructed(GeneralNameKind kind) {
  return kind == GeneralNameKind::kOther || kind == GeneralNameKind::kX400 ||
         kind == GeneralNameKind::kDirectory || kind == GeneralNameKind::kEdiParty;
}

}  // namespace

Read<GeneralName> read_general_name(der::Reader& reader, AddressForm form) {
  ORACLE_TRY(element, reader.any());
  GeneralName name;
  const std::uint32_t number = element.tag.number();
  if (element.tag.tag_class() != 2 || number > 8) return broken(Rule::kChoice, element.offset);
  name.kind = static_cast<GeneralNameKind>(number);
  if (element.tag.is_constructed() != is_constructed(name.kind)) {
    return broken(Rule::kChoice, element.offset);
  }
  name.value = element.content;
  ORACLE_CHECK_OK(check_value(reader, element, form, name));
  return name;
}

Read<void> check_general_names(der::Reader names) {
  if (names.at_end()) return broken(Rule::kEmptyList, names.offset());
  while (!names.at_end()) {
    ORACLE_TRY(name, read_general_name(names));
    static_cast<void>(name);
  }
  return {};
}

std::optional<GeneralName> GeneralNameCursor::next() {
  const auto element = names_.any();
  if (!element) return std::nullopt;
  GeneralName name;
  name.kind = static_cast<GeneralNameKind>(element->tag.number());
  name.value = element->content;
  if (name.kind == GeneralNameKind::kDirectory) {
    der::Reader inside(element->content);
    if (const auto sequence = inside.expect(der::tag::kSequence)) {
      name.directory = {sequence->encoding, sequence->content};
    }
  }
  return name;
}

std::optional<std::string_view> utf8_mailbox(const GeneralName& name) {
  if (name.kind != GeneralNameKind::kOther) return std::nullopt;
  der::Reader inside(name.value);
  const auto type = inside.oid();
  if (!type || der::known(*type) != der::Oid::kSmtpUtf8Mailbox) return std::nullopt;
  auto wrapper = inside.enter(der::Tag::context_constructed(0));
  if (!wrapper) return std::nullopt;
  const auto text = wrapper->expect(der::tag::kUtf8String);
  if (!text) return std::nullopt;
  return as_text(text->content);
}

}  // namespace assay::oracle
