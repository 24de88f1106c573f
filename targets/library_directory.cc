// The folder of the libraries that CMake linked this module with; the loader holds it against the
// library that was really loaded (harness/target/module.cc).
extern "C" __attribute__((visibility("default"))) const char* assay_library_directory();

const char* assay_library_directory() { return ASSAY_LIBRARY_DIRECTORY; }
