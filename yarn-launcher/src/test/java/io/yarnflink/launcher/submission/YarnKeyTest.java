package io.yarnflink.launcher.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.configuration.ClientOptions;
import io.yarnflink.launcher.configuration.ConfigurationReview;
import io.yarnflink.launcher.configuration.HadoopSettings;
import io.yarnflink.launcher.configuration.YarnKey;
import io.yarnflink.launcher.configuration.YarnOptions;
import io.yarnflink.launcher.shipping.Parcel;
import io.yarnflink.launcher.shipping.ShippingPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.yarn.api.records.ApplicationAccessType;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of Flink's keys for YARN, row by row. Those that TaskManagers' containers follow are tested beside them. */
class YarnKeyTest {

    /** Read by the ApplicationMaster alone. */
    private static final List<String> OF_THE_MASTER = List.of(
            "yarn.containers.vcores",
            "yarn.taskmanager.node-label",
            "yarn.heartbeat.interval",
            "yarn.heartbeat.container-request-interval");

    /** Looked up where the application gets its name. */
    private static final String NAME = "yarn.application.name";

    private static final String ID = "application_1700000000000_0007";

    @TempDir
    Path folder;

    /** What one key with one value makes of something. */
    @FunctionalInterface
    private interface Look {

        Object at(Map<String, String> configuration) throws Exception;
    }

    private static Arguments row(String key, String value, Object expected, Look look) {
        return Arguments.of(key, value, expected, look);
    }

    static Stream<Arguments> honoured() {
        return Stream.of(
                row("yarn.application.queue", "batch", "batch", c -> context(c).getQueue()),
                row(
                        "yarn.application.priority",
                        "7",
                        7,
                        c -> context(c).getPriority().getPriority()),
                row("yarn.application.node-label", "gpu", "gpu", c -> context(c).getNodeLabelExpression()),
                row(
                        "yarn.tags",
                        "b,a",
                        "[a, b]",
                        c -> context(c).getApplicationTags().stream()
                                .sorted()
                                .toList()
                                .toString()),
                row("yarn.application-attempts", "3", 3, c -> context(c).getMaxAppAttempts()),
                row(
                        "yarn.application-attempt-failures-validity-interval",
                        "5000",
                        5000L,
                        c -> context(c).getAttemptFailuresValidityInterval()),
                row(
                        "yarn.appmaster.vcores",
                        "2",
                        2,
                        c -> ProcessSizes.of(c, YarnOptions.read(c).masterVcores(), OptionalInt.empty())
                                .vcores()),
                row("yarn.view.acls", "ann staff", "ann staff", c -> access(c, ApplicationAccessType.VIEW_APP)),
                row("yarn.modify.acls", "bob", "bob", c -> access(c, ApplicationAccessType.MODIFY_APP)),
                row(
                        "yarn.rolled-logs.include-pattern",
                        "job.*",
                        "job.*",
                        c -> context(c).getLogAggregationContext().getRolledLogsIncludePattern()),
                row(
                        "yarn.rolled-logs.exclude-pattern",
                        ".*out",
                        ".*out",
                        c -> context(c).getLogAggregationContext().getRolledLogsExcludePattern()),
                row("yarn.file-replication", "4", 4, c -> ClientOptions.read(c).cacheReplication()),
                row("yarn.ship-files", "FILE", "data.zip, FILE", YarnKeyTest::shipped),
                row("yarn.ship-archives", "FILE", "data.zip, ARCHIVE", YarnKeyTest::shipped));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("honoured")
    void shouldDoWhatAHonouredKeySays(String key, String value, Object expected, Look look) throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("data.zip"), "x");

        // when
        Object found = look.at(Map.of(key, value.equals("FILE") ? file.toString() : value));

