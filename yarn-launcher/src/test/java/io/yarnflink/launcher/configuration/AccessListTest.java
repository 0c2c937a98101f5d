package io.yarnflink.launcher.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessListTest {

    @Test
    void shouldReadUsersAndGroups() {
        AccessList list = AccessList.parse("alice,bob operators,admins");

        assertThat(list.users()).containsExactly("alice", "bob");
        assertThat(list.groups()).containsExactly("operators", "admins");
        assertThat(list.everybody()).isFalse();
    }

    @Test
    void shouldReadGroupsAloneBehindASpace() throws Exception {
        YarnOptions options = YarnOptions.read(Map.of("yarn.modify.acls", " operators", "yarn.view.acls", "alice"));

        assertThat(options.modifyAcls().orElseThrow().users()).isEmpty();
        assertThat(options.modifyAcls().orElseThrow().groups()).containsExactly("operators");
        assertThat(options.modifyAcls().orElseThrow().text()).isEqualTo(" operators");
        assertThat(options.viewAcls().orElseThrow().users()).isEqualTo(List.of("alice"));
    }

    @Test
    void shouldKnowEverybody() {
        assertThat(AccessList.parse(" * ").everybody()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice,*", "* operators", "alice bob carol"})
    void shouldRefuseWhatHadoopWouldMisunderstand(String text) {
        assertThatThrownBy(() -> AccessList.parse(text)).hasMessageContaining("found '" + text + "'");
    }
}
