#include "harness/pki/catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "harness/base/build_tree.h"
#include "harness/base/file.h"
#include "harness/base/sanitized.h"
#include "harness/pki/test_certificate.h"

namespace assay {
namespace {

const std::string kVectors = source_dir() + "/vectors";

bool is_first(const CatalogueEntry& entry) {
  return std::find(entry.tags.begin(), entry.tags.end(), kFirstTag) != entry.tags.end();
}

const Catalogue& house() {
  static const Catalogue catalogue = [] {
    auto loaded = load_catalogue(kVectors);
    EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().message);
    return loaded ? std::move(*loaded) : Catalogue{};
  }();
  return catalogue;
}

bool rejects(const CatalogueEntry& entry) {
  return std::any_of(entry.expect.begin(), entry.expect.end(),
                     [](const auto& each) { return each.second == Expectation::kReject; });
}

// How many certificates, CRLs and questions differ between two hierarchies.
std::size_t differences(const HierarchyProfile& a, const HierarchyProfile& b) {
  std::size_t count = a.question == b.question ? 0 : 1;
  EXPECT_EQ(a.certificates.size(), b.certificates.size());
  for (std::size_t i = 0; i < a.certificates.size(); ++i) {
    if (a.certificates[i] != b.certificates[i]) ++count;
  }
  for (std::size_t i = 0; i < a.crls.size(); ++i) {
    if (a.crls[i] != b.crls[i]) ++count;
  }
  for (std::size_t i = 0; i < a.ocsp.size(); ++i) {
    if (a.ocsp[i] != b.ocsp[i]) ++count;
  }
  return count;
}

TEST(HouseCatalogue, HasItsBehavioursInManyAreas) {
  const CatalogueCounts counts = count(house());
  EXPECT_GE(counts.behaviours, 100U);
  EXPECT_GE(counts.areas, 15U);
  EXPECT_EQ(counts.cases, house().entries.size());
}

// One case of each area, its twins from other files among them.
TEST(CataloguePart, HasTheEntriesThatTheWholeHas) {
  std::set<std::string_view> areas;
  for (const CatalogueEntry& entry : house().entries) {
    if (!areas.insert(entry.area).second) continue;
    const std::vector<std::string> ids{entry.id};
    const auto part = load_part(kVectors, ids);
    ASSERT_TRUE(part) << part.error().message;
    const CatalogueEntry* const found = part->find(entry.id);
    ASSERT_NE(found, nullptr) << entry.id;
    EXPECT_EQ(found->title, entry.title);
    EXPECT_EQ(found->hierarchy, entry.hierarchy) << entry.id;
    EXPECT_EQ(found->twin, entry.twin) << entry.id;
    EXPECT_EQ(found->tags, entry.tags) << entry.id;
    EXPECT_TRUE(entry.twin.empty() || part->find(entry.twin) != nullptr) << entry.id;
    EXPECT_LT(part->entries.size(), house().entries.size() / 10) << entry.id;
  }
}

TEST(CataloguePart, IsEmptyForWhatIsNotThere) {
  const std::vector<std::string> ids{"rfc5280/none/such", "crl::foreign", "tag:first"};
  const auto part = load_part(kVectors, ids);
  ASSERT_TRUE(part) << part.error().message;
  EXPECT_EQ(part->find("rfc5280/none/such"), nullptr);
}

TEST(CataloguePart, FollowsAGlob) {
  const std::vector<std::string> globs{"canary/crl/*"};
  const auto part = load_part(kVectors, globs);
  ASSERT_TRUE(part) << part.error().message;
  EXPECT_NE(part->find("canary/crl/accept"), nullptr);
  EXPECT_NE(part->find("canary/crl/reject"), nullptr);
  EXPECT_EQ(part->find("canary/ocsp/accept"), nullptr);
}

TEST(HouseCatalogue, GivesEveryRejectATwinThatAcceptsAndDiffersInOnePlace) {
  std::size_t seen = 0;
  for (const CatalogueEntry& entry : house().entries) {
    if (!rejects(entry)) {
      EXPECT_EQ(entry.twin, "") << entry.id;
      continue;
    }
    ++seen;
    const CatalogueEntry* twin = house().find(entry.twin);
    ASSERT_NE(twin, nullptr) << entry.id;
    EXPECT_EQ(twin->expect.at(Ruleset::kRfc5280), Expectation::kAccept) << entry.id;
    EXPECT_EQ(differences(entry.hierarchy, twin->hierarchy), 1U) << entry.id;
    EXPECT_EQ(entry.keys, twin->keys) << entry.id;
    EXPECT_NE(entry.reason, Reason::kNone) << entry.id;
    EXPECT_FALSE(entry.clauses.empty()) << entry.id;
  }
  EXPECT_GE(seen, 60U);
}

// That each clause is cited, by a case or by the oracle, is a test of harness/oracle.
TEST(HouseCatalogue, CitesNoClauseThatIsNotDefined) {
  std::set<std::string> cited;
  for (const CatalogueEntry& entry : house().entries) {
    cited.insert(entry.clauses.begin(), entry.clauses.end());
  }
  for (const std::string& id : cited) EXPECT_EQ(house().clauses.count(id), 1U) << id;
}

TEST(HouseCatalogue, SaysWhyInOneSentence) {
  for (const CatalogueEntry& entry : house().entries) {
    EXPECT_GE(entry.title.size(), 20U) << entry.id;
    EXPECT_LE(entry.title.size(), 110U) << entry.id;
    EXPECT_NE(entry.title.back(), '.') << entry.id;
  }
}

TEST(HouseCatalogue, MakesCertificatesThatTheStrictReaderTakes) {
  auto maker = CaseMaker::open(house().keys_folder, {});
  ASSERT_TRUE(maker);
  for (const CatalogueEntry& entry : house().entries) {
    if (kSanitized && !is_first(entry)) continue;
    const auto made = maker->make(entry);
    ASSERT_TRUE(made) << made.error().message;
    if (made->expected(Ruleset::kStrict) != Expectation::kAccept) continue;
    std::vector<Bytes> all = made->question.pool;
    all.push_back(made->question.leaf);
    all.insert(all.end(), made->question.anchors.begin(), made->question.anchors.end());
    for (const Bytes& each : all) {
      const auto read = take_apart(each);
      EXPECT_TRUE(read) << entry.id << ": " << der::to_text(read.error());
    }
  }
}

TEST(HouseCatalogue, RefusesItsBrokenEncodingsInTheStrictReader) {
  auto maker = CaseMaker::open(house().keys_folder, {});
  ASSERT_TRUE(maker);
  std::size_t seen = 0;
  for (const CatalogueEntry& entry : house().entries) {
    const bool envelope = entry.area == "der/envelope" &&
                          entry.id.find("in-extension") == std::string::npos;  // within a value
    if (!envelope) continue;
    ++seen;
    const auto made = maker->make(entry);
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_FALSE(take_apart(made->question.leaf)) << entry.id;
  }
  EXPECT_GE(seen, 4U);
}

TEST(HouseCatalogue, HasACanaryPairForEachCapabilityWithAQuestion) {
  const std::set<Capability> without = {Capability::kTls12, Capability::kTls13};
  auto maker = CaseMaker::open(house().keys_folder, {});
  ASSERT_TRUE(maker);
  for (const auto& [capability, name] : EnumNames<Capability>::kNames) {
    const std::string prefix = "canary/" + std::string(name);
    const CatalogueEntry* accept = house().find(prefix + "/accept");
    const CatalogueEntry* reject = house().find(prefix + "/reject");
    ASSERT_EQ(accept != nullptr && reject != nullptr, without.count(capability) == 0) << name;
    if (accept == nullptr) continue;
    EXPECT_EQ(reject->twin, accept->id);
    for (const CatalogueEntry* entry : {accept, reject}) {
      const auto made = maker->make(*entry);
      ASSERT_TRUE(made) << made.error().message;
      std::vector<Capability> needs = needed_capabilities(made->question);
      needs.insert(needs.end(), made->needs.begin(), made->needs.end());
      EXPECT_EQ(std::count(needs.begin(), needs.end(), capability), 1) << entry->id;
    }
  }
}

TEST(CaseMaker, FillsTheCaseFromItsEntry) {
  const CatalogueEntry* entry = house().find("rfc5280/basic-constraints/bc-ca-false-intermediate");
  ASSERT_NE(entry, nullptr);
  const auto made = make_case(house(), *entry, {});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->id, entry->id);
  EXPECT_EQ(made->twin, "profile/tls-server-3");
  EXPECT_EQ(made->reason, Reason::kNotACa);
  EXPECT_EQ(made->expected(Ruleset::kRfc5280), Expectation::kReject);
  EXPECT_FALSE(made->foreign);
  EXPECT_FALSE(made->question.leaf_key.empty());
  EXPECT_TRUE(made->needs.empty());
}

