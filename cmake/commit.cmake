# assay_commit(<target>)
#
# Compiles into <target> `std::string tool_commit()`: the checkout's commit at the time of the build,
# not of the configuration. Run as a script (-P), this file writes that source when it changed.
if(CMAKE_SCRIPT_MODE_FILE)
  execute_process(COMMAND git -C ${SOURCE} describe --always --dirty --abbrev=9 --exclude *
                  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  file(CONFIGURE OUTPUT ${OUT} CONTENT "#include <string>
namespace assay {
std::string tool_commit();
std::string tool_commit() { return \"@commit@\"; }
}  // namespace assay
" @ONLY)
  return()
endif()

function(assay_commit target)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/commit.cc)
  add_custom_target(commit BYPRODUCTS ${out} VERBATIM
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DOUT=${out}
            -P ${PROJECT_SOURCE_DIR}/cmake/commit.cmake)
  target_sources(${target} PRIVATE ${out})
  add_dependencies(${target} commit)
endfunction()
