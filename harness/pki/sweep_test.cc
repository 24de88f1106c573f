#include "harness/pki/sweep.h"

#include <gtest/gtest.h>

#include "harness/base/row_name.h"

namespace assay {
namespace {

struct Swept {
  std::vector<std::string> cases;  // "<name>: <expanded text>"
  std::string mistakes;
};

// Reads a document with for_each, except and text, and expands the text for every combination.
Swept sweep(const std::string& yaml) {
  Swept out;
  Mistakes mistakes;
  const YamlReader reader("s.yaml", mistakes);
  const auto root = parse_yaml(yaml, "s.yaml");
  EXPECT_TRUE(root) << root.error().message;
  const Sweep swept =
      Sweep::read(reader, *root->find("for_each"), root->find("except"), root->find("axes"));
  for (const Sweep::Values& values : swept.combinations()) {
    const YamlNode* text = root->find("text");
    if (text == nullptr) continue;
    out.cases.push_back(swept.name(values) + ": " + swept.expand(reader, *text, values).text);
  }
  if (const auto result = mistakes.result(); !result) out.mistakes = result.error().message;
  return out;
}

using Texts = std::vector<std::string>;

TEST(Sweep, multiplies_its_axes_with_the_last_changing_fastest) {
  const Swept got = sweep("for_each: {a: [x, y], b: {one: '1', two: '2'}}\ntext: $(a)=$(b)");
  EXPECT_EQ(got.cases, (Texts{"x-one: x=1", "x-two: x=2", "y-one: y=1", "y-two: y=2"}));
  EXPECT_EQ(got.mistakes, "");
}

TEST(Sweep, leaves_out_the_combinations_that_all_words_of_an_exception_name) {
  const Swept got =
      sweep("for_each: {a: [x, y], b: [p, q, r]}\nexcept: [{a: x, b: [p, q]}]\ntext: t");
  EXPECT_EQ(got.cases, (Texts{"x-r: t", "y-p: t", "y-q: t", "y-r: t"}));
}

TEST(Sweep, takes_axes_of_the_file_one_after_the_other) {
  const Swept got = sweep(
      "axes: {times: {from: notBefore}, names: [issuer]}\n"
      "for_each: {node: times+names}\ntext: $(node)");
  EXPECT_EQ(got.cases, (Texts{"from: notBefore", "issuer: issuer"}));
  EXPECT_EQ(got.mistakes, "");
}

TEST(Sweep, gives_a_values_word_and_members_and_follows_references_in_values) {
  const Swept got = sweep(
      "for_each: {a: {w: {n: 5, path: tbs/$(b)}}, b: [leaf]}\n"
      "text: $(a.word) $(a.n) $(a.path)");
  EXPECT_EQ(got.cases, Texts{"w-leaf: w 5 tbs/leaf"});
}

TEST(Sweep, a_reference_alone_takes_the_whole_value_and_keeps_its_own_key) {
  Mistakes mistakes;
  const YamlReader reader("s.yaml", mistakes);
  const auto root = parse_yaml("for_each: {e: {w: {ca: false}}}\n$(e.word): $(e)", "s.yaml");
  const Sweep swept = Sweep::read(reader, *root->find("for_each"), nullptr);
  const YamlNode got = swept.expand(reader, root->items[1], swept.combinations()[0]);
  EXPECT_EQ(got.key, "w");
  ASSERT_NE(got.find("ca"), nullptr);
  EXPECT_EQ(got.find("ca")->text, "false");
  EXPECT_TRUE(mistakes.empty());
}

TEST(Sweep, mappings_whose_keys_become_equal_are_one) {
  Mistakes mistakes;
  const YamlReader reader("s.yaml", mistakes);
  const auto root = parse_yaml("for_each: {e: [x]}\nmap: {x: {a: '1'}, $(e): {b: '2'}}", "s.yaml");
  const Sweep swept = Sweep::read(reader, *root->find("for_each"), nullptr);
  const YamlNode got = swept.expand(reader, *root->find("map"), swept.combinations()[0]);
  ASSERT_EQ(got.items.size(), 1U);
  EXPECT_EQ(got.items[0].find("a")->text, "1");
  EXPECT_EQ(got.items[0].find("b")->text, "2");
  EXPECT_TRUE(mistakes.empty());
}

struct MistakeRow {
  const char* name;
  const char* yaml;
  const char* mistake;
};
class SweepMistakeTest : public testing::TestWithParam<MistakeRow> {};
TEST_P(SweepMistakeTest, HasItsPlace) {
  EXPECT_EQ(sweep(GetParam().yaml).mistakes, GetParam().mistake);
}

constexpr MistakeRow kMistakes[] = {
    {"no_axis", "for_each: {}", "s.yaml:1:11: for_each is a mapping of at least one axis"},
    {"no_value", "for_each: {a: []}",
     "s.yaml:1:15: an axis is a list of words, or a mapping of words to values"},
    {"bad_word", "for_each: {a: [X]}",
     "s.yaml:1:16: 'X' is no word of an axis (small letters, digits, '.', '-'): write {word: "
     "value}"},
    {"word_twice", "for_each: {a: [x, x]}", "s.yaml:1:19: the axis has the word 'x' already"},
    {"no_axis_of_the_file", "axes: {nodes: [x]}\nfor_each: {a: node}",
     "s.yaml:2:15: the file has no axis 'node'"},
    {"unknown_axis", "for_each: {place: [x]}\ntext: $(plaice)",
     "s.yaml:2:7: unknown axis 'plaice'; did you mean 'place'?"},
    {"unknown_member", "for_each: {a: {w: {n: 1}}}\ntext: $(a.m)",
     "s.yaml:2:7: the value 'w' of the axis 'a' has no member 'm'"},
    {"keys_that_become_the_same", "for_each: {a: [x, y]}\ntext: {$(a): 1, x: 2}",
     "s.yaml:2:17: the key 'x' stands here twice in the combination x"},
    {"mapping_in_a_text", "for_each: {a: {w: {n: 1}}}\ntext: x$(a)",
     "s.yaml:2:7: $(a) is no text and cannot stand in one: $(a.word) can"},
    {"circle", "for_each: {a: {w: $(b)}, b: {v: $(a)}}\ntext: $(a)",
     "s.yaml:1:19: values that refer to each other without end"},
    {"idle_exception", "for_each: {a: [x]}\nexcept: [{a: y}]",
     "s.yaml:2:10: excepts no combination: an axis or a word is misspelt, or left out above"},
    {"nothing_left", "for_each: {a: [x]}\nexcept: [{a: x}]", "s.yaml:2:9: leaves no combination"},
};
INSTANTIATE_TEST_SUITE_P(Sweep, SweepMistakeTest, testing::ValuesIn(kMistakes), RowName());

std::string words(char letter, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += (i > 0 ? ", " : "") + std::string(1, letter) + std::to_string(i);
  }
  return "[" + text + "]";
}

TEST(Sweep, makes_as_many_cases_as_its_limit_and_not_one_more) {
  static_assert(kMaxSweep == 50'000);
  EXPECT_EQ(sweep("for_each: {a: " + words('a', 250) + ", b: " + words('b', 200) + "}\ntext: t")
                .cases.size(),
            kMaxSweep);
  const Swept over =
      sweep("for_each: {a: " + words('a', 251) + ", b: " + words('b', 200) + "}\ntext: t");
  EXPECT_EQ(over.mistakes, "s.yaml:1:11: more than 50000 cases");
}

}  // namespace
}  // namespace assay