TEST(CaseMaker, MarksInstancesInTheIdsOfCaseAndTwin) {
  const CatalogueEntry* entry = house().find("rfc5280/validity/time-expired-leaf");
  auto maker = CaseMaker::open(house().keys_folder, {});
  ASSERT_TRUE(entry != nullptr && maker);
  const auto made = maker->make(*entry, 3);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->id, "rfc5280/validity/time-expired-leaf@3");
  EXPECT_EQ(made->behaviour, "rfc5280/validity/time-expired-leaf");
  EXPECT_EQ(made->area, "rfc5280/validity");
  EXPECT_EQ(made->twin, "profile/tls-server-3@3");
}

TEST(CaseMaker, NeedsEd25519WhereACertificateUsesIt) {
  GenerateOptions options;
  options.keys = KeyType::kEd25519;
  const auto made = make_case(house(), *house().find("profile/tls-server-2"), options);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->needs, std::vector<Capability>{Capability::kEd25519});
}

TEST(Select, KnowsIdsGlobsAndTags) {
  const auto ids = [](const std::vector<std::string>& patterns) {
    std::vector<std::string> found;
    const auto chosen = select(house(), patterns);
    EXPECT_TRUE(chosen) << (chosen ? "" : chosen.error().message);
    if (!chosen) return found;
    for (const CatalogueEntry* entry : *chosen) found.push_back(entry->id);
    return found;
  };
  EXPECT_EQ(ids({"profile/tls-server-2"}), std::vector<std::string>{"profile/tls-server-2"});
  EXPECT_GE(ids({"profile/tls-server-*"}).size(), 3U);
  EXPECT_EQ(ids({"profile/tls-server-*", "profile/tls-server-2"}), ids({"profile/tls-server-*"}));
  const std::vector<std::string> mtls = ids({"tag:mtls"});
  for (const CatalogueEntry& entry : house().entries) {
    const bool client = entry.hierarchy.question.purpose == Purpose::kClientAuth;
    EXPECT_EQ(std::count(mtls.begin(), mtls.end(), entry.id), client ? 1 : 0) << entry.id;
  }
  for (const std::string& id : ids({})) EXPECT_NE(id.substr(0, 7), "canary/");
}

