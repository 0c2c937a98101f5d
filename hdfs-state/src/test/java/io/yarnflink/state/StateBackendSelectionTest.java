package io.yarnflink.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.state.StateBackendSelection.Backend;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackendFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateBackendSelectionTest {

    private final Configuration configuration = new Configuration();

    @Test
    void shouldOfferTheDefault() {
        assertThat(StateBackendSelection.backendOf(configuration)).isEqualTo(Backend.HASHMAP);
        assertThat(StateBackendSelection.refusal(configuration)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"state.backend.type", "state.backend"})
    void shouldUnderstandTheOldKeyToo(String key) {
        configuration.setString(key, "HashMap");
        assertThat(StateBackendSelection.refusal(configuration)).isEmpty();

        configuration.setString(key, "rocksdb");
        assertThat(StateBackendSelection.backendOf(configuration)).isEqualTo(Backend.ROCKSDB);
    }

    @Test
    void shouldOfferHeapStateByItsFactorysName() {
        configuration.setString("state.backend.type", HashMapStateBackendFactory.class.getName());

        assertThat(StateBackendSelection.refusal(configuration)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "forst, FORST",
        "org.apache.flink.state.forst.ForStStateBackendFactory, FORST",
        "filesystem, LEGACY_HEAP",
        "jobmanager, LEGACY_HEAP",
        "com.example.MyBackendFactory, CUSTOM"
    })
    void shouldRefuseByNameAndSayWhatToSet(String name, Backend backend) {
        configuration.setString("state.backend.type", name);

        assertThat(StateBackendSelection.backendOf(configuration)).isEqualTo(backend);
        assertThat(StateBackendSelection.refusal(configuration))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal).contains("'" + name + "'", "set state.backend.type: hashmap"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rocksdb",
                "RocksDB",
                "org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackendFactory",
                "org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackendFactory",
                "org.apache.flink.contrib.streaming.state.RocksDBStateBackendFactory",
                "io.yarnflink.state.RocksStateBackendFactory"
            })
    void shouldPutOursInThePlaceOfFlinksRocksDb(String name) throws Exception {
        configuration.setString("state.backend.type", name);

        StateBackendSelection.choose(configuration);

        assertThat(StateBackendSelection.refusal(configuration)).isEmpty();
        assertThat(StateBackendLoader.loadStateBackendFromConfig(
                        configuration, getClass().getClassLoader(), null))
                .isInstanceOf(RocksStateBackend.class);
    }

    @Test
    void shouldLeaveOtherBackendsAsTheyAre() {
        StateBackendSelection.choose(configuration);

        assertThat(configuration.toMap()).isEmpty();
    }

    @Test
    void shouldRefuseFactoriesOfOptions() {
        configuration.setString("state.backend.type", "rocksdb");
        configuration.setString("state.backend.rocksdb.options-factory", "com.example.Tuned");

        assertThat(StateBackendSelection.refusal(configuration))
                .hasValueSatisfying(refusal ->
                        assertThat(refusal).contains("com.example.Tuned", "state.backend.rocksdb.options-factory"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"state.changelog.enabled", "state.backend.changelog.enabled"})
    void shouldRefuseTheChangelog(String key) {
        configuration.setString(key, "true");

        assertThat(StateBackendSelection.refusal(configuration))
                .hasValueSatisfying(refusal -> assertThat(refusal).contains("state.changelog.enabled: false"));
    }

    @Test
    void shouldTellBothWhenBothAreWrong() {
        configuration.setString("state.backend.type", "forst");
        configuration.setString("state.changelog.enabled", "true");

        assertThat(StateBackendSelection.refusal(configuration))
                .hasValueSatisfying(refusal -> assertThat(refusal).contains("ForSt", "changelog"));
    }
}
