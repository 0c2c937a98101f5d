package io.yarnflink.it.jobs;

/** Never gets to a job. */
public final class ThrowingMain {

    private ThrowingMain() {}

    @SuppressWarnings("DoNotCallSuggester") // called by its name
    public static void main(String[] arguments) {
        throw new IllegalArgumentException("main() wants something else than " + String.join(" ", arguments));
    }
}