TEST(Select, NamesTheNearestIdOrTag) {
  const auto message = [](const std::string& pattern) {
    const auto chosen = select(house(), std::vector<std::string>{pattern});
    return chosen ? std::string() : chosen.error().message;
  };
  EXPECT_EQ(message("profile/tls-server-9"),
            "unknown case 'profile/tls-server-9'; did you mean 'profile/tls-server-2'?; "
            "'assay list' shows them all");
  EXPECT_EQ(message("time-expired-leaf"),
            "unknown case 'time-expired-leaf'; did you mean 'rfc5280/validity/time-expired-leaf'?");
  EXPECT_EQ(message("tag:mtsl").substr(0, 18), "unknown tag 'mtsl'");
}

TEST(Select, TakesAwayWhatASignSays) {
  const auto ids = [](const std::vector<std::string>& patterns) {
    std::set<std::string> found;
    const auto chosen = select(house(), patterns);
    EXPECT_TRUE(chosen) << chosen.error().message;
    for (const CatalogueEntry* entry : *chosen) found.insert(entry->id);
    return found;
  };
  const auto validity = ids({"rfc5280/validity/*"});
  const auto others = ids({"!rfc5280/validity/*"});
  EXPECT_EQ(validity.size() + others.size(), ids({}).size());
  const auto without = ids({"rfc5280/validity/*", "!rfc5280/validity/time-expired-leaf"});
  EXPECT_EQ(without.size() + 1, validity.size());
}

TEST(Select, HasOneFirstCaseOfEveryBehaviour) {
  const auto chosen = select(house(), std::vector<std::string>{"tag:first"});
  ASSERT_TRUE(chosen);
  std::set<std::string> behaviours;
  for (const CatalogueEntry* entry : *chosen) {
    EXPECT_TRUE(behaviours.insert(entry->behaviour).second) << entry->id;
  }
  EXPECT_EQ(behaviours.size(), count(house()).behaviours);
}

