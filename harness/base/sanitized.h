// kSanitized tells tests whether a sanitizer watches them, at ten times the cost: what runs over
// the whole catalogue then takes one case of each behaviour.
#pragma once

namespace assay {

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define ASSAY_SANITIZED true
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ASSAY_SANITIZED true
#endif
#ifndef ASSAY_SANITIZED
#define ASSAY_SANITIZED false
#endif

inline constexpr bool kSanitized = ASSAY_SANITIZED;

}  // namespace assay
