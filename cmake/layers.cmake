# assay_layer(<name> [DEPENDS layer...] [LINK library...])
#
# Builds harness/<name>/*.cc into the static library assay_<name>, and its *_test.cc, if any, into
# the test program <name>_test. main.cc belongs to the executable.
function(assay_layer name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LINK" ${ARGN})
  set(dir ${PROJECT_SOURCE_DIR}/harness/${name})
  file(GLOB sources CONFIGURE_DEPENDS ${dir}/*.cc)
  file(GLOB tests CONFIGURE_DEPENDS ${dir}/*_test.cc)
  list(REMOVE_ITEM sources ${tests} ${dir}/main.cc)
  list(TRANSFORM ARG_DEPENDS PREPEND assay_)
  if(NOT sources)
    return()
  endif()
  add_library(assay_${name} STATIC ${sources})
  target_include_directories(assay_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  foreach(dependency ${ARG_DEPENDS})
    if(TARGET ${dependency})
      target_link_libraries(assay_${name} PUBLIC ${dependency})
    endif()
  endforeach()
  target_link_libraries(assay_${name} PUBLIC ${ARG_LINK})
  if(tests AND GTest_FOUND)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE assay_${name} GTest::gtest_main)
    # Tables are compiled to be run once; what they test keeps its optimisation.
    target_compile_options(${name}_test PRIVATE $<$<CONFIG:Release>:-O1>)
    gtest_discover_tests(${name}_test TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 60
      PROPERTIES TIMEOUT 900)
  endif()
endfunction()

include(GoogleTest)
