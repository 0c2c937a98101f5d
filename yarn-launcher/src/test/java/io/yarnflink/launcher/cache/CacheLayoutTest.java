package io.yarnflink.launcher.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.AppId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class CacheLayoutTest {

    private static final ContentHash HASH = new ContentHash("0123456789abcdef".repeat(4));

    private final CacheLayout layout = new CacheLayout(new Path("hdfs://host/user/me/.yarn-flink"));

    @Test
    void shouldTellFoldersApart() {
        String entry = layout.entry(HASH).getName();
        String incoming = layout.newIncoming().getName();
        String outgoing = layout.newOutgoing(HASH).getName();

        assertThat(CacheLayout.entryOf(entry)).contains(HASH);
        assertThat(CacheLayout.entryOf(incoming)).isEmpty();
        assertThat(CacheLayout.entryOf(outgoing)).isEmpty();
        assertThat(CacheLayout.outgoingOf(outgoing)).contains(HASH);
        assertThat(CacheLayout.outgoingOf(entry)).isEmpty();
        assertThat(CacheLayout.isIncoming(incoming)).isTrue();
        assertThat(CacheLayout.isIncoming(outgoing)).isFalse();
    }

    @Test
    void shouldLeaveAloneWhatItDoesNotKnow() {
        assertThat(CacheLayout.entryOf("notes.txt")).isEmpty();
        assertThat(CacheLayout.outgoingOf(".outgoing-")).isEmpty();
        assertThat(CacheLayout.outgoingOf(".outgoing-" + "z".repeat(70))).isEmpty();
    }

    @Test
    void shouldKeepEveryNameWithinTheFolderOfNames() {
        for (String name : new String[] {"count words", "..", "a/../b", "wörter", ".hidden"}) {
            Path log = layout.log(name, new AppId("application_1_0001"));

            assertThat(log.getParent().getParent().getParent()).as(name).isEqualTo(layout.names());
            assertThat(log.getParent().getParent().getName()).doesNotStartWith(".");
        }
    }

    @Test
    void shouldGiveEachNameAFolderOfItsOwn() {
        // given names that a careless encoding would confuse, or a file system would refuse
        List<String> names = List.of(
                "a",
                "A",
                ".",
                "..",
                ".a",
                "%2Ea",
                "a b",
                "a+b",
                "a%20b",
                "a/b",
                "a*",
                "a:b",
                "ä",
                "日本",
                "owner",
                "~",
                "x".repeat(300),
                "x".repeat(301),
                "x".repeat(120));

        // when
        Set<String> folders = new HashSet<>();
        names.forEach(name -> folders.add(layout.named(name).getName()));

        // then
        assertThat(folders)
                .hasSameSizeAs(names)
                .allMatch(folder -> folder.length() <= 200 && !folder.startsWith("."))
                .allMatch(folder -> folder.matches("[A-Za-z0-9._%+~-]+"));
        assertThat(layout.named("nightly-job_2").getName()).isEqualTo("nightly-job_2");
    }
}
