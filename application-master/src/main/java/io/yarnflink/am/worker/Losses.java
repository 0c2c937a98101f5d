package io.yarnflink.am.worker;

import io.yarnflink.runtime.application.WorkerId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** What YARN said about the ends of containers, for whoever asks. Owned by the thread of {@link WorkerLoop}. */
final class Losses {

    private static final int REMEMBERED = 100;

    private final Map<WorkerId, String> reasons = new LinkedHashMap<>();
    private final List<Question> questions = new ArrayList<>();

    private record Question(String text, CompletableFuture<String> answer) {}

    void explained(WorkerId worker, String reason) {
        reasons.put(worker, reason);
        if (reasons.size() > REMEMBERED) {
            reasons.remove(reasons.keySet().iterator().next());
        }
    }

    void ask(String text, CompletableFuture<String> answer) {
        questions.add(new Question(text, answer));
    }

    /** Whether somebody waits for an answer. */
    boolean asked() {
        return !questions.isEmpty();
    }

    /** Answers those who wait, unless what they ask about is still open. */
    void answer(Set<WorkerId> unexplained) {
        questions.removeIf(question -> {
            if (unexplained.stream().anyMatch(worker -> question.text().contains(worker.value()))) {
                return false;
            }
            question.answer().complete(about(question.text()));
            return true;
        });
    }

    private String about(String text) {
        return reasons.entrySet().stream()
                .filter(reason -> text.contains(reason.getKey().value()))
                .map(reason -> reason.getKey() + ": " + reason.getValue())
                .collect(Collectors.joining("\n"));
    }
}
