// GeneralNames (RFC 5280 section 4.2.1.6): their reading, and a cursor over what has been read.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/oracle/name.h"
#include "harness/oracle/parse.h"

namespace assay::oracle {

// GeneralNameKind has the numbers of the alternatives' tags.
enum class GeneralNameKind : std::uint8_t {
  kOther = 0,
  kEmail = 1,
  kDns = 2,
  kX400 = 3,
  kDirectory = 4,
  kEdiParty = 5,
  kUri = 6,
  kIp = 7,
  kRegisteredId = 8,
};

struct GeneralName {
  GeneralNameKind kind = GeneralNameKind::kOther;
  BytesView value;  // the content octets
  Name directory;   // of kDirectory
};

// AddressForm: a name is 4 or 16 octets, a constraint twice as many.
enum class AddressForm : std::uint8_t { kAddress, kRange };

// read_general_name() takes one name and checks its encoding, not its syntax.
Read<GeneralName> read_general_name(der::Reader& reader, AddressForm form = AddressForm::kAddress);

// check_general_names() reads all names of a GeneralNames' content: at least one.
Read<void> check_general_names(der::Reader names);

// GeneralNameCursor runs over content that check_general_names() has read.
class GeneralNameCursor {
 public:
  explicit GeneralNameCursor(BytesView content) : names_(content) {}
  std::optional<GeneralName> next();

 private:
  der::Reader names_;
};

// utf8_mailbox() is the text of an otherName of the type SmtpUTF8Mailbox (RFC 9598), or nothing.
std::optional<std::string_view> utf8_mailbox(const GeneralName& name);

}  // namespace assay::oracle
