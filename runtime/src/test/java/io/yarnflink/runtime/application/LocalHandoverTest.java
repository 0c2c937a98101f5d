package io.yarnflink.runtime.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.security.ApplicationIdentity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalHandoverTest {

    private static final ApplicationDescriptor APPLICATION = new ApplicationDescriptor(
            "name",
            Optional.of("org.example.Job"),
            List.of("--input", "a b"),
            "/jobs/job.jar",
            Map.of("parallelism.default", "2"),
            Map.of(),
            List.of(),
            "",
            Optional.empty());

    @Test
    void shouldArriveAsItWasWrittenAndLeaveTheRestOfTheStream() throws Exception {
        // given
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new LocalHandover(APPLICATION, new ApplicationIdentity(new byte[] {1, 2}, "0123456789abcdef")).write(out);
        out.write('x');
        ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());

        // when
        LocalHandover read = LocalHandover.read(in);

        // then
        assertThat(read.descriptor()).isEqualTo(APPLICATION);
        assertThat(read.identity().keyStore()).containsExactly(1, 2);
        assertThat(in.readAllBytes()).containsExactly('x');
    }

    @Test
    void shouldRefuseWhatCannotBeAHandover() {
        assertThatThrownBy(() -> LocalHandover.read(new ByteArrayInputStream(new byte[] {127, 0, 0, 0, 0})))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("from the client");
    }
}
