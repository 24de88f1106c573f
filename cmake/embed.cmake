# assay_embed(<target> <function> <file>...)
#
# Compiles the files, joined, into <target> as `std::string_view <function>()` of namespace assay.
# Run as a script (-P), this file writes that source.
if(CMAKE_SCRIPT_MODE_FILE)
  set(text)
  foreach(file ${FILES})
    file(READ ${file} part)
    string(APPEND text "${part}")
  endforeach()
  file(WRITE ${OUT} "#include <string_view>
namespace assay {
std::string_view ${FUNCTION}();
std::string_view ${FUNCTION}() { return R\"embedded(${text})embedded\"; }
}  // namespace assay
")
  return()
endif()

function(assay_embed target function)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embed/${function}.cc)
  set(files)
  foreach(file ${ARGN})
    list(APPEND files ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  endforeach()
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} "-DFILES=${files}" -DFUNCTION=${function} -DOUT=${out}
            -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
