// Places: where a program of this project finds what it is made of.
#pragma once

#include <string>

namespace assay {

struct Places {
  std::string executable;  // this program: it starts itself as a worker
  std::string modules;     // folder of the target modules and modules.txt
  std::string vectors;     // the catalogue
  std::string deviations;  // folder with a folder a stack
};

// find_places() takes the modules beside the executable, and catalogue and deviations from the
// source tree that it was built from, or from ASSAY_DATA (a folder with vectors/ and targets/).
Places find_places();

}  // namespace assay
