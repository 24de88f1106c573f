// Result<T>: the answer of an operation of ours that can fail because of input or environment.
//
// A stack's rejection is data (a Verdict), never an Error. A bug of ours aborts (check.h).
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace assay {

// ErrorKind decides the exit status: kInput ends with 2, kHarness with 3.
enum class ErrorKind { kInput, kHarness };

// Error is one line for a person: what was wrong, where, and what to do.
struct Error {
  ErrorKind kind = ErrorKind::kInput;
  std::string message;

  // in() puts the place in front: "catalogue/names.yaml:3:5: unknown key 'tittle'".
  [[nodiscard]] Error in(std::string_view place) && {
    message = std::string(place) + ": " + message;
    return std::move(*this);
  }
};

template <typename T>
using Result = tl::expected<T, Error>;

// input_error() blames what the user gave us.
inline tl::unexpected<Error> input_error(std::string message) {
  return tl::unexpected<Error>(Error{ErrorKind::kInput, std::move(message)});
}

// harness_error() blames the environment or the harness: a worker that does not start, a library
// that is not the one asked for.
inline tl::unexpected<Error> harness_error(std::string message) {
  return tl::unexpected<Error>(Error{ErrorKind::kHarness, std::move(message)});
}

// fail() passes an Error of one Result on as that of another.
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace assay

// ASSAY_TRY(name, expression) binds the value of a Result or returns its Error.
#define ASSAY_TRY(name, expression)                                                              \
  auto name##_result = (expression);                                                             \
  if (!name##_result) return ::tl::unexpected<::assay::Error>(std::move(name##_result).error()); \
  auto name = std::move(name##_result).value()

// ASSAY_CHECK_OK(expression) returns the Error of a Result<void>.
#define ASSAY_CHECK_OK(expression)                                                               \
  do {                                                                                           \
    auto assay_result = (expression);                                                            \
    if (!assay_result) return ::tl::unexpected<::assay::Error>(std::move(assay_result).error()); \
  } while (false)
