# Compiler settings and the choices a user has.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

option(ASSAY_WERROR "treat warnings as errors" OFF)
option(ASSAY_BENCH "build assay_bench (Google Benchmark)" ON)
option(ASSAY_FUZZERS "build the libFuzzer programs (clang only)" OFF)
set(ASSAY_SANITIZE "" CACHE STRING "sanitizers, as -fsanitize= takes them")

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 at -O3 sees overlaps and overreads inside std::string that are not there (GCC bug 105651).
  add_compile_options(-Wno-restrict -Wno-stringop-overread -Wno-stringop-overflow -Wno-array-bounds)
endif()
if(ASSAY_WERROR)
  add_compile_options(-Werror)
endif()
if(ASSAY_SANITIZE)
  add_compile_options(-fsanitize=${ASSAY_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${ASSAY_SANITIZE})
endif()

find_program(ASSAY_CCACHE ccache)
if(ASSAY_CCACHE)
  # Paths below the checkout are hashed as relative ones: a second clone is served by the first's.
  set(launcher env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${ASSAY_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

# The libcrypto of harness/crypto: static, so that the executable exports none of its symbols and
# no module can bind to them. Named, never ALL: that would hide clang's own ASan runtime too.
add_library(assay_libcrypto INTERFACE)
find_library(ASSAY_LIBCRYPTO_A libcrypto.a REQUIRED)
target_link_libraries(assay_libcrypto INTERFACE ${ASSAY_LIBCRYPTO_A} ${CMAKE_DL_LIBS} pthread)
target_link_options(assay_libcrypto INTERFACE -Wl,--exclude-libs,libcrypto.a)
