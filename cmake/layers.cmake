# assay_layer(<name> [DEPENDS layer...] [LINK library...] [SHARDS n])
#
# Builds harness/<name>/*.cc into the static library assay_<name>, and its *_test.cc, if any, into
# the test program <name>_test. main.cc belongs to the executable.
function(assay_layer name)
  cmake_parse_arguments(ARG "" "SHARDS" "DEPENDS;LINK" ${ARGN})
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
    assay_tests(${name} ${ARG_SHARDS})
  endif()
endfunction()

# assay_tests(<name> [shards])
#
# Enters the test program <name>_test as one test, or as several that share its tests: what a
# program sets up once (the catalogue) it does not set up for each of a thousand. A failure prints
# its test's name; build/<preset>/<name>_test --gtest_filter=NAME runs it alone.
function(assay_tests name)
  set(shards ${ARGN})
  if(NOT shards)
    set(shards 1)
  endif()
  math(EXPR last "${shards} - 1")
  foreach(shard RANGE ${last})
    set(test ${name}.${shard})
    if(shards EQUAL 1)
      set(test ${name})
    endif()
    add_test(NAME ${test} COMMAND ${name}_test --gtest_brief=1)
    set_tests_properties(${test} PROPERTIES TIMEOUT 1800
      ENVIRONMENT "GTEST_TOTAL_SHARDS=${shards};GTEST_SHARD_INDEX=${shard}")
  endforeach()
endfunction()
