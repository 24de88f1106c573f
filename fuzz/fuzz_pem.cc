// The PEM reader over any text. Laws: a block's octets and label survive writing and reading; lines
// rise; an Error is one line.
#include "fuzz/fuzz.h"
#include "harness/der/pem.h"
#include "harness/model/private_key_info.h"

namespace assay {
namespace {

void check_blocks(const std::vector<der::PemBlock>& blocks) {
  std::string written;
  std::size_t line = 0;
  for (const der::PemBlock& block : blocks) {
    ASSAY_CHECK(block.line > line);
    line = block.line;
    written += der::write_pem(block.label, block.der);
    (void)private_key_info(block.label, block.der);
  }
  const auto again = der::read_pem(written);
  ASSAY_CHECK(again.has_value() && again->size() == blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    ASSAY_CHECK((*again)[i].label == blocks[i].label && (*again)[i].der == blocks[i].der);
  }
}

}  // namespace
}  // namespace assay

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto blocks = assay::der::read_pem(assay::as_text({data, size}));
  if (blocks) {
    assay::check_blocks(*blocks);
  } else {
    ASSAY_CHECK(assay::is_clean(blocks.error().message));
  }
  return 0;
}
