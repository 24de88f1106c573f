// Sweep: one behaviour multiplied to many cases by the values of its axes.
//
//   for_each:
//     place: [leaf, intermediate]                  # each word is its own value
//     bound: { zero: { n: 0 }, one: { n: 1 } }     # word: a text, a list or a mapping
//     node: strings+times                          # axes of the file, one after the other
//   except: [{ place: leaf, bound: one }]          # combinations that are left out
//
// In the rest of the behaviour "$(axis)" stands for the axis' value: in the middle of a text or a
// key for its text, alone for all of it. "$(axis.word)" is the word, "$(axis.field)" a member of a
// value that is a mapping. Values may hold references themselves. Mappings whose keys become equal
// are one.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "harness/base/yaml.h"

namespace assay {

// kMaxSweep is how many cases one behaviour may multiply to.
inline constexpr std::size_t kMaxSweep = 50'000;

class Sweep {
 public:
  // Values is one combination: the number of a value, an axis.
  using Values = std::vector<std::size_t>;

  Sweep() = default;

  // read() takes the values of the keys `for_each` and `except` (null where there is none) and
  // records every mistake: an axis without values, a word that is none (small letters, digits, '.'
  // and '-'), an exception that excepts nothing, more than kMaxSweep cases. The nodes outlive it.
  // `axes` are those of the file, by name, or null.
  static Sweep read(const YamlReader& reader, const YamlNode& for_each, const YamlNode* except,
                    const YamlNode* axes = nullptr);

  // combinations() lists what is to be made, the last axis changing fastest.
  [[nodiscard]] const std::vector<Values>& combinations() const { return combinations_; }

  // name() is the words of one combination, joined by '-'.
  [[nodiscard]] std::string name(const Values& values) const;

  // expand() is `node` with its references replaced. Recorded are an unknown axis or field, a list
  // or a mapping in the middle of a text, values that refer to each other without end, and keys
  // that have become the same.
  [[nodiscard]] YamlNode expand(const YamlReader& reader, const YamlNode& node,
                                const Values& values, int depth = 0) const;

 private:
  struct Axis {
    std::string name;
    std::vector<std::pair<std::string, const YamlNode*>> values;  // by word
  };

  void read_axis(const YamlReader& reader, const YamlNode& node, const YamlNode* axes);
  static void read_values(const YamlReader& reader, const YamlNode& node, Axis& axis);
  void combine(const YamlReader& reader, const YamlNode& for_each);
  void leave_out(const YamlReader& reader, const YamlNode& except);
  [[nodiscard]] const Axis* find(std::string_view axis) const;
  [[nodiscard]] YamlNode value_of(const YamlReader& reader, const YamlNode& at,
                                  std::string_view reference, const Values& values) const;
  [[nodiscard]] std::string fill(const YamlReader& reader, const YamlNode& at,
                                 std::string_view text, const Values& values, int depth) const;

  std::vector<Axis> axes_;
  std::vector<Values> combinations_;
};

}  // namespace assay
