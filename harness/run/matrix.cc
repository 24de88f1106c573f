#include "harness/run/matrix.h"

#include <algorithm>
#include <map>
#include <memory>

#include "harness/base/interruption.h"
#include "harness/handshake/memory.h"
#include "harness/run/answered.h"
#include "harness/run/canaries.h"

namespace assay {
namespace {

struct Configs {
  EndpointConfig client;
  EndpointConfig server;
};

Configs make_configs(const Case& what, const Case& good_server, TlsVersion version) {
  const bool mutual = what.question.purpose == Purpose::kClientAuth;
  Configs configs;
  configs.client.role = Role::kClient;
  configs.server.role = Role::kServer;
  configs.client.version = configs.server.version = version;
  const Case& shown_by_server = mutual ? good_server : what;
  configs.client.trust = trust_of(shown_by_server.question);
  configs.server.identity = identity_of(shown_by_server.question);
  configs.server.verify_peer = mutual;
  configs.server.trust.time = what.question.time;
  if (mutual) {
    configs.client.trust.time = what.question.time;
    configs.client.identity = identity_of(what.question);
    configs.server.trust = trust_of(what.question);
  }
  configs.client.instrument = mutual;
  configs.server.instrument = !mutual;
  return configs;
}

// The outcome's verdict is the judging side's; a presenter that failed first leaves none.
Answer judge(const Case& what, HandshakeOutcome outcome) {
  const bool mutual = what.question.purpose == Purpose::kClientAuth;
  const SideOutcome& judging = mutual ? outcome.server : outcome.client;
  const SideOutcome& showing = mutual ? outcome.client : outcome.server;
  for (const SideOutcome* side : {&judging, &showing}) {
    if (side->verdict.native == "configuration") {
      Answer answer = unsupported_answer(
          side->target + " cannot be set up: " + one_line(side->verdict.words, 160));
      answer.handshake = std::move(outcome);
      return answer;
    }
  }
  Answer answer;
  answer.verdict = judging.verdict;
  const Decision lost = showing.verdict.decision;
  if (lost == Decision::kCrash || lost == Decision::kTimeout) {
    answer.verdict = showing.verdict;
    answer.note = "the presenting side, " + showing.target + ", was lost";
  }
  answer.handshake = std::move(outcome);
  return answer;
}

struct Task {
  std::size_t column = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Run is what the lanes share. Each answer is written by one lane only.
struct Run {
  Results& results;
  const MatrixOptions& options;
  std::map<std::string, TargetSpec> specs;
  std::vector<Task> tasks;
  AnsweredCells answered;
};

// Lane is one thread with at most one client and one server worker a stack.
class Lane {
 public:
  explicit Lane(Run& run) : run_(run) {}

  Result<RunTally> perform(const Task& task) {
    const Column& column = run_.results.columns[task.column];
    for (std::size_t i = task.begin; i < task.end; ++i) {
      CaseResult& result = run_.results.cases[i];
      if (interruption() != 0) return RunTally{};
      if (const std::string lack = lacking(result.what, column); !lack.empty()) {
        result.answers[task.column] = unsupported_answer(lack);
        run_.answered.mark(i, task.column);
        continue;
      }
      ASSAY_TRY(outcome, shake(result.what, column));
      // One that the signal cut short says nothing of the stacks.
      if (interruption() != 0) return RunTally{};
      result.answers[task.column] = judge(result.what, std::move(outcome));
      run_.answered.mark(i, task.column);
    }
    return tally(run_.results, task.column, task.begin, task.end);
  }

 private:
  using Workers = std::map<std::string, std::unique_ptr<WorkerProcess>>;

  // Both must speak the version; the judging side must have what the case needs, and the showing
  // one must be able to use the chain's keys.
  std::string lacking(const Case& what, const Column& column) const {
    const bool mutual = what.question.purpose == Purpose::kClientAuth;
    Case spoken = what;
    spoken.needs.push_back(column.version == "1.2" ? Capability::kTls12 : Capability::kTls13);
    const std::string& judging = mutual ? column.server : column.client;
    const std::string& showing = mutual ? column.client : column.server;
    if (what.question.leaf_key.empty()) return "the case has no leaf key to shake hands with";
    std::string lack = why_unsupported(info_of(judging), spoken);
    if (!lack.empty()) return lack;
    spoken.question = Question{};
    spoken.question.names = {PeerName{}};
    return why_unsupported(info_of(showing), spoken);
  }

  const TargetInfo& info_of(const std::string& id) const {
    const auto& infos = run_.results.targets;
    return *std::find_if(infos.begin(), infos.end(),
                         [&](const TargetInfo& info) { return info.id == id; });
  }

