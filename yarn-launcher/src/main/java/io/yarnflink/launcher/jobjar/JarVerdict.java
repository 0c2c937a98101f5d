package io.yarnflink.launcher.jobjar;

import java.util.ArrayList;
import java.util.List;

/**
 * What speaks against a job JAR.
 *
 * @param faults what keeps the job from starting, each in a sentence
 * @param mismatches what the containers' Java or Flink cannot run, by all that classes tell; each in a sentence
 * @param notices what the user should know
 */
public record JarVerdict(List<String> faults, List<String> mismatches, List<String> notices) {

    public JarVerdict {
        faults = List.copyOf(faults);
        mismatches = List.copyOf(mismatches);
        notices = List.copyOf(notices);
    }

    /** For who wants to try nevertheless: mismatches are only told. */
    public JarVerdict lenient() {
        List<String> told = new ArrayList<>(mismatches);
        told.addAll(notices);
        return new JarVerdict(faults, List.of(), told);
    }

    /** Everything that speaks against submitting. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(faults);
        problems.addAll(mismatches);
        return problems;
    }
}
