// oracle/<key>/...: the oracle in this process, nothing kept from one question to the next. The
// floor is the signature checks of the right path, with ready keys.
//   depth-<n>          one verdict, parsing and key import included; n certificates below the
//   anchor parse-leaf         the strict reading of one leaf; the floor is one signature check
//   strangers-<n>      depth-2 among n certificates of other names in the pool
//   namesakes-<n>      depth-2 among n certificates with the intermediate's name and other keys
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "bench/asking.h"
#include "bench/floor.h"
#include "bench/workbench.h"
#include "harness/oracle/certificate.h"
#include "harness/oracle/validate.h"

namespace assay::bench {
namespace {

constexpr std::size_t kBatch = 32;
constexpr std::size_t kDepths[] = {1, 2, 3};
constexpr KeyType kKeys[] = {KeyType::kRsa2048, KeyType::kP256, KeyType::kEd25519};
constexpr std::size_t kCrowd = 10'000;
constexpr std::size_t kCrowdBatch = 4;

using Questions = std::shared_ptr<const std::vector<Question>>;

Verdict ask_oracle(const Question& question) { return validate(question).verdict; }

Subject subject_of(Questions asked, const RawKey& raw, std::size_t depth, std::size_t batch) {
  Subject subject;
  subject.batch = batch;
  subject.check = [asked] { return check_answers(ask_oracle, *asked, "the oracle"); };
  subject.work = [asked, batch](std::size_t first) -> Result<void> {
    for (std::size_t i = first; i < first + batch; ++i) {
      const Question& question = (*asked)[i % asked->size()];
      ASSAY_CHECK_OK(want(Decision::kAccept, ask_oracle(question), "the oracle"));
    }
    return {};
  };
  subject.reference = [raw, depth, batch](std::size_t) { return raw.verify(batch * depth); };
  return subject;
}

Result<Subject> make_depth(const Workbench& workbench, KeyType keys, std::size_t depth) {
  ASSAY_TRY(questions, workbench.questions(fmt::format("tls-server-{}", depth + 1), keys));
  ASSAY_TRY(pool, workbench.keys());
  ASSAY_TRY(raw, RawKey::make(pool, keys));
  return subject_of(std::make_shared<const std::vector<Question>>(std::move(questions)), raw, depth,
                    kBatch);
}

Result<Subject> make_parse(const Workbench& workbench, KeyType keys) {
  ASSAY_TRY(questions, workbench.questions("tls-server-3", keys));
  ASSAY_TRY(pool, workbench.keys());
  ASSAY_TRY(raw, RawKey::make(pool, keys));
  const auto asked = std::make_shared<const std::vector<Question>>(std::move(questions));
  Subject subject = subject_of(asked, raw, 1, kBatch);
  subject.work = [asked](std::size_t first) -> Result<void> {
    for (std::size_t i = first; i < first + kBatch; ++i) {
      const auto read = oracle::read_certificate((*asked)[i % kQuestions].leaf);
      if (!read || read->version != 3) return harness_error("a leaf was not read");
    }
    return {};
  };
  return subject;
}

enum class Crowd { kStrangers, kNamesakes };

// The intermediate again, with `octets` of it (its name or its key's identifier) changed to those
// of number `n`. Nobody signed that; only what is taken for an issuer has its signature checked.
Bytes variant_of(const Bytes& intermediate, BytesView octets, std::size_t n) {
  Bytes made = intermediate;
  const auto at = std::search(made.begin(), made.end(), octets.begin(), octets.end());
  for (std::size_t i = 0; i < 4; ++i)
    at[static_cast<std::ptrdiff_t>(i)] = static_cast<std::uint8_t>('a' + (n >> (4 * i)) % 16);
  return made;
}

Result<Subject> make_crowd(const Workbench& workbench, KeyType keys, Crowd crowd) {
  ASSAY_TRY(questions, workbench.questions("tls-server-3", keys));
  ASSAY_TRY(pool, workbench.keys());
  ASSAY_TRY(raw, RawKey::make(pool, keys));
  Question question = std::move(questions.front());
  const Bytes intermediate = question.pool.front();
  const auto read = oracle::read_certificate(intermediate);
  if (!read || !read->extensions.subject_key_id) return harness_error("no key identifier");
  const BytesView id = *read->extensions.subject_key_id;
  const BytesView name = read->subject.content.last(8);
  for (std::size_t n = 0; n < kCrowd; ++n) {
    question.pool.push_back(variant_of(intermediate, crowd == Crowd::kNamesakes ? id : name, n));
  }
  std::rotate(question.pool.begin(), question.pool.begin() + 1, question.pool.end());
  return subject_of(std::make_shared<const std::vector<Question>>(1, std::move(question)), raw, 2,
                    kCrowdBatch);
}

}  // namespace

void add_oracle(Workbench& workbench, Failures& failures) {
  for (const KeyType keys : kKeys) {
    const std::string prefix = fmt::format("oracle/{}", name_of(keys));
    for (const std::size_t depth : kDepths) {
      add(fmt::format("{}/depth-{}", prefix, depth), failures,
          [&workbench, keys, depth] { return make_depth(workbench, keys, depth); });
    }
    add(prefix + "/parse-leaf", failures,
        [&workbench, keys] { return make_parse(workbench, keys); });
  }
  for (const auto& [crowd, name] :
       {std::pair{Crowd::kStrangers, "strangers"}, std::pair{Crowd::kNamesakes, "namesakes"}}) {
    add(fmt::format("oracle/p256/{}-{}", name, kCrowd), failures,
        [&workbench, crowd = crowd] { return make_crowd(workbench, KeyType::kP256, crowd); });
  }
}

}  // namespace assay::bench
