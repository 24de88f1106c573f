// SharedList: a list whose copies share their elements until one of them is changed.
#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <vector>

namespace assay {

// SharedList<T> reads like a vector of const T. A copy costs a pointer an element; edit() copies
// the one element that it gives, where another list has it too. Not for several threads that change
// lists with common elements at once.
template <typename T>
class SharedList {
  using Pointers = std::vector<std::shared_ptr<T>>;

 public:
  class const_iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = const T*;
    using reference = const T&;

    const_iterator() = default;
    explicit const_iterator(typename Pointers::const_iterator at) : at_(at) {}

    reference operator*() const { return **at_; }
    pointer operator->() const { return at_->get(); }
    const_iterator& operator++() {
      ++at_;
      return *this;
    }
    const_iterator operator++(int) {
      const_iterator before = *this;
      ++at_;
      return before;
    }
    difference_type operator-(const const_iterator& other) const { return at_ - other.at_; }
    bool operator==(const const_iterator&) const = default;

   private:
    typename Pointers::const_iterator at_;
  };

  [[nodiscard]] std::size_t size() const { return elements_.size(); }
  [[nodiscard]] bool empty() const { return elements_.empty(); }
  [[nodiscard]] const_iterator begin() const { return const_iterator(elements_.begin()); }
  [[nodiscard]] const_iterator end() const { return const_iterator(elements_.end()); }
  const T& operator[](std::size_t i) const { return *elements_[i]; }
  [[nodiscard]] const T& at(std::size_t i) const { return *elements_.at(i); }

  // emplace_back() appends a new element and gives it to be filled.
  T& emplace_back() { return *elements_.emplace_back(std::make_shared<T>()); }

  // edit() is element `i` of this list alone.
  T& edit(std::size_t i) {
    std::shared_ptr<T>& element = elements_.at(i);
    if (element.use_count() > 1) element = std::make_shared<T>(*element);
    return *element;
  }

  // shares() tells whether element `i` is the very same as the other list's.
  [[nodiscard]] bool shares(std::size_t i, const SharedList& other) const {
    return i < other.size() && elements_[i] == other.elements_[i];
  }

  bool operator==(const SharedList& other) const {
    if (size() != other.size()) return false;
    for (std::size_t i = 0; i < size(); ++i) {
      if (!shares(i, other) && !(*elements_[i] == *other.elements_[i])) return false;
    }
    return true;
  }

 private:
  Pointers elements_;
};

}  // namespace assay
