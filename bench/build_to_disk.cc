// build/p256/to-disk-<format>: leaves from a template, all the way into a file: DER one after the
// other, PEM, or a JSON line each as x509-limbo has certificates. The floor is one raw signature a
// certificate; the counters say certificates and megabytes a second.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "bench/floor.h"
#include "bench/stamping.h"
#include "harness/base/file.h"
#include "harness/der/pem.h"

namespace assay::bench {
namespace {

constexpr std::size_t kBatch = 8192;  // a file
constexpr std::size_t kBuffer = std::size_t{1} << 20;
constexpr std::string_view kLabel = "CERTIFICATE";

enum class Format { kDer, kPem, kLimbo };

// Sink is a file that is written in large pieces; it is gone when the Sink is.
class Sink {
 public:
  static Result<std::shared_ptr<Sink>> open() {
    const char* folder = std::getenv("TMPDIR");
    std::string path = std::string(folder == nullptr ? "/tmp" : folder) + "/assay_bench.XXXXXX";
    const int file = ::mkstemp(path.data());
    if (file < 0) return harness_error(path + ": " + std::strerror(errno));
    ::unlink(path.c_str());
    return std::shared_ptr<Sink>(new Sink(file));
  }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  ~Sink() { ::close(file_); }

  // rewind() starts the file anew.
  Result<void> rewind() {
    if (::ftruncate(file_, 0) != 0 || ::lseek(file_, 0, SEEK_SET) != 0) return broken();
    return {};
  }

  // room() is the place for the next `size` octets; taken() says how many of them there are.
  Result<char*> room(std::size_t size) {
    if (filled_ + size > buffer_.size()) ASSAY_CHECK_OK(flush());
    return buffer_.data() + filled_;
  }
  void taken(std::size_t size) { filled_ += size; }

  Result<void> flush() {
    for (std::size_t done = 0; done < filled_;) {
      const ssize_t written = ::write(file_, buffer_.data() + done, filled_ - done);
      if (written < 0 && errno != EINTR) return broken();
      if (written > 0) done += static_cast<std::size_t>(written);
    }
    written_ += filled_;
    filled_ = 0;
    return {};
  }

  [[nodiscard]] std::uint64_t written() const { return written_; }

  // content() is what the file has now.
  Result<std::string> content() { return read_file(fmt::format("/proc/self/fd/{}", file_)); }

 private:
  explicit Sink(int file) : file_(file) {}
  static tl::unexpected<Error> broken() {
    return harness_error(std::string("a file of a benchmark: ") + std::strerror(errno));
  }

