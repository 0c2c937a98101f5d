package io.yarnflink.launcher.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.shipping.Parcel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalParcelsTest {

    private static final Path HERE = Path.of("/work");

    @Test
    void shouldFindJarsWhereverTheyLie() {
        LocalParcels parcels = of(new Parcel("udfs.jar", Path.of("/opt/udfs.jar"), Parcel.Form.FILE));

        assertThat(parcels.classPath()).containsExactly("/opt/udfs.jar");
        assertThat(parcels.problems()).isEmpty();
    }

    @Test
    void shouldFindByTheirNamesWhatLiesInTheFolder() {
        LocalParcels parcels = of(
                new Parcel("model.bin", Path.of("/work/model.bin"), Parcel.Form.FILE),
                new Parcel("words", Path.of("/work/words"), Parcel.Form.FOLDER));

        assertThat(parcels.problems()).isEmpty();
        assertThat(parcels.classPath()).containsExactly("/work/words", "/work/words/*");
    }

    @Test
    void shouldSayWhatWouldHaveToBeCopied() {
        LocalParcels parcels = of(
                new Parcel("model.bin", Path.of("/data/model.bin"), Parcel.Form.FILE),
                new Parcel("words.zip", Path.of("/work/words.zip"), Parcel.Form.ARCHIVE));

        assertThat(parcels.problems()).hasSize(2);
        assertThat(parcels.problems().get(0)).contains("/data", "model.bin");
        assertThat(parcels.problems().get(1)).contains("unpack /work/words.zip");
    }

    @Test
    void shouldTakePluginsAndLoggingFromWhereTheyLie() {
        LocalParcels parcels = of(
                new Parcel("plugins", Path.of("/opt/plugins"), Parcel.Form.FOLDER),
                new Parcel("own-log4j2.xml", Path.of("/etc/log.xml"), Parcel.Form.FILE));

        assertThat(parcels.plugins()).contains(Path.of("/opt/plugins"));
        assertThat(parcels.logging()).contains(Path.of("/etc/log.xml"));
        assertThat(parcels.classPath()).isEmpty();
    }

    private static LocalParcels of(Parcel... parcels) {
        return LocalParcels.of(List.of(parcels), HERE);
    }
}
