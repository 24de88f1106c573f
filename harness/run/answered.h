// answered: what a run that was interrupted keeps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "harness/run/results.h"

namespace assay {

// AnsweredCells knows which cells of the matrix have their answer. Each is marked by one lane only.
class AnsweredCells {
 public:
  AnsweredCells(std::size_t rows, std::size_t columns)
      : columns_(columns), cells_(rows * columns) {}

  void mark(std::size_t row, std::size_t column) { cells_[row * columns_ + column] = 1; }

  // whole() tells whether every column has answered the row.
  [[nodiscard]] bool whole(std::size_t row) const;

 private:
  std::size_t columns_;
  std::vector<std::uint8_t> cells_;  // octets: lanes never share one
};

// keep_answered() ends an interrupted run: the rows that some column has not answered go, and those
// whose twins went; their ids become unasked and Results::interrupted says so. Nothing
// happens where every row is whole.
void keep_answered(Results& results, const AnsweredCells& answered);

}  // namespace assay
