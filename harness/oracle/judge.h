// Judge: holds the certificates of one path against the checks of a ruleset, and remembers.
#pragma once

#include <optional>

#include "harness/oracle/check.h"
#include "harness/oracle/trace.h"

namespace assay::oracle {

class Judge {
 public:
  Judge(const OracleCheckSet& path, const OracleCheckSet& anchor)
      : path_(path), anchor_(anchor), here_(&path_) {}

  // reserve() makes room for steps.
  void reserve(std::size_t steps) { steps_.reserve(steps); }

  // restart() forgets what another path showed.
  void restart() {
    steps_.clear();
    failure_.reset();
  }

  enum class Role : std::uint8_t { kCertificate, kAnchor };
  // move_to() names the certificate that the next checks are about.
  void move_to(std::size_t position, Role role = Role::kCertificate) {
    position_ = static_cast<std::uint16_t>(position);
    here_ = role == Role::kAnchor ? &anchor_ : &path_;
  }

  // asks() tells whether a check is enforced here: whether its condition is worth finding out.
  bool asks(OracleCheck check) const { return here_->test(static_cast<std::size_t>(check)); }

  // holds() records a check that is enforced; false ends the path.
  bool holds(OracleCheck check, bool condition) {
    if (!asks(check)) return true;
    steps_.push_back({check, position_, condition});
    if (condition) return true;
    failure_ = steps_.back();
    return false;
  }

  const std::vector<OracleStep>& steps() const { return steps_; }
  const std::optional<OracleStep>& failure() const { return failure_; }

 private:
  OracleCheckSet path_;
  OracleCheckSet anchor_;
  const OracleCheckSet* here_;
  std::uint16_t position_ = 0;
  std::vector<OracleStep> steps_;
  std::optional<OracleStep> failure_;
};

}  // namespace assay::oracle
