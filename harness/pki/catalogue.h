// Catalogue: the cases of vectors/catalogue over the profiles of vectors/profiles.
//
// Each profile gives the accepting case "profile/<name>", which is the twin of each plain edit on
// it. A case whose expectation is a reject under some ruleset has exactly one edit, a reason, a
// clause, and a twin that accepts under that ruleset: loading checks all of it.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/crypto/algorithm.h"
#include "harness/model/case.h"
#include "harness/model/clause.h"
#include "harness/pki/chain.h"
#include "harness/pki/key_pool.h"
#include "harness/pki/profile.h"

namespace assay {

// CatalogueEntry is a case before its certificates are made.
struct CatalogueEntry {
  std::string id;         // "<area>/<behaviour>", and "/<words>" where a sweep made it
  std::string behaviour;  // "<area>/<behaviour>"
  std::string area;       // "rfc5280/basic-constraints"; "profile" for those of profiles
  std::string title;
  std::vector<std::string> clauses;
  std::map<Ruleset, Expectation> expect;
  Reason reason = Reason::kNone;
  std::optional<Effect> effect;  // none: default_effect(reason)
  Ruleset ruleset = Ruleset::kRfc5280;
  std::string twin;  // id of an entry, or empty
  std::vector<std::string> tags;
  std::optional<KeyType> keys;  // in place of the caller's choice
  HierarchyProfile hierarchy;   // the profile, edited
  std::string place;            // "vectors/catalogue/x.yaml:12:5", for errors
};

struct Catalogue {
  std::vector<CatalogueEntry> entries;  // profiles first, then by file, in the file's order
  Clauses clauses;
  std::string keys_folder;  // of the RSA keys
  std::string sha256;       // hexadecimal, over the names and octets of all files read
  std::map<std::string, std::size_t, std::less<>> index;  // of the entries, by id

  // find() is the entry of that id, or null.
  [[nodiscard]] const CatalogueEntry* find(std::string_view id) const;
};

// CatalogueCounts for people: a behaviour is one rule of the catalogue, whatever the number of
// cases that a sweep makes of it; profiles and canaries are none.
struct CatalogueCounts {
  std::size_t behaviours = 0;
  std::size_t cases = 0;
  std::size_t areas = 0;
};

// kCanaryArea holds the pairs that prove capabilities.
inline constexpr std::string_view kCanaryArea = "canary";
inline constexpr std::string_view kProfileArea = "profile";

// load_catalogue() reads clauses/, profiles/ and catalogue/ under `folder`. One Error lists every
// mistake of every file, each with file, line and column.
Result<Catalogue> load_catalogue(const std::string& folder);

// load_part() reads no more of the catalogue than the entries that `patterns` (ids, or globs over
// them) mean, their twins and their profiles; what means nothing is passed over. It checks what it
// reads, but not that the clauses that are named exist. The catalogue that it gives has no hash.
Result<Catalogue> load_part(const std::string& folder, std::span<const std::string> patterns);

CatalogueCounts count(const Catalogue& catalogue);

// kFirstTag is on the first case of every behaviour: a sweep of thousands is one rule.
inline constexpr std::string_view kFirstTag = "first";
// kGridTag is on the cases of grids: many that differ little.
inline constexpr std::string_view kGridTag = "grid";

// select() finds the entries that any pattern means, in the catalogue's order, each once: an id, a
// glob over ids, or "tag:<tag>"; "!" in front takes away what the pattern means. No pattern that
// adds means all but the canaries. A pattern that means nothing is an Error with the nearest id.
Result<std::vector<const CatalogueEntry*>> select(const Catalogue& catalogue,
                                                  std::span<const std::string> patterns);

// with_twins() adds the twins that `chosen` lacks, in front of what needs them.
std::vector<const CatalogueEntry*> with_twins(const Catalogue& catalogue,
                                              std::vector<const CatalogueEntry*> chosen);

// CaseMaker makes Cases of entries and remembers keys and signatures between them. Not for several
// threads at once. Making all cases of one instance before the next costs the least.
class CaseMaker {
 public:
  // open() lists the keys of `folder`.
  static Result<CaseMaker> open(const std::string& keys_folder, const GenerateOptions& options);

  // make() signs what the entry's question uses. Ids of instances above 0 end with "@<instance>",
  // the twin's too. An Error when the options do not fit the entry; see make_chain().
  Result<Case> make(const CatalogueEntry& entry, unsigned instance = 0);

  std::uint64_t signatures() const { return cache_.made(); }

 private:
  CaseMaker(KeyPool pool, const GenerateOptions& options)
      : pool_(std::move(pool)), cache_(options.seed), options_(options) {}

  KeyPool pool_;
  SignatureCache cache_;
  GenerateOptions options_;
};

// make_case() makes a single Case; a CaseMaker is faster for several.
Result<Case> make_case(const Catalogue& catalogue, const CatalogueEntry& entry,
                       const GenerateOptions& options);

}  // namespace assay
