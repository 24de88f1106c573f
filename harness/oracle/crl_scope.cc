#include "harness/oracle/crl_scope.h"

#include <algorithm>

#include "harness/oracle/general_name.h"
#include "harness/oracle/syntax.h"

namespace assay::oracle {
namespace {

bool holds_directory(BytesView names, const Name& wanted) {
  GeneralNameCursor cursor(names);
  while (const auto each = cursor.next()) {
    if (each->kind == GeneralNameKind::kDirectory && same_name(each->directory, wanted))
      return true;
  }
  return false;
}

bool same_general_name(const GeneralName& a, const GeneralName& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == GeneralNameKind::kDirectory) return same_name(a.directory, b.directory);
  if (a.kind == GeneralNameKind::kDns) return same_caseless(as_text(a.value), as_text(b.value));
  return std::ranges::equal(a.value, b.value);
}

bool share_name(BytesView a, BytesView b) {
  GeneralNameCursor left(a);
  while (const auto one = left.next()) {
    GeneralNameCursor right(b);
    while (const auto other = right.next()) {
      if (same_general_name(*one, *other)) return true;
    }
  }
  return false;
}

// A name below another: one more relative name at the end.
Bytes name_below(const Name& above, BytesView relative) {
  Bytes content = to_bytes(above.content);
  // DER of the SET that the implicit tag took the place of.
  content.push_back(0x31);
  const std::size_t size = relative.size();
  int octets = 0;
  while (octets < 4 && size >> (8 * octets) != 0) ++octets;
  if (size >= 0x80) content.push_back(static_cast<std::uint8_t>(0x80 | octets));
  for (int i = std::max(octets, 1); i-- > 0;) {
    content.push_back(static_cast<std::uint8_t>(size >> (8 * i)));
  }
  append(content, relative);
  return content;
}

// A DistributionPointName as names: relative ones stand below `issuer`.
class Names {
 public:
  Names(const DistributionName& name, const Name& issuer) {
    if (name.full) full_ = name.full;
    if (name.relative) below_ = name_below(issuer, *name.relative);
  }

  bool share(const Names& other) const {
    if (full_ && other.full_) return share_name(*full_, *other.full_);
    if (full_) return other.holds(*full_);
    if (other.full_) return holds(*other.full_);
    return same_name(directory(), other.directory());
  }
  bool share(BytesView names) const {
    return full_ ? share_name(*full_, names) : holds_directory(names, directory());
  }
  bool has(const Name& name) const {
    return full_ ? holds_directory(*full_, name) : same_name(directory(), name);
  }

 private:
  Name directory() const { return {{}, below_}; }
  bool holds(BytesView names) const { return holds_directory(names, directory()); }

  std::optional<BytesView> full_;
  Bytes below_;
};

// The directory name of a cRLIssuer, under which relative names stand.
Name issuer_of(const DistributionPoint& point, const Certificate& certificate) {
  if (!point.crl_issuer) return certificate.issuer;
  GeneralNameCursor cursor(*point.crl_issuer);
  while (const auto each = cursor.next()) {
    if (each->kind == GeneralNameKind::kDirectory) return each->directory;
  }
  return certificate.issuer;
}

// rfc5280-6.3.3-b-2
bool scope_names_point(const Crl& crl, const DistributionPoint& point,
                       const Certificate& certificate) {
  if (!crl.scope->name) return true;
  const Names of_crl(*crl.scope->name, crl.issuer);
  if (point.name) return of_crl.share(Names(*point.name, issuer_of(point, certificate)));
  if (point.crl_issuer) return of_crl.share(*point.crl_issuer);
  return of_crl.has(certificate.issuer);
}

}  // namespace

bool is_named_by_uris(const DistributionName& name) {
  if (!name.full) return false;
  GeneralNameCursor names(*name.full);
  while (const auto each = names.next()) {
    if (each->kind != GeneralNameKind::kUri) return false;
  }
  return true;
}

bool covers(const Crl& crl, const DistributionPoint& point, const Certificate& certificate) {
  // rfc5280-6.3.3-b-1
  if (point.crl_issuer) {
    if (!holds_directory(*point.crl_issuer, crl.issuer)) return false;
    if (!crl.scope || !crl.scope->indirect) return false;
  } else if (!same_name(crl.issuer, certificate.issuer)) {
    return false;
  }
  if (!crl.scope) return true;
  const auto& basic = certificate.extensions.basic_constraints;
  const bool ca = basic && basic->ca;
  // rfc5280-5.2.5-version
  if ((crl.scope->only_users || crl.scope->only_cas) && certificate.version < 3) return false;
  // rfc5280-6.3.3-b-2
  return scope_names_point(crl, point, certificate) && !(crl.scope->only_users && ca) &&
         !(crl.scope->only_cas && !ca) && !crl.scope->only_attributes;
}

}  // namespace assay::oracle
