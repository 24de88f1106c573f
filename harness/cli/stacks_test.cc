// The four stacks through the program, end to end.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "harness/base/build_tree.h"
#include "harness/base/file.h"
#include "harness/cli/program_for_test.h"
#include "harness/cli/stacks_for_test.h"

namespace assay {
namespace {

using Json = nlohmann::json;

const std::string kSample = source_dir() + "/../shared/data/limbo-sample.json";

Json read_json(const std::string& path) {
  constexpr std::size_t kReportLimit = std::size_t{1} << 30;
  const auto text = read_file(path, kReportLimit);
  EXPECT_TRUE(text) << path;
  return Json::parse(text.value_or("null"));
}

TEST(Stacks, the_catalogue_holds_on_every_stack_with_every_difference_explained) {
  const TemporaryFolder folder;
  const ProgramRun run =
      run_program(with_catalogue({"verify", "--json", folder / "r.json", "--html",
                                  folder / "r.html", "--junit", folder / "r.xml"}));
  EXPECT_EQ(run.status, 0) << run.out << run.err;
  const Json results = read_json(folder / "r.json");
  EXPECT_GE(results["cases"].size(), 48U);
  EXPECT_EQ(results["targets"].size(), standard_targets().size());
  EXPECT_GT(std::filesystem::file_size(folder / "r.html"), 0U);
  EXPECT_GT(std::filesystem::file_size(folder / "r.xml"), 0U);
}

// One case of each behaviour; ci/handshakes.sh shakes them all.
TEST(Stacks, each_behaviour_holds_in_every_handshake_with_every_difference_explained) {
  const TemporaryFolder folder;
  std::vector<std::string> words = {"handshake",       "!tag:grid",    "--json",
                                    folder / "h.json", "--timeout-ms", "60000"};
  // A sanitizer watches the harness, which every area uses alike.
  if (kSanitized) {
    words.insert(words.end(), {"mtls/*", "rfc5280/validity/*", "rfc4158/candidates/*"});
  } else {
    words.emplace_back("tag:first");
  }
  const ProgramRun run = run_program(words);
  EXPECT_EQ(run.status, 0) << run.out << run.err;
  EXPECT_GE(read_json(folder / "h.json")["columns"].size(), standard_targets().size());
}

TEST(Stacks, each_module_reports_its_own_librarys_version) {
  const ProgramRun run = run_program({"targets", "--json"});
  ASSERT_EQ(run.status, 0) << run.err;
  for (const Json& target : Json::parse(run.out)) {
    EXPECT_FALSE(target["version"].get<std::string>().empty()) << target;
    // A library of its own: never the program, never another stack's.
    const std::string library = target["library"];
    EXPECT_NE(library.find(".so"), std::string::npos) << target;
    EXPECT_NE(library, build_dir() + "/assay") << target;
  }
}

TEST(Stacks, variants_of_openssl_differ_from_no_behaviour_unexplained) {
  const auto specs = installed_targets(build_dir() + "/targets");
  ASSERT_TRUE(specs);
  if (!find_target(*specs, "openssl/strict")) GTEST_SKIP() << "no OpenSSL module in this build";
  const ProgramRun run = run_program({"verify", "tag:first", "!tag:grid", "--target",
                                      "openssl/strict", "--target", "openssl/partial-chain"});
  EXPECT_EQ(run.status, 0) << run.out << run.err;
}

TEST(Stacks, a_library_from_another_place_ends_with_3) {
  const TemporaryFolder folder;
  const ProgramRun where = run_program({"targets", "--json"});
  ASSERT_EQ(where.status, 0) << where.err;
  std::string library;
  for (const Json& target : Json::parse(where.out)) {
    if (target["id"] == "openssl") library = target["library"];
  }
  if (library.empty()) GTEST_SKIP() << "no OpenSSL module in this build";
  const std::string name = library.substr(library.rfind('/') + 1);
  ASSERT_EQ(run_command({"/bin/cp", library, folder / name}).status, 0);
  const ProgramRun run =
      run_command({build_dir() + "/assay", "verify", "profile/tls-server-3", "--target", "openssl"},
                  {"LD_LIBRARY_PATH=" + folder.path()});
  EXPECT_EQ(run.status, 3) << run.out;
  EXPECT_NE(run.err.find("was built against"), std::string::npos) << run.err;
}

TEST(Stacks, every_pair_that_both_support_completes_on_a_good_chain_in_both_modes) {
  const TemporaryFolder folder;
  const ProgramRun run = run_program({"handshake", "profile/tls-server-3", "profile/mtls-client-3",
                                      "--tls", "1.2,1.3", "--json", folder / "h.json"});
  EXPECT_EQ(run.status, 0) << run.out << run.err;
  const Json results = read_json(folder / "h.json");
  ASSERT_EQ(results["cases"].size(), 2U);
  for (const Json& each : results["cases"]) {
    EXPECT_GE(each["verdicts"].size(), 1U);
    for (const auto& [column, verdict] : each["verdicts"].items()) {
      EXPECT_EQ(verdict["decision"], "accept") << each["id"] << " " << column << " " << verdict;
    }
  }
}

TEST(Stacks, a_refused_client_certificate_is_named_by_both_sides_alerts) {
  const TemporaryFolder folder;
  const ProgramRun run =
      run_program({"handshake", "mtls/client/hs-client-expired", "--client", "openssl", "--server",
                   "openssl", "--tls", "1.2", "--json", folder / "h.json"});
  EXPECT_EQ(run.status, 0) << run.out << run.err;
  const Json results = read_json(folder / "h.json");
  for (const Json& each : results["cases"]) {
    if (each["id"] != "mtls/client/hs-client-expired") continue;
    const Json& handshake = each["verdicts"]["openssl>openssl/1.2"]["handshake"];
    const auto names = [](const Json& alerts) {
      std::vector<std::string> list;
      for (const Json& alert : alerts) {
        list.push_back(alert["direction"].get<std::string>() + " " +
                       alert["name"].get<std::string>());
      }
      return list;
    };
    using Names = std::vector<std::string>;
    EXPECT_EQ(names(handshake["client"]["alerts"]), Names{"received certificate_expired"});
    EXPECT_EQ(names(handshake["server"]["alerts"]), Names{"sent certificate_expired"});
    EXPECT_EQ(names(handshake["wire"]), Names{"received certificate_expired"});
  }
}

TEST(Stacks, the_foreign_sample_runs_on_every_stack_and_every_id_is_listed) {
  if (!read_file(kSample)) GTEST_SKIP() << kSample << " is not there";
  const TemporaryFolder folder;
  const ProgramRun run = run_program({"verify", kSample, "--limbo-results", folder.path()});
  EXPECT_EQ(run.status, 0) << run.out << run.err;
  const std::size_t ids = read_json(kSample)["testcases"].size();
  for (const TargetSpec& spec : standard_targets()) {
    const Json results = read_json(folder / (spec.id + ".json"));
    EXPECT_EQ(results["version"], 1);
    EXPECT_EQ(results["results"].size(), ids) << spec.id;
  }
}

TEST(Stacks, two_runs_of_equal_inputs_differ_in_times_only) {
  const TemporaryFolder folder;
  for (const char* name : {"a.json", "b.json"}) {
    run_program({"verify", "rfc5280/validity/*", "--json", folder / name});
  }
  Json a = read_json(folder / "a.json");
  Json b = read_json(folder / "b.json");
  for (Json* results : {&a, &b}) {
    (*results)["run"].erase("times");
    for (Json& each : (*results)["cases"]) {
      for (auto& verdict : each["verdicts"]) verdict.erase("micros");
    }
  }
  EXPECT_EQ(a, b);
}

}  // namespace
}  // namespace assay
