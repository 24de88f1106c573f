// RowName names a table-driven test after its row: INSTANTIATE_TEST_SUITE_P(..., RowName()).
#pragma once

#include <gtest/gtest.h>

#include <string>

namespace assay {

struct RowName {
  template <typename Row>
  std::string operator()(const testing::TestParamInfo<Row>& row) const {
    return row.param.name;
  }
};

}  // namespace assay