        // then
        assertThat(found).isEqualTo(expected);
        assertThat(treatment(key)).isEqualTo(YarnKey.Treatment.HONOURED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hadoops")
    void shouldPutHadoopsSettingsOverThoseOfItsFiles(String key, String setting) throws Exception {
        // given
        for (String file : List.of("core-site.xml", "yarn-site.xml")) {
            Files.writeString(
                    folder.resolve(file),
                    "<configuration><property><name>" + setting + "</name><value>of file</value></property>"
                            + "</configuration>");
        }

        // when
        HadoopSettings settings = HadoopSettings.read(folder, Duration.ofSeconds(5), Map.of(key, "of key"));

        // then
        assertThat(settings.configuration().get(setting)).isEqualTo("of key");
        assertThat(settings.site()).containsEntry(setting, "of key");
    }

    static Stream<Arguments> hadoops() {
        return Stream.of(
                Arguments.of("flink.hadoop.dfs.replication", "dfs.replication"),
                Arguments.of("flink.yarn.resourcemanager.address", "yarn.resourcemanager.address"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ignored")
    void shouldTellThatAKeyIsIgnoredAndGoOn(YarnKey row) {
        ConfigurationReview review = review(row.key(), "something");

        assertThat(review.problems()).isEmpty();
        assertThat(review.warnings()).containsExactly(row.key() + " is ignored: " + row.reason());
        assertThat(review(row.key(), row.harmless()).warnings()).isEmpty();
    }

    static Stream<YarnKey> ignored() {
        return rows(YarnKey.Treatment.IGNORED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void shouldRefuseAKeyThatAsksForWhatDoesNotExist(YarnKey row) {
        ConfigurationReview review = review(row.key(), "something");

        assertThat(review.warnings()).isEmpty();
        assertThat(review.problems()).containsExactly(row.key() + " is not offered: " + row.reason());
    }

    static Stream<YarnKey> refused() {
        return rows(YarnKey.Treatment.REFUSED);
    }

    @Test
    void shouldHaveATestForEachOfFlinksKeys() {
        // given
        List<String> tested = Stream.of(
                        honoured().map(row -> String.valueOf(row.get()[0])),
                        Stream.of("flink.hadoop.<key>", "flink.yarn.<key>", NAME),
                        OF_THE_MASTER.stream())
                .flatMap(keys -> keys)
                .toList();

        // then
        assertThat(rows(YarnKey.Treatment.HONOURED).map(YarnKey::key)).containsExactlyInAnyOrderElementsOf(tested);
        assertThat(YarnKey.all()).hasSize(34);
        assertThat(YarnKey.all().stream().map(YarnKey::key).collect(Collectors.toSet()))
                .hasSize(34);
    }

    @Test
    void shouldAskTheClusterForEachLabelOnce() throws Exception {
        String[] keys = {"yarn.application.node-label", "yarn.taskmanager.node-label"};

        assertThat(YarnOptions.read(Map.of(keys[0], "gpu", keys[1], "gpu")).nodeLabels())
                .containsExactly("gpu");
        assertThat(YarnOptions.read(Map.of(keys[0], "fast", keys[1], "gpu")).nodeLabels())
                .containsExactly("fast", "gpu");
        assertThat(YarnOptions.read(Map.of()).nodeLabels()).isEmpty();
    }

    @Test
    void shouldSuggestTheNearKeyOfYarn() {
        assertThat(review("yarn.aplication.queue", "x").warnings())
                .containsExactly("Nothing reads the configuration key yarn.aplication.queue. Did you mean"
                        + " yarn.application.queue?");
    }

    private static Stream<YarnKey> rows(YarnKey.Treatment treatment) {
        return YarnKey.all().stream().filter(row -> row.treatment() == treatment);
    }

    private static YarnKey.Treatment treatment(String key) {
        return YarnKey.all().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow()
                .treatment();
    }

    private ConfigurationReview review(String key, String value) {
        return ConfigurationReview.of(Map.of(key, value), folder);
    }

    private static String shipped(Map<String, String> configuration) throws BadUsageException {
        Parcel parcel =
                ShippingPlan.of(configuration, Path.of("absent")).parcels().get(0);
        return parcel.link() + ", " + parcel.form();
    }

    private static String access(Map<String, String> configuration, ApplicationAccessType type) throws Exception {
        return String.valueOf(
                context(configuration).getAMContainerSpec().getApplicationACLs().get(type));
    }

    private static ApplicationSubmissionContext context(Map<String, String> configuration)
            throws BadUsageException, IOException {
        YarnOptions yarn = YarnOptions.read(configuration);
        MasterProcess process = ProcessSizes.of(configuration, yarn.masterVcores(), OptionalInt.empty());
        return new MasterContainer(AppId.parse(ID), "name", yarn.queue(), yarn, process, "runtime/lib/x.jar", Map.of())
                .context(List.of(), ByteBuffer.allocate(0));
    }
}
