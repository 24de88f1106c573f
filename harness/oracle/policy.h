// PolicyGraph: certificate policies along a path (RFC 5280 section 6.1 as RFC 9618 amends it).
//
// A graph with one node a policy and depth: its size is bounded by the policies and mappings that
// the certificates list, where the tree of RFC 5280 grows exponentially.
#pragma once

#include <cstdint>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/oracle/certificate.h"

namespace assay::oracle {

enum class AnyPolicyUse : std::uint8_t { kAllowed, kInhibited };
enum class MappingUse : std::uint8_t { kAllowed, kInhibited };

class PolicyGraph {
 public:
  // PolicyGraph() starts with anyPolicy at depth 0 (6.1.2 a).
  PolicyGraph() { levels_.push_back({{}, true}); }

  // add_policies() is 6.1.3 (d) and (e) of the next certificate.
  void add_policies(const Certificate& certificate, AnyPolicyUse any);

  // add_mappings() is 6.1.4 (b), of certificates that have another below.
  void add_mappings(const Certificate& certificate, MappingUse use);

  // empty() is "the valid_policy_graph is NULL".
  bool empty() const { return levels_.back().nodes.empty() && !levels_.back().any; }

  // accepts() tells whether the user-constrained policy set (6.1.5 g) is not empty. `accepted` are
  // OID contents; an empty one stands for anyPolicy.
  bool accepts(const std::vector<Bytes>& accepted) const;

 private:
  struct Node {
    BytesView policy;
    std::vector<BytesView> parents;  // policies one depth up; empty: anyPolicy there
    bool mapped = false;
  };
  struct Level {
    std::vector<Node> nodes;  // sorted by policy
    bool any = false;         // has a node with valid_policy anyPolicy
  };

  static Node* find(Level& level, BytesView policy);
  static void insert(Level& level, Node node);
  bool has_accepted_ancestor(const std::vector<Bytes>& accepted) const;

  std::vector<Level> levels_;
};

// maps_any_policy() tells whether a mapping has anyPolicy on either side (6.1.4 a).
bool maps_any_policy(const Certificate& certificate);

// lists_policy_twice() tells whether a policy stands twice in the certificate's list.
bool lists_policy_twice(const Certificate& certificate);

}  // namespace assay::oracle
