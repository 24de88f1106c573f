// Verdict: a target's answer to a Question.
#pragma once

#include <cstdint>
#include <string>

#include "harness/base/text.h"
#include "harness/model/reason.h"

namespace assay {

enum class Decision {
  kAccept,
  kReject,
  kUnsupported,  // a declared lack of capability; decided by the harness, never by an adapter
  kCrash,        // the worker died, or was stopped for the memory it held
  kTimeout,      // no answer within the limit
};

template <>
struct EnumNames<Decision> {
  static constexpr std::pair<Decision, std::string_view> kNames[] = {
      {Decision::kAccept, "accept"},           {Decision::kReject, "reject"},
      {Decision::kUnsupported, "unsupported"}, {Decision::kCrash, "crash"},
      {Decision::kTimeout, "timeout"},
  };
};

struct Verdict {
  Decision decision = Decision::kCrash;
  Reason reason = Reason::kNone;
  std::string native;        // the stack's own code: stable, short, what a deviation pins
  std::string words;         // the stack's own words, for people
  std::uint64_t micros = 0;  // time the stack took, worker transport excluded
};

inline Verdict accepted(std::string native = "ok") {
  return {Decision::kAccept, Reason::kNone, std::move(native), {}, 0};
}

inline Verdict rejected(Reason reason, std::string native, std::string words = {}) {
  return {Decision::kReject, reason, std::move(native), std::move(words), 0};
}

}  // namespace assay
