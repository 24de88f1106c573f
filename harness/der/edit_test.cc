#include "harness/der/edit.h"

#include <gtest/gtest.h>

#include "harness/base/row_name.h"

namespace assay::der {
namespace {

// A certificate's shape, small enough to read in hexadecimal.
Node tree() {
  Node constraints = sequence(oid(Bytes{0x2a}).as("extnID"),
                              octet_string_of(sequence(boolean(true).as("cA"))).as("value"))
                         .as("basicConstraints");
  return sequence(
      sequence(integer(7).as("serialNumber"),
               sequence(integer(1).as("notBefore"), integer(2).as("notAfter")).as("validity"),
               context_explicit(3, sequence(std::move(constraints))).as("extensions"))
          .as("tbs"),
      bit_string(Bytes{0xab, 0xcd}).as("signature"));
}

TEST(Tree, is_what_the_edits_below_start_from) {
  EXPECT_EQ(hex(encode(tree())),
            "3022301b020107300602010102010"
            "2a30e300c300a06012a040530030101ff030300abcd");
}

struct EditRow {
  const char* name;
  Edit edit;
  const char* at;   // the node whose encoding is looked at afterwards
  const char* hex;  // of that node
};

std::vector<EditRow> edits() {
  return {
      {"replace", {"tbs/serialNumber", EditOp::kReplace, {0x05, 0x00}}, "tbs/0", "0500"},
      {"replace_by_nothing",
       {"tbs/validity/0", EditOp::kReplace, {}},
       "tbs/validity",
       "3003020102"},
      {"content", {"tbs/serialNumber", EditOp::kContent, {0x00, 0x07}}, "tbs/0", "02020007"},
      {"content_drops_children", {"tbs/validity", EditOp::kContent, {0x01}}, "tbs/1", "300101"},
      {"tag", {"tbs/serialNumber", EditOp::kTag, {0x82}}, "tbs/0", "820107"},
      {"tag_of_many_octets", {"tbs/0", EditOp::kTag, {0x9f, 0x1f}}, "tbs/0", "9f1f0107"},
      {"length", {"tbs/serialNumber", EditOp::kLength, {0x81, 0x01}}, "tbs/0", "02810107"},
      {"flip", {"signature", EditOp::kFlip, {0x01}}, "1", "030300abcc"},
      {"flip_of_a_constructed_node",
       {"tbs/validity", EditOp::kFlip, {0x03}},
       "tbs/1",
       "3006020101020101"},
      {"remove", {"tbs/validity/notBefore", EditOp::kRemove, {}}, "tbs/validity", "3003020102"},
      {"append", {"tbs/validity", EditOp::kAppend, {0x05, 0x00}}, "tbs/1", "30080201010201020500"},
      {"append_to_a_primitive", {"signature", EditOp::kAppend, {0xef}}, "1", "030400abcdef"},
      {"prepend",
       {"tbs/validity", EditOp::kPrepend, {0x05, 0x00}},
       "tbs/1",
       "30080500020101020102"},
      {"prepend_to_a_primitive", {"tbs/0", EditOp::kPrepend, {0x00}}, "tbs/0", "02020007"},
      {"duplicate",
       {"tbs/validity/notBefore", EditOp::kDuplicate, {}},
       "tbs/1",
       "3009020101020101020102"},
      {"swap_next", {"tbs/validity/notBefore", EditOp::kSwapNext, {}}, "tbs/1", "3006020102020101"},
      {"inside_an_octet_string",
       {"tbs/extensions/basicConstraints/value/cA", EditOp::kContent, {0x01}},
       "tbs/extensions/basicConstraints/value",
       "04053003010101"},
      {"by_indices", {"0/2/0/0/1/0/0", EditOp::kContent, {0x01}}, "0/2/0/0/1", "04053003010101"},
      {"after_the_der_in_an_octet_string",
       {"tbs/extensions/basicConstraints/value", EditOp::kAppend, {0x00}},
       "tbs/extensions/basicConstraints/value",
       "040630030101ff00"},
      {"of_the_root", {"", EditOp::kContent, {}}, "", "3000"},
      {"flip_front", {"signature", EditOp::kFlipFront, {0x04}}, "1", "030304abcd"},
      {"content_and_tag",
       {"tbs/validity/notAfter", EditOp::kContent, {0x5a}, {0x18}},
       "tbs/1/1",
       "18015a"},
      {"flip_tag_changes_the_form",
       {"tbs/validity", EditOp::kFlipTag, {0x20}},
       "tbs/1",
       "1006020101020102"},
      {"flip_tag_changes_the_class",
       {"tbs/serialNumber", EditOp::kFlipTag, {0x80}},
       "tbs/0",
       "820107"},
      {"long_tag", {"tbs/validity", EditOp::kLongTag, {}}, "tbs/1", "3f1006020101020102"},
      {"long_tag_of_a_context_tag",
       {"tbs/extensions/basicConstraints/value/cA", EditOp::kLongTag, {}},
       "tbs/extensions/basicConstraints/value",
       "040630041f0101ff"},
      {"pad_length_of_a_short_one",
       {"tbs/serialNumber", EditOp::kPadLength, {1}},
       "tbs/0",
       "02810107"},
      {"pad_length_by_more",
       {"tbs/serialNumber", EditOp::kPadLength, {3}},
       "tbs/0",
       "028300000107"},
      {"longer_length", {"tbs/serialNumber", EditOp::kLongerLength, {2}}, "tbs/0", "020307"},
      {"longer_length_into_the_long_form",
       {"tbs/serialNumber", EditOp::kLongerLength, {0x01, 0x00}},
       "tbs/0",
       "0282010107"},
      {"shorter_length",
       {"tbs/validity", EditOp::kShorterLength, {2}},
       "tbs/1",
       "3004020101020102"},
      {"indefinite_length",
       {"tbs/validity", EditOp::kIndefiniteLength, {}},
       "tbs/1",
       "30800201010201020000"},
      {"segment_of_a_bit_string",
       {"signature", EditOp::kSegment, {2}},
       "1",
       "2308030200ab030200cd"},
      {"segment_of_der_in_an_octet_string",
       {"tbs/extensions/basicConstraints/value", EditOp::kSegment, {2}},
       "tbs/extensions/basicConstraints/value",
       "24090402300304030101ff"},
      {"wrap", {"tbs/serialNumber", EditOp::kWrap, {0xa0}}, "tbs/0", "a003020107"},
      {"unwrap", {"tbs/extensions", EditOp::kUnwrap, {}}, "tbs/2", "300c300a06012a040530030101ff"},
      {"unwrap_of_many", {"tbs/validity", EditOp::kUnwrap, {}}, "tbs/1", "020101"},
      {"insert", {"tbs/serialNumber", EditOp::kInsert, {0x05, 0x00}}, "tbs/0", "0500"},
  };
}

class EditTest : public testing::TestWithParam<EditRow> {};

TEST_P(EditTest, changes_that_and_nothing_else) {
  Node root = tree();
  const auto done = apply(root, GetParam().edit);
  ASSERT_TRUE(done) << done.error().message;
  const auto node = find(root, GetParam().at);
  ASSERT_TRUE(node) << node.error().message;
  EXPECT_EQ(hex(encode(**node)), GetParam().hex);
}

INSTANTIATE_TEST_SUITE_P(Der, EditTest, testing::ValuesIn(edits()), RowName());

TEST(Edit, of_raw_octets_reaches_them) {
  Node root = sequence(raw({0x02, 0x01, 0x05}).as("raw"));
  ASSERT_TRUE(apply(root, {"raw", EditOp::kFlip, {0x01}}));
  ASSERT_TRUE(apply(root, {"raw", EditOp::kPrepend, {0x00}}));
  ASSERT_TRUE(apply(root, {"raw", EditOp::kAppend, {0xff}}));
  EXPECT_EQ(hex(encode(root)), "300500020104ff");
}

TEST(Edit, the_length_of_all_around_follows) {
  Node root = tree();
  ASSERT_TRUE(apply(root, {"tbs/serialNumber", EditOp::kContent, Bytes(200, 0x01)}));
  EXPECT_EQ(hex(encode(root)).substr(0, 16), "3081eb3081e30281");
}

struct BadEditRow {
  const char* name;
  Edit edit;
  const char* message;
};

std::vector<BadEditRow> bad_edits() {
  return {
      {"no_such_label",
       {"tbs/validity/notAftr", EditOp::kRemove, {}},
       "path 'tbs/validity/notAftr': no 'notAftr' under 'tbs/validity'; did you mean 'notAfter'?; "
       "there: notBefore notAfter"},
      {"index_beyond_the_end",
       {"tbs/validity/2", EditOp::kRemove, {}},
       "path 'tbs/validity/2': no '2' under 'tbs/validity'; there: notBefore notAfter"},
      {"nothing_below",
       {"signature/kangaroo", EditOp::kRemove, {}},
       "path 'signature/kangaroo': no 'kangaroo' under 'signature'; nothing is there"},
      {"children_of_a_wrapper_are_named",
       {"tbs/extensions/kangaroo", EditOp::kRemove, {}},
       "path 'tbs/extensions/kangaroo': no 'kangaroo' under 'tbs/extensions'; there: "
       "basicConstraints"},
      {"empty_part",
       {"tbs//validity", EditOp::kRemove, {}},
       "path 'tbs//validity': no '' under 'tbs'; there: serialNumber validity extensions"},
      {"root_removed", {"", EditOp::kRemove, {}}, "remove of '': the root stays where it is"},
      {"last_swapped",
       {"signature", EditOp::kSwapNext, {}},
       "swap-next of 'signature': no node follows to change places with"},
      {"flip_of_nothing",
       {"signature", EditOp::kFlip, {}},
       "flip of 'signature': octets are missing"},
      {"flip_of_too_much",
       {"signature", EditOp::kFlip, {1, 1, 1, 1}},
       "flip of 'signature': 4 octets to flip, but the node has 3"},
      {"root_unwrapped", {"", EditOp::kUnwrap, {}}, "unwrap of '': the root stays where it is"},
      {"leaf_unwrapped",
       {"tbs/serialNumber", EditOp::kUnwrap, {}},
       "unwrap of 'tbs/serialNumber': no children to take the node's place"},
      {"count_of_zero",
       {"signature", EditOp::kLongerLength, {0}},
       "longer-length of 'signature': a count of at least 1 is wanted"},
      {"count_of_five_octets",
       {"signature", EditOp::kPadLength, {0, 0, 0, 0, 1}},
       "pad-length of 'signature': a count has four octets at most"},
      {"padded_beyond_what_a_length_can_be",
       {"signature", EditOp::kPadLength, {127}},
       "pad-length of 'signature': a length has 126 octets at most"},
      {"shorter_than_nothing",
       {"signature", EditOp::kShorterLength, {4}},
       "shorter-length of 'signature': the content has 3 octets"},
      {"more_segments_than_octets",
       {"tbs/extensions/basicConstraints/value", EditOp::kSegment, {6}},
       "segment of 'tbs/extensions/basicConstraints/value': 6 segments, but 5 octets"},
      {"tag_flipped_beyond_its_end",
       {"signature", EditOp::kFlipTag, {1, 1}},
       "flip-tag of 'signature': 2 octets to flip, but the identifier has 1"},
      {"tag_where_none_belongs",
       {"signature", EditOp::kReplace, {1}, {2}},
       "replace of 'signature': takes no tag"},
      {"remove_with_octets",
       {"signature", EditOp::kRemove, {1}},
       "remove of 'signature': takes no octets"},
  };
}

class BadEditTest : public testing::TestWithParam<BadEditRow> {};

TEST_P(BadEditTest, is_an_error_and_leaves_the_tree) {
  Node root = tree();
  const auto done = apply(root, GetParam().edit);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, GetParam().message);
  EXPECT_EQ(root, tree());
}

INSTANTIATE_TEST_SUITE_P(Der, BadEditTest, testing::ValuesIn(bad_edits()), RowName());

TEST(Find, the_first_of_equal_labels) {
  Node root = tree();
  ASSERT_TRUE(apply(root, {"tbs/serialNumber", EditOp::kDuplicate, {}}));
  EXPECT_EQ(*find(root, "tbs/serialNumber"), &root.children[0].children[0]);
}

TEST(Find, the_flip_of_a_wrapper_hides_what_it_held) {
  Node root = tree();
  ASSERT_TRUE(apply(root, {"tbs/extensions", EditOp::kFlip, {0x01}}));
  EXPECT_FALSE(find(root, "tbs/extensions/basicConstraints"));
}

}  // namespace
}  // namespace assay::der
