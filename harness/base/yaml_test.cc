#include "harness/base/yaml.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

std::string message_of(std::string_view text) {
  const auto root = parse_yaml(text, "f.yaml");
  return root ? "" : root.error().message;
}

TEST(ParseYaml, KeepsOrderKindsAndPlaces) {
  const auto root = parse_yaml("b: [x, 'true']\na: {n: ~}\n", "f.yaml");
  ASSERT_TRUE(root) << root.error().message;
  ASSERT_EQ(root->items.size(), 2U);
  EXPECT_EQ(root->items[0].key, "b");
  EXPECT_FALSE(root->items[0].items[0].quoted);
  EXPECT_TRUE(root->items[0].items[1].quoted);
  EXPECT_EQ(root->items[1].key_place.line, 2);
  EXPECT_EQ(root->items[1].place.column, 4);
  EXPECT_EQ(root->find("a")->find("n")->kind, YamlNode::Kind::kNull);
}

TEST(ParseYaml, AnEmptyDocumentIsNull) {
  const auto root = parse_yaml("# nothing\n", "f.yaml");
  ASSERT_TRUE(root);
  EXPECT_EQ(root->kind, YamlNode::Kind::kNull);
}

struct RefusedRow {
  const char* name;
  const char* text;
  const char* message;
};

class YamlRefusesTest : public testing::TestWithParam<RefusedRow> {};

TEST_P(YamlRefusesTest, WithThePlace) {
  EXPECT_EQ(message_of(GetParam().text), GetParam().message);
}

constexpr RefusedRow kRefused[] = {
    {"duplicate_keys_all_listed", "a: 1\na: 2\nb: {c: 1, c: 2}\n",
     "f.yaml:2:1: the key 'a' stands here twice\nf.yaml:3:11: the key 'c' stands here twice"},
    {"anchors", "a: &x 1\n", "f.yaml:1:4: an anchor: write each value out"},
    {"aliases", "a: *x\n", "f.yaml:1:4: the referenced anchor is not defined"},
    {"tags", "a: !!int 1\n", "f.yaml:1:4: a tag 'tag:yaml.org,2002:int': leave it out"},
    {"second_documents", "a: 1\n---\nb: 1\n", "f.yaml:3:1: a second document: one a file"},
    {"keys_that_are_lists", "? [a]\n: 1\n", "f.yaml:1:3: a key that is not a text"},
    {"empty_keys", "~: 1\n", "f.yaml:1:1: a key that is not a text"},
    {"bad_grammar", "a: [1\n", "f.yaml:2:1: end of sequence flow not found"},
};
INSTANTIATE_TEST_SUITE_P(Yaml, YamlRefusesTest, testing::ValuesIn(kRefused),
                         [](const auto& row) { return row.param.name; });

TEST(ParseYaml, RefusesNulAndForeignEncodings) {
  EXPECT_EQ(message_of(std::string_view("a\0b", 3)), "f.yaml: not a text: it has NUL octets");
  EXPECT_EQ(message_of("\xff\xfe..."), "f.yaml: not UTF-8");
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']') + "\n";
}

TEST(ParseYaml, TakesDepthUpToTheLimitOnly) {
  EXPECT_EQ(message_of(nested(kMaxYamlDepth)), "");
  EXPECT_EQ(message_of(nested(kMaxYamlDepth + 1)), "f.yaml:1:33: nested deeper than 32 levels");
}

TEST(ParseYaml, TakesSizeAndCountUpToTheLimitOnly) {
  std::string text = "a: 1\n#";
  text.resize(kMaxYamlBytes, 'x');
  EXPECT_EQ(message_of(text), "");
  EXPECT_NE(message_of(text + "x"), "");
  std::string list;
  for (std::size_t i = 1; i < kMaxYamlNodes; ++i) list += "- 1\n";
  EXPECT_EQ(message_of(list), "");
  EXPECT_NE(message_of(list + "- 1\n"), "");
}

