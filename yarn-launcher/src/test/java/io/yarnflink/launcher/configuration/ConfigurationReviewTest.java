package io.yarnflink.launcher.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReviewTest {

    @TempDir
    Path distribution;

    @BeforeEach
    void writeList() throws IOException {
        Files.createDirectory(distribution.resolve("lib"));
        Files.write(
                distribution.resolve("lib/known-keys.tsv"),
                List.of(
                        "parallelism.default\tinteger",
                        "execution.checkpointing.interval\tduration",
                        "execution.checkpointing.unaligned.enabled\tboolean",
                        "execution.runtime-mode\tenum:STREAMING|BATCH|AUTOMATIC",
                        "taskmanager.memory.process.size\tmemory",
                        "yarnflink.cache.dir\tstring"));
    }

    @Test
    void shouldSuggestTheNearKeyForOneThatNobodyReads() {
        ConfigurationReview review = review(Map.of(
                "paralelism.default", "2",
                "execution.checkpointing.intervall", "10s",
                "yarnflink.cache.directory", "/x",
                "com.example.mine", "1"));

        assertThat(review.problems()).isEmpty();
        assertThat(review.warnings())
                .containsExactly(
                        "Nothing reads the configuration key com.example.mine",
                        "Nothing reads the configuration key execution.checkpointing.intervall. Did you mean"
                                + " execution.checkpointing.interval?",
                        "Nothing reads the configuration key paralelism.default. Did you mean parallelism.default?",
                        "Nothing reads the configuration key yarnflink.cache.directory");
    }

    @Test
    void shouldTellOfAllValuesThatCannotBeMeantAtOnce() {
        ConfigurationReview review = review(Map.of(
                "parallelism.default", "two",
                "execution.checkpointing.interval", "often",
                "execution.checkpointing.unaligned.enabled", "yes",
                "execution.runtime-mode", "STREAM",
                "taskmanager.memory.process.size", "much"));

        assertThat(review.warnings()).isEmpty();
        assertThat(review.problems())
                .containsExactly(
                        "Expected a duration such as '20 s' or '7 d' for execution.checkpointing.interval, found 'often'",
                        "Expected one of true, false for execution.checkpointing.unaligned.enabled, found 'yes'",
                        "Expected one of STREAMING, BATCH, AUTOMATIC for execution.runtime-mode, found 'STREAM'",
                        "Expected a whole number for parallelism.default, found 'two'",
                        "Expected an amount of memory such as '1728m' or '2g' for taskmanager.memory.process.size, found"
                                + " 'much'");
    }

    @Test
    void shouldRefuseStateBackendsThatAreNotOfferedByTheirNames() {
        assertThat(review(Map.of("state.backend.type", "ForSt", "state.changelog.enabled", "true"))
                        .problems())
                .satisfiesExactly(
                        forst -> assertThat(forst).contains("ForSt", "state.backend.type: rocksdb"),
                        changelog -> assertThat(changelog).contains("changelog", "state.changelog.enabled: false"));
        assertThat(review(Map.of("state.backend", "filesystem")).problems())
                .singleElement()
                .asString()
                .contains("'filesystem'", "hashmap");
        assertThat(review(Map.of("state.backend.type", "rocksdb", "state.changelog.enabled", "false"))
                        .problems())
                .isEmpty();
    }

    @Test
    void shouldLeaveTheUsersOwnNamesAlone() {
        ConfigurationReview review = review(Map.of(
                "metrics.reporter.mine.factory.class", "x.Y",
                "containerized.master.env.MODE", "fast",
                "state.backend.rocksdb.block.cache-size", "1m",
                "execution.runtime-mode", "streaming",
                "parallelism.default", " 3 "));

        assertThat(review.warnings()).isEmpty();
        assertThat(review.problems()).isEmpty();
    }

    @Test
    void shouldSayNothingOfKeysWhereTheInstallationHasNoList() throws IOException {
        Files.delete(distribution.resolve("lib/known-keys.tsv"));

        assertThat(review(Map.of("paralelism.default", "2")).warnings()).isEmpty();
    }

    private ConfigurationReview review(Map<String, String> configuration) {
        return ConfigurationReview.of(configuration, distribution);
    }
}