TEST(WithTwins, AddsWhatIsMissingOnce) {
  const auto chosen = select(house(), std::vector<std::string>{"rfc5280/validity/time-expired-*"});
  ASSERT_TRUE(chosen);
  const auto all = with_twins(house(), *chosen);
  EXPECT_EQ(all.size(), chosen->size() + 1);
  EXPECT_EQ(all.front()->id, "profile/tls-server-3");
}

// Files of a catalogue that is wrong, in a folder of its own.
class WrongCatalogueTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "assay_catalogue_" +
              testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    for (const char* sub : {"/clauses", "/profiles", "/catalogue"}) {
      ASSERT_TRUE(make_directories(folder_ + sub));
    }
    put("clauses/c.yaml",
        "document: D\n"
        "clauses: [{id: d-1, title: T, section: '1', binds: issuer, strength: must}]\n");
    put("profiles/p.yaml",
        "profile: p\n"
        "title: A root alone\n"
        "question: {time: 2026-06-01T00:00:00Z, purpose: server-auth, leaf: root, anchors: "
        "[root]}\n"
        "certificates:\n"
        "  root: {subject: [], not_before: 2024-01-01T00:00:00Z, not_after: "
        "2044-01-01T00:00:00Z}\n");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void put(const std::string& name, const std::string& text) {
    ASSERT_TRUE(write_file(folder_ + "/" + name, text));
  }

  // The mistakes, with the folder's name taken out.
  std::string mistakes() {
    const auto loaded = load_catalogue(folder_);
    std::string text = loaded ? "" : loaded.error().message;
    for (std::size_t at; (at = text.find(folder_ + "/")) != std::string::npos;) {
      text.erase(at, folder_.size() + 1);
    }
    return text;
  }

  std::string with_case(const std::string& fields) {
    put("catalogue/a.yaml", "area: a\nprofile: p\ncases:\n  - {" + fields + "}\n");
    return mistakes();
  }

  std::string folder_;
};

constexpr char kReject[] = "id: x, title: T, expect: {rfc5280: reject}";

TEST_F(WrongCatalogueTest, TakesOneThatIsRight) {
  EXPECT_EQ(with_case(std::string(kReject) +
                      ", clauses: [d-1], reason: expired, edit: {root: {version: 1}}"),
            "");
}

TEST_F(WrongCatalogueTest, WantsReasonClauseAndEditOfAReject) {
  EXPECT_EQ(with_case(kReject),
            "catalogue/a.yaml:4:5: case 'a/x': a reject needs a reason\n"
            "catalogue/a.yaml:4:5: case 'a/x': a reject needs a clause\n"
            "catalogue/a.yaml:4:5: case 'a/x': a reject differs from its twin by exactly one edit, "
            "not 0");
}

TEST_F(WrongCatalogueTest, RefusesTwoEditsOfAReject) {
  EXPECT_EQ(
      with_case(std::string(kReject) +
                ", clauses: [d-1], reason: expired, edit: {root: {version: 1, serial: '00'}}"),
      "catalogue/a.yaml:4:5: case 'a/x': a reject differs from its twin by exactly one edit, "
      "not 2");
}

TEST_F(WrongCatalogueTest, RefusesAnEditThatChangesNothing) {
  EXPECT_EQ(with_case(std::string(kReject) +
                      ", clauses: [d-1], reason: expired, edit: {root: {version: 3}}"),
            "catalogue/a.yaml:4:5: case 'a/x': the edit changes nothing");
}

TEST_F(WrongCatalogueTest, RefusesAnUnknownClauseTwinAndProfile) {
  put("catalogue/b.yaml",
      "area: b\nprofile: q\ncases:\n  - {id: y, title: T, expect: {rfc5280: accept}}\n");
  EXPECT_EQ(with_case(std::string(kReject) +
                      ", clauses: [d-2], reason: expired, twin: profile/q, edit: {root: {version: "
                      "1}}"),
            "catalogue/a.yaml:4:60: unknown clause 'd-2'; did you mean 'd-1'?\n"
            "catalogue/a.yaml:4:89: unknown twin 'profile/q'; did you mean 'profile/p'?\n"
            "catalogue/b.yaml:4:5: unknown profile 'q'; did you mean 'p'?");
}

TEST_F(WrongCatalogueTest, RefusesATwinThatRejects) {
  put("catalogue/b.yaml",
      "area: b\nprofile: p\ncases:\n"
      "  - {id: y, title: T, expect: {rfc5280: either}, edit: {root: {serial: '00'}}}\n");
  EXPECT_EQ(with_case(std::string(kReject) +
                      ", clauses: [d-1], reason: expired, twin: b/y, edit: {root: {version: 1}}"),
            "catalogue/a.yaml:4:5: case 'a/x': its twin 'b/y' does not accept under rfc5280");
}

