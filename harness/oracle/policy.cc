#include "harness/oracle/policy.h"

#include <algorithm>
#include <set>

#include "harness/der/oid.h"

namespace assay::oracle {
namespace {

bool less(BytesView a, BytesView b) { return std::ranges::lexicographical_compare(a, b); }
struct Less {
  bool operator()(BytesView a, BytesView b) const { return less(a, b); }
};
bool same(BytesView a, BytesView b) { return std::ranges::equal(a, b); }
bool is_any(BytesView policy) { return same(policy, der::octets(der::Oid::kAnyPolicy)); }

// The policies listed, sorted.
std::vector<BytesView> policies_of(const Certificate& certificate) {
  std::vector<BytesView> list;
  if (!certificate.extensions.policies) return list;
  OidCursor cursor(*certificate.extensions.policies);
  while (const auto each = cursor.next()) list.push_back(*each);
  std::ranges::sort(list, less);
  return list;
}

}  // namespace

PolicyGraph::Node* PolicyGraph::find(Level& level, BytesView policy) {
  const auto at = std::ranges::lower_bound(level.nodes, policy, less, &Node::policy);
  return at != level.nodes.end() && same(at->policy, policy) ? &*at : nullptr;
}

void PolicyGraph::insert(Level& level, Node node) {
  const auto at = std::ranges::lower_bound(level.nodes, node.policy, less, &Node::policy);
  level.nodes.insert(at, std::move(node));
}

void PolicyGraph::add_policies(const Certificate& certificate, AnyPolicyUse any) {
  Level& level = levels_.back();
  const std::vector<BytesView> policies = policies_of(certificate);
  // rfc5280-6.1.3-e
  if (policies.empty()) {
    level = {};
    return;
  }
  const bool any_listed = std::ranges::any_of(policies, is_any);
  const bool any_above = level.any;
  // rfc5280-6.1.3-d
  if (!any_listed || any == AnyPolicyUse::kInhibited) {
    level.any = false;
    std::erase_if(level.nodes, [&](const Node& node) {
      return !std::ranges::binary_search(policies, node.policy, less);
    });
  }
  if (!any_above) return;
  // rfc5280-6.1.3-d
  for (const BytesView policy : policies) {
    if (!is_any(policy) && find(level, policy) == nullptr) insert(level, {policy, {}, false});
  }
}

void PolicyGraph::add_mappings(const Certificate& certificate, MappingUse use) {
  Level next;
  Level& level = levels_.back();
  if (certificate.extensions.mappings) {
    MappingCursor cursor(*certificate.extensions.mappings);
    while (const auto mapping = cursor.next()) {
      Node* node = find(level, mapping->issuer_policy);
      if (use == MappingUse::kInhibited) {
        // rfc5280-6.1.4-b
        if (node != nullptr) level.nodes.erase(level.nodes.begin() + (node - level.nodes.data()));
        continue;
      }
      // rfc5280-6.1.4-b
      if (node == nullptr && level.any) {
        insert(level, {mapping->issuer_policy, {}, false});
        node = find(level, mapping->issuer_policy);
      }
      if (node == nullptr) continue;
      node->mapped = true;
      if (Node* to = find(next, mapping->subject_policy); to != nullptr) {
        to->parents.push_back(mapping->issuer_policy);
      } else {
        insert(next, {mapping->subject_policy, {mapping->issuer_policy}, false});
      }
    }
  }
  for (const Node& node : level.nodes) {
    if (node.mapped) continue;
    if (Node* to = find(next, node.policy); to != nullptr) {
      to->parents.push_back(node.policy);
    } else {
      insert(next, {node.policy, {node.policy}, false});
    }
  }
  next.any = level.any;
  levels_.push_back(std::move(next));
}

bool PolicyGraph::accepts(const std::vector<Bytes>& accepted) const {
  if (empty()) return false;
  if (accepted.empty() || std::ranges::any_of(accepted, is_any)) return true;
  return levels_.back().any || has_accepted_ancestor(accepted);
}

// rfc5280-6.1.5-g: the policies of the first certificates' domains, from which the last ones come.
bool PolicyGraph::has_accepted_ancestor(const std::vector<Bytes>& accepted) const {
  std::set<BytesView, Less> reachable;
  for (const Node& node : levels_.back().nodes) reachable.insert(node.policy);
  for (std::size_t i = levels_.size(); i-- > 0;) {
    std::set<BytesView, Less> parents;
    for (const Node& node : levels_[i].nodes) {
      if (!reachable.contains(node.policy)) continue;
      if (!node.parents.empty()) {
        parents.insert(node.parents.begin(), node.parents.end());
      } else if (std::ranges::any_of(accepted,
                                     [&](const Bytes& each) { return same(each, node.policy); })) {
        return true;
      }
    }
    reachable = std::move(parents);
  }
  return false;
}

bool maps_any_policy(const Certificate& certificate) {
  if (!certificate.extensions.mappings) return false;
  MappingCursor cursor(*certificate.extensions.mappings);
  while (const auto mapping = cursor.next()) {
    if (is_any(mapping->issuer_policy) || is_any(mapping->subject_policy)) return true;
  }
  return false;
}

bool lists_policy_twice(const Certificate& certificate) {
  const std::vector<BytesView> policies = policies_of(certificate);
  return std::ranges::adjacent_find(policies, same) != policies.end();
}

}  // namespace assay::oracle
