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

# What the sanitizers leave to the release build's tests: runs of whole catalogues and of other
# programs, in which the harness's own code does what its unit tests and the rest have it do.
set(ASSAY_TESTS_UNSANITIZED
  *MqttTest*:Clients/*:Servers/*:UsedNonces.*:*OracleRulesetTest*:*DeterminismTest*:*OpensslTest*
  Stacks.each_behaviour_*:Stacks.a_verdict_*:Stacks.two_runs_*:Order.*:Generate.the_*)

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
    set(environment GTEST_TOTAL_SHARDS=${shards} GTEST_SHARD_INDEX=${shard})
    if(ASSAY_SANITIZE)
      list(JOIN ASSAY_TESTS_UNSANITIZED ":" left_out)
      list(APPEND environment GTEST_FILTER=-${left_out})
    endif()
    set_tests_properties(${test} PROPERTIES TIMEOUT 1800 ENVIRONMENT "${environment}")
  endforeach()
endfunction()