  int file_;
  std::string buffer_ = std::string(kBuffer, '\0');
  std::size_t filled_ = 0;
  std::uint64_t written_ = 0;
};

// {"id":"bulk/0000000001","peer_certificate":"-----BEGIN CERTIFICATE-----\n..."} with JSON's \n.
constexpr std::string_view kLimboStart = R"({"id":"bulk/)";
constexpr std::string_view kLimboMiddle = R"(","peer_certificate":")";
constexpr std::string_view kLimboEnd = "\"}\n";
constexpr std::size_t kLimboFrame = 64;

char* put(std::string_view text, char* out) {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

char* put_limbo(std::size_t number, BytesView der, char* out) {
  out = put(kLimboStart, out);
  for (std::size_t i = 10; i-- > 0; number /= 10) out[i] = static_cast<char>('0' + number % 10);
  out = put(kLimboMiddle, out + 10);
  out = der::write_pem_into(kLabel, der, out, "\\n");
  return put(kLimboEnd, out);
}

// Writing is the leaves first..first + count - 1 in one format.
class Writing {
 public:
  Writing(Stamper stamper, std::shared_ptr<Sink> sink, Format format)
      : stamper_(std::move(stamper)),
        sink_(std::move(sink)),
        format_(format),
        leaf_(stamper_.max_size()) {}

  Result<void> write(std::size_t first, std::size_t count) {
    ASSAY_CHECK_OK(sink_->rewind());
    for (std::size_t i = first; i < first + count; ++i) {
      ASSAY_CHECK_OK(format_ == Format::kDer ? put_der(i) : put_text(i));
    }
    return sink_->flush();
  }

  // check() finds the leaves again in the file, and each as it was made.
  Result<void> check() {
    ASSAY_CHECK_OK(stamper_.check());
    constexpr std::size_t kSome = 100;
    ASSAY_CHECK_OK(write(0, kSome));
    ASSAY_TRY(content, sink_->content());
    std::size_t at = 0;
    for (std::size_t i = 0; i < kSome; ++i) {
      ASSAY_TRY(size, stamper_.leaf(i, leaf_));
      const std::string wanted = text_of(i, BytesView(leaf_).first(size));
      at =
          content.compare(at, wanted.size(), wanted) == 0 ? at + wanted.size() : content.size() + 1;
      if (at > content.size()) return harness_error("a file has another leaf than was made");
    }
    if (at != content.size()) return harness_error("a file has more than was written");
    return {};
  }

  [[nodiscard]] std::uint64_t written() const { return sink_->written(); }

 private:
  Result<void> put_der(std::size_t number) {
    ASSAY_TRY(room, sink_->room(stamper_.max_size()));
    ASSAY_TRY(size,
              stamper_.leaf(number, {reinterpret_cast<std::uint8_t*>(room), stamper_.max_size()}));
    sink_->taken(size);
    return {};
  }

  Result<void> put_text(std::size_t number) {
    ASSAY_TRY(size, stamper_.leaf(number, leaf_));
    ASSAY_TRY(room, sink_->room(kLimboFrame + der::pem_size(kLabel, size, 2)));
    const BytesView der = BytesView(leaf_).first(size);
    char* const end = format_ == Format::kPem ? der::write_pem_into(kLabel, der, room)
                                              : put_limbo(number, der, room);
    sink_->taken(static_cast<std::size_t>(end - room));
    return {};
  }

  // By the ordinary functions, for the check.
  [[nodiscard]] std::string text_of(std::size_t number, BytesView der) const {
    if (format_ == Format::kDer) return std::string(as_text(der));
    const std::string pem = der::write_pem(kLabel, der);
    if (format_ == Format::kPem) return pem;
    std::string escaped;
    for (const char c : pem) escaped += c == '\n' ? std::string("\\n") : std::string(1, c);
    return fmt::format("{}{:010}{}{}{}", kLimboStart, number, kLimboMiddle, escaped, kLimboEnd);
  }

  Stamper stamper_;
  std::shared_ptr<Sink> sink_;
  Format format_;
  Bytes leaf_;
};

Result<Subject> make(const Workbench& workbench, Format format) {
  ASSAY_TRY(stamper, Stamper::open(workbench, KeyType::kP256));
  ASSAY_TRY(sink, Sink::open());
  const auto writing = std::make_shared<Writing>(std::move(stamper), std::move(sink), format);
  ASSAY_TRY(pool, workbench.keys());
  ASSAY_TRY(raw, RawKey::make(pool, KeyType::kP256));
  Subject subject;
  subject.batch = kBatch;
  subject.clock = Clock::kWallTime;
  subject.octets = std::make_shared<std::uint64_t>(0);
  subject.check = [writing] { return writing->check(); };
  subject.work = [writing, octets = subject.octets](std::size_t first) -> Result<void> {
    ASSAY_CHECK_OK(writing->write(first, kBatch));
    *octets = writing->written();
    return {};
  };
  subject.reference = [raw](std::size_t) { return raw.sign(kBatch); };
  return subject;
}

}  // namespace

void add_build_to_disk(Workbench& workbench, Failures& failures) {
  struct Row {
    const char* name;
    Format format;
  };
  for (const Row row :
       {Row{"der", Format::kDer}, Row{"pem", Format::kPem}, Row{"limbo", Format::kLimbo}}) {
    add(fmt::format("build/p256/to-disk-{}", row.name), failures,
        [&workbench, format = row.format] { return make(workbench, format); });
  }
}

}  // namespace assay::bench