TEST(YamlReader, ShowsForeignTextOnOneLineOfAMistake) {
  Mistakes mistakes;
  const YamlReader reader("f.yaml", mistakes);
  reader.wrong(YamlPlace{1, 2}, "no such key 'a\n\x1b[0m'");
  EXPECT_EQ(mistakes.result().error().message, "f.yaml:1:2: no such key 'a..[0m'");
}

TEST(LoadYaml, NamesThePathThatIsNoFile) {
  EXPECT_NE(load_yaml("/no/such.yaml").error().message.find("/no/such.yaml"), std::string::npos);
  EXPECT_NE(load_yaml("/").error().message.find("directory"), std::string::npos);
}

enum class Colour { kRed, kGreen };

}  // namespace

template <>
struct EnumNames<Colour> {
  static constexpr std::pair<Colour, std::string_view> kNames[] = {{Colour::kRed, "red"},
                                                                   {Colour::kGreen, "green"}};
};

namespace {

struct Values {
  std::string text = "old";
  bool flag = false;
  int number = 7;
  UnixTime time = 0;
  Bytes octets;
  std::vector<std::string> texts;
  Colour colour = Colour::kRed;
};

std::string read(std::string_view yaml, Values& v) {
  const auto root = parse_yaml(yaml, "f.yaml");
  if (!root) return root.error().message;
  Mistakes mistakes;
  const YamlReader reader("f.yaml", mistakes);
  YamlMap map(reader, *root, "a value");
  map.text("text", v.text);
  map.flag("flag", v.flag);
  map.integer("number", v.number, 0, 9);
  map.time("time", v.time);
  map.octets("octets", v.octets);
  map.texts("texts", v.texts);
  map.word("colour", v.colour);
  map.finish();
  return mistakes.empty() ? "" : mistakes.result().error().message;
}

TEST(YamlMap, ReadsEachKind) {
  Values v;
  EXPECT_EQ(read("{text: t, flag: true, number: 9, time: '1970-01-01T00:00:05Z', octets: '0aff',"
                 " texts: [a, b], colour: green}",
                 v),
            "");
  EXPECT_EQ(v.text, "t");
  EXPECT_TRUE(v.flag);
  EXPECT_EQ(v.number, 9);
  EXPECT_EQ(v.time, 5);
  EXPECT_EQ(v.octets, (Bytes{0x0a, 0xff}));
  EXPECT_EQ(v.texts, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(v.colour, Colour::kGreen);
}

TEST(YamlMap, LeavesAValueAloneWhoseKeyIsMissing) {
  Values v;
  EXPECT_EQ(read("{flag: true}", v), "");
  EXPECT_EQ(v.text, "old");
  EXPECT_EQ(v.number, 7);
}

TEST(YamlMap, ListsEveryMistakeWithPlaceAndNearestWord) {
  Values v;
  EXPECT_EQ(read("{tex: t, number: 10, flag: 'true', colour: gren}", v),
            "f.yaml:1:28: true or false is wanted here\n"
            "f.yaml:1:18: a whole number from 0 to 9 is wanted here\n"
            "f.yaml:1:44: unknown colour 'gren'; did you mean 'green'?\n"
            "f.yaml:1:2: unknown key 'tex'; did you mean 'text'?");
  EXPECT_EQ(v.number, 7);
}

TEST(YamlMap, WantsAMapping) {
  Values v;
  EXPECT_EQ(read("- a\n", v), "f.yaml:1:1: a value is a mapping");
}

TEST(Mistakes, ShowsOnlySoMany) {
  Mistakes mistakes;
  for (std::size_t i = 0; i < kMaxYamlMistakes + 2; ++i) mistakes.add("m" + std::to_string(i));
  EXPECT_NE(mistakes.result().error().message.find("\nand 2 more"), std::string::npos);
}

}  // namespace
}  // namespace assay
