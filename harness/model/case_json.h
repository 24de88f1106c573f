// The JSON of a case as files: question.json, what a verifier may know, and case.json, what is
// expected and why. What is written is read back whole.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/model/case.h"

namespace assay {

inline constexpr char kQuestionFile[] = "question.json";
inline constexpr char kCaseFile[] = "case.json";

// QuestionFiles are the names of the files with a question's octets, relative to its folder.
struct QuestionFiles {
  std::string leaf;
  std::vector<std::string> pool;
  std::vector<std::string> anchors;
  std::vector<std::string> crls;
  std::vector<std::string> ocsp;
  std::string leaf_key;  // empty when there is none
};

nlohmann::ordered_json question_json(const Question& question, const QuestionFiles& files);
nlohmann::ordered_json case_json(const Case& what);

// read_question_json() fills in what question.json says and gives the names of its files; a
// question without a time is asked at `default_time`. An Error, with `place`, for a member of the
// wrong type, or unknown, and for a word that is none.
Result<QuestionFiles> read_question_json(const nlohmann::json& json, const std::string& place,
                                         UnixTime default_time, Question& question);

// read_case_json() fills in what case.json says.
Result<void> read_case_json(const nlohmann::json& json, const std::string& place, Case& what);

}  // namespace assay