TEST_F(WrongCatalogueTest, RefusesTwinsInACircle) {
  const std::string rest = ", clauses: [d-1], reason: expired, edit: {root: {version: 1}}";
  EXPECT_NE(with_case(std::string(kReject) + rest + ", twin: a/x").find("a circle of twins"),
            std::string::npos);
}

TEST_F(WrongCatalogueTest, RefusesADuplicateId) {
  put("catalogue/b.yaml",
      "area: a\nprofile: p\ncases:\n  - {id: x, title: T, expect: {rfc5280: accept}}\n");
  EXPECT_EQ(with_case("id: x, title: T, expect: {rfc5280: accept}"),
            "catalogue/b.yaml:4:10: the id 'a/x' stands at catalogue/a.yaml:4:5 already");
}

TEST_F(WrongCatalogueTest, RefusesAReasonWithoutAReject) {
  EXPECT_EQ(with_case("id: x, title: T, expect: {rfc5280: accept}, reason: expired"),
            "catalogue/a.yaml:4:5: case 'a/x': a reason, but no ruleset that rejects");
}

TEST_F(WrongCatalogueTest, RefusesAnEditOfWhatIsNotThere) {
  EXPECT_EQ(with_case("id: x, title: T, expect: {rfc5280: accept}, edit: {rooot: {version: 1}}"),
            "catalogue/a.yaml:4:57: unknown key 'rooot'; did you mean 'root'?");
}

TEST_F(WrongCatalogueTest, ListsMistakesOfAllFilesAtOnce) {
  put("profiles/p.yaml", "profile: p\ntitle: [\n");
  put("catalogue/b.yaml", "area: b\n");
  const std::string text = with_case("id: x, tittle: T, expect: {rfc5280: acept}");
  for (const char* part :
       {"profiles/p.yaml:3:1:", "catalogue/b.yaml:1:1: a file of cases needs the key 'cases'",
        "catalogue/a.yaml:4:13: unknown key 'tittle'; did you mean 'title'?",
        "unknown expectation 'acept'; did you mean 'accept'?"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\nin\n" << text;
  }
}

TEST_F(WrongCatalogueTest, SweepsCountAsOneBehaviourAndTwinsAreFoundCaseByCase) {
  EXPECT_EQ(with_case("id: good, title: T, for_each: {serial: {one: '01', two: '02'}}, "
                      "expect: {rfc5280: accept}, edit: {root: {serial: $(serial)}}}\n"
                      "  - {id: bad, title: T, for_each: {serial: [one, two]}, clauses: [d-1], "
                      "reason: expired, expect: {rfc5280: reject}, twin: a/good/$(serial), "
                      "edit: {root: {version: 1}}"),
            "");
  const auto loaded = load_catalogue(folder_);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(count(*loaded).behaviours, 2U);
  EXPECT_EQ(count(*loaded).cases, 5U);  // the profile's too
  const CatalogueEntry* bad = loaded->find("a/bad/two");
  ASSERT_NE(bad, nullptr);
  EXPECT_EQ(bad->twin, "a/good/two");
  EXPECT_EQ(bad->behaviour, "a/bad");
  EXPECT_EQ(bad->hierarchy.certificates[0].serial, Bytes{2});
}

TEST_F(WrongCatalogueTest, ListsAMistakeOfASweepOnce) {
  EXPECT_EQ(with_case("id: x, title: T, for_each: {a: [p, q, r]}, expect: {rfc5280: acept}"),
            "catalogue/a.yaml:4:67: unknown expectation 'acept'; did you mean 'accept'?");
}

TEST_F(WrongCatalogueTest, NamesAFolderThatIsNotThere) {
  std::filesystem::remove_all(folder_ + "/profiles");
  EXPECT_NE(mistakes().find("profiles"), std::string::npos);
}

TEST_F(WrongCatalogueTest, HashesEveryOctetItReads) {
  ASSERT_EQ(mistakes(), "");
  const std::string before = load_catalogue(folder_)->sha256;
  put("catalogue/a.yaml", "area: a\nprofile: p\ncases: []\n");
  EXPECT_NE(load_catalogue(folder_)->sha256, before);
  EXPECT_EQ(before.size(), 64U);
}

}  // namespace
}  // namespace assay