  Result<HandshakeOutcome> shake(const Case& what, const Column& column) {
    ASSAY_TRY(client, worker(clients_, column.client));
    ASSAY_TRY(server, worker(servers_, column.server));
    const TlsVersion version = column.version == "1.2" ? TlsVersion::kTls12 : TlsVersion::kTls13;
    const Configs configs = make_configs(what, run_.options.good_server, version);
    HandshakeOutcome outcome = shake_hands(*client, configs.client, *server, configs.server);
    const auto lost = [](const SideOutcome& side) {
      return side.verdict.decision == Decision::kCrash ||
             side.verdict.decision == Decision::kTimeout;
    };
    if (lost(outcome.client)) clients_.erase(column.client);
    if (lost(outcome.server)) servers_.erase(column.server);
    return outcome;
  }

  Result<WorkerProcess*> worker(Workers& workers, const std::string& id) {
    auto& slot = workers[id];
    if (!slot) {
      ASSAY_TRY(started, WorkerProcess::start(run_.options.run.executable, run_.specs.at(id),
                                              run_.options.run.limits));
      slot = std::move(started);
    }
    return slot.get();
  }

  Run& run_;
  Workers clients_;
  Workers servers_;
};

// Every target once, proved, in the order of first mention.
Result<void> prove(const MatrixOptions& options, Results& results,
                   std::map<std::string, TargetSpec>& specs) {
  for (const auto* side : {&options.clients, &options.servers}) {
    for (const TargetSpec& spec : *side) {
      if (!specs.emplace(spec.id, spec).second) continue;
      ASSAY_TRY(proved, prove_target(options.run.executable, spec, options.run.limits,
                                     options.run.canaries));
      results.targets.push_back(std::move(proved.info));
    }
  }
  return {};
}

bool declares(const TargetInfo& info, Capability capability) {
  return std::find(info.capabilities.begin(), info.capabilities.end(), capability) !=
         info.capabilities.end();
}

void make_columns(const MatrixOptions& options, Results& results) {
  const auto index_of = [&](const std::string& id) {
    const auto it = std::find_if(results.targets.begin(), results.targets.end(),
                                 [&](const TargetInfo& info) { return info.id == id; });
    return static_cast<std::size_t>(it - results.targets.begin());
  };
  for (const TlsVersion version : options.versions) {
    const Capability spoken =
        version == TlsVersion::kTls12 ? Capability::kTls12 : Capability::kTls13;
    for (const TargetSpec& client : options.clients) {
      for (const TargetSpec& server : options.servers) {
        const std::size_t at = index_of(client.id);
        if (!declares(results.targets[at], spoken) ||
            !declares(results.targets[index_of(server.id)], spoken)) {
          continue;
        }
        const std::string name(name_of(version));
        results.columns.push_back(
            {client.id + ">" + server.id + "/" + name, at, client.id, server.id, name});
      }
    }
  }
}

// One task is one column over a run of cases: a worker pair each, so that both cores have work.
std::vector<Task> make_tasks(std::size_t cases, std::size_t columns) {
  constexpr std::size_t kTaskSize = 32;
  std::vector<Task> tasks;
  for (std::size_t begin = 0; begin < cases; begin += kTaskSize) {
    for (std::size_t column = 0; column < columns; ++column) {
      tasks.push_back({column, begin, std::min(begin + kTaskSize, cases)});
    }
  }
  return tasks;
}

}  // namespace

Result<Results> shake_matrix(std::vector<Case> cases, const MatrixOptions& options) {
  Results results;
  results.mode = "handshake";
  std::map<std::string, TargetSpec> specs;
  ASSAY_CHECK_OK(prove(options, results, specs));
  make_columns(options, results);
  for (Case& what : cases) {
    what.question.ruleset = options.run.ruleset.value_or(what.question.ruleset);
    const Expectation expectation = what.expected(what.question.ruleset);
    results.cases.push_back(
        {std::move(what), expectation, std::vector<Answer>(results.columns.size())});
  }
  Run run{results, options, std::move(specs),
          make_tasks(results.cases.size(), results.columns.size()),
          AnsweredCells(results.cases.size(), results.columns.size())};
  const auto make_lane = [&run]() -> LaneTask {
    return [lane = std::make_shared<Lane>(run), &run](std::size_t task) {
      return lane->perform(run.tasks[task]);
    };
  };
  ASSAY_CHECK_OK(run_lanes(options.run.jobs, run.tasks.size(), make_lane,
                           results.cases.size() * results.columns.size(), options.run.progress));
  keep_answered(results, run.answered);
  return results;
}

}  // namespace assay
