include(CheckCXXSourceCompiles)

# assay_stack(<name> HEADER <header> LIBRARIES <lib>... [NEEDS <macro> <option>...] [VARIANTS <variant>...])
#
# Builds targets/<name>/*.cc into the shared module targets/<name>.so, linked with its own stack
# only. -DASSAY_<NAME>_ROOT=DIR takes headers from DIR/include and libraries from DIR/lib, and
# nothing from the system. A missing stack turns its module off with a message, and so does one that
# was built without a macro of NEEDS (its headers say so); with a root that ends the configuration.
function(assay_stack name)
  cmake_parse_arguments(ARG "" "HEADER" "LIBRARIES;NEEDS;VARIANTS" ${ARGN})
  string(TOUPPER ${name} upper)
  set(ASSAY_${upper}_ROOT "" CACHE PATH "a build of ${name} to test in place of the system's")
  set(root ${ASSAY_${upper}_ROOT})
  # What was found below another root, or without one, would win over the search below.
  if(NOT "${root}" STREQUAL "${ASSAY_${upper}_FOUND_BELOW}")
    unset(ASSAY_${upper}_INCLUDE CACHE)
    foreach(library ${ARG_LIBRARIES})
      unset(ASSAY_${upper}_LIB_${library} CACHE)
    endforeach()
    assay_forget_needs(${upper} "${ARG_NEEDS}")
    set(ASSAY_${upper}_FOUND_BELOW "${root}" CACHE INTERNAL "the root of the cached search")
  endif()
  set(where)
  if(root)
    set(where HINTS ${root}/include ${root}/lib ${root}/lib64 NO_DEFAULT_PATH)
  endif()
  find_path(ASSAY_${upper}_INCLUDE ${ARG_HEADER} ${where})
  set(missing)
  if(NOT ASSAY_${upper}_INCLUDE)
    set(missing ${ARG_HEADER})
  endif()
  set(libraries)
  foreach(library ${ARG_LIBRARIES})
    find_library(ASSAY_${upper}_LIB_${library} ${library} ${where})
    if(NOT ASSAY_${upper}_LIB_${library})
      list(APPEND missing lib${library})
    endif()
    list(APPEND libraries ${ASSAY_${upper}_LIB_${library}})
  endforeach()
  if(missing)
    if(root)
      message(FATAL_ERROR "ASSAY_${upper}_ROOT=${root} lacks: ${missing}")
    endif()
    message(STATUS "target ${name}: off (not found: ${missing})")
    return()
  endif()
  assay_lacking(${upper} ${ARG_HEADER} "${ARG_NEEDS}" lacking)
  if(lacking)
    if(root)
      message(FATAL_ERROR "ASSAY_${upper}_ROOT=${root}: ${name} was built without what its module "
                          "needs; build it with ${lacking}")
    endif()
    message(STATUS "target ${name}: off (built without ${lacking})")
    return()
  endif()

  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cc)
  file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*_test.cc)
  if(tests)
    list(REMOVE_ITEM sources ${tests})
  endif()
  if(NOT sources)
    return()
  endif()
  assay_module(${name} standard SOURCES ${sources} ${PROJECT_SOURCE_DIR}/targets/library_directory.cc
               VARIANTS ${ARG_VARIANTS})
  list(GET libraries 0 first)
  get_filename_component(first ${first} REALPATH)
  get_filename_component(directory ${first} DIRECTORY)
  target_compile_definitions(target_${name} PRIVATE ASSAY_LIBRARY_DIRECTORY="${directory}")
  if(root)
    target_include_directories(target_${name} SYSTEM BEFORE PRIVATE ${ASSAY_${upper}_INCLUDE})
    set_target_properties(target_${name} PROPERTIES BUILD_RPATH "${root}/lib;${root}/lib64")
    # RPATH proper, not RUNPATH: it reaches the stack's own dependencies too.
    target_link_options(target_${name} PRIVATE -Wl,--disable-new-dtags)
  endif()
  target_link_libraries(target_${name} PRIVATE ${libraries})
  message(STATUS "target ${name}: ${libraries}")
  if(tests AND GTest_FOUND)
    assay_stack_test(${name} SOURCES ${sources} ${tests} LIBRARIES ${libraries})
  endif()
endfunction()

# assay_lacking(<NAME> <header> <needs> <variable>): the options of those macros that the headers of
# the stack do not define.
function(assay_lacking upper header needs variable)
  set(lacking)
  set(CMAKE_REQUIRED_INCLUDES ${ASSAY_${upper}_INCLUDE})
  set(CMAKE_REQUIRED_QUIET ON)
  while(needs)
    list(POP_FRONT needs macro option)
    get_filename_component(folder ${header} DIRECTORY)
    check_cxx_source_compiles("#include <${folder}/options.h>
#include <${header}>
#ifndef ${macro}
#error lacking
#endif
int main() { return 0; }" ASSAY_${upper}_HAS_${macro})
    if(NOT ASSAY_${upper}_HAS_${macro})
      list(APPEND lacking ${option})
    endif()
  endwhile()
  list(JOIN lacking " " lacking)
  set(${variable} "${lacking}" PARENT_SCOPE)
endfunction()

function(assay_forget_needs upper needs)
  while(needs)
    list(POP_FRONT needs macro option)
    unset(ASSAY_${upper}_HAS_${macro} CACHE)
  endwhile()
endfunction()

# assay_stack_test(<name> SOURCES ... LIBRARIES ...)
#
# The adapter's own unit tests, linked with its objects and its stack: no other stack comes near.
function(assay_stack_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
  list(FILTER ARG_SOURCES EXCLUDE REGEX "/module\\.cc$")
  string(TOUPPER ${name} upper)
  add_executable(${name}_test ${ARG_SOURCES})
  target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR})
  if(ASSAY_${upper}_ROOT)
    target_include_directories(${name}_test SYSTEM BEFORE PRIVATE ${ASSAY_${upper}_INCLUDE})
    set_target_properties(${name}_test PROPERTIES
      BUILD_RPATH "${ASSAY_${upper}_ROOT}/lib;${ASSAY_${upper}_ROOT}/lib64")
  endif()
  target_link_libraries(${name}_test PRIVATE assay_model assay_base ${ARG_LIBRARIES}
                        GTest::gtest_main)
  assay_tests(${name})
endfunction()

# assay_module(<name> <standard|extra> SOURCES <source>... [VARIANTS <variant>...])
#
# Builds targets/<name>.so and enters it, and each variant, into the list that the program reads. A
# standard target is part of every run; an extra one and the variants only when named.
function(assay_module name kind)
  cmake_parse_arguments(ARG "" "" "SOURCES;VARIANTS" ${ARGN})
  add_library(target_${name} MODULE ${ARG_SOURCES})
  set_target_properties(target_${name} PROPERTIES PREFIX "" OUTPUT_NAME ${name}
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/targets)
  target_include_directories(target_${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(target_${name} PRIVATE assay_model assay_base)
  # --as-needed: a module carries its own stack and none of the harness's libraries.
  target_link_options(target_${name} PRIVATE -Wl,--as-needed -Wl,--gc-sections)
  set(lines "${name} ${name}.so - ${kind}\n")
  foreach(variant ${ARG_VARIANTS})
    string(APPEND lines "${name}/${variant} ${name}.so ${variant} extra\n")
  endforeach()
  set_property(GLOBAL APPEND_STRING PROPERTY ASSAY_MODULES "${lines}")
  set_property(GLOBAL APPEND PROPERTY ASSAY_MODULE_TARGETS target_${name})
endfunction()
