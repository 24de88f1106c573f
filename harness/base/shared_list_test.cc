#include "harness/base/shared_list.h"

#include <gtest/gtest.h>

#include <string>

namespace assay {
namespace {

SharedList<std::string> list_of(std::initializer_list<const char*> texts) {
  SharedList<std::string> list;
  for (const char* text : texts) list.emplace_back() = text;
  return list;
}

TEST(SharedList, a_copy_shares_every_element_until_one_is_changed) {
  const SharedList<std::string> original = list_of({"a", "b"});
  SharedList<std::string> copy = original;
  EXPECT_TRUE(copy.shares(0, original) && copy.shares(1, original));
  copy.edit(1) = "c";
  EXPECT_TRUE(copy.shares(0, original));
  EXPECT_FALSE(copy.shares(1, original));
  EXPECT_EQ(original[1], "b");
  EXPECT_EQ(copy[1], "c");
}

TEST(SharedList, changes_in_place_what_nobody_else_has) {
  SharedList<std::string> list = list_of({"a"});
  const std::string* before = &list[0];
  list.edit(0) = "b";
  EXPECT_EQ(&list[0], before);
}

TEST(SharedList, is_equal_by_value_not_by_what_is_shared) {
  EXPECT_EQ(list_of({"a", "b"}), list_of({"a", "b"}));
  EXPECT_FALSE(list_of({"a", "b"}) == list_of({"a", "c"}));
  EXPECT_FALSE(list_of({"a"}) == list_of({"a", "a"}));
}

TEST(SharedList, is_walked_in_order) {
  std::string all;
  const SharedList<std::string> list = list_of({"a", "b", "c"});
  for (const std::string& each : list) all += each;
  EXPECT_EQ(all, "abc");
}

}  // namespace
}  // namespace assay
