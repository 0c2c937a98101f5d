package io.yarnflink.am.yarn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.application.ShippedFile;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;
import org.apache.hadoop.yarn.api.records.ApplicationAccessType;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.apache.hadoop.yarn.security.AMRMTokenIdentifier;
import org.junit.jupiter.api.Test;

final class LaunchContextsTest {

    private static final TaskManagerContainer CONTAINER = new TaskManagerContainer(
            512,
            1,
            Map.of("VARIABLE", "value"),
            Optional.empty(),
            "exec java",
            Map.of(ApplicationAccessType.VIEW_APP, "bob team"));

    @Test
    void shouldShareTheRuntimeAndKeepTheJobPrivate() throws Exception {
        // given
        ShippedFile runtime =
                new ShippedFile("runtime", URI.create("hdfs://nn:8020/cache/runtime.tar"), 10, 20, true, true);
        ShippedFile job = new ShippedFile("job.jar", URI.create("hdfs://nn:8020/cache/job.jar"), 30, 40, false, false);

        // when
        ContainerLaunchContext context = LaunchContexts.of(CONTAINER, List.of(runtime, job), new Credentials());

        // then
        LocalResource sharedResource = resource(context, "runtime");
        assertThat(sharedResource.getType()).isEqualTo(LocalResourceType.ARCHIVE);
        assertThat(sharedResource.getVisibility()).isEqualTo(LocalResourceVisibility.PUBLIC);
        assertThat(sharedResource.getTimestamp()).isEqualTo(20);
        LocalResource privateResource = resource(context, "job.jar");
        assertThat(privateResource.getType()).isEqualTo(LocalResourceType.FILE);
        assertThat(privateResource.getVisibility()).isEqualTo(LocalResourceVisibility.PRIVATE);
        assertThat(privateResource.getResource().toPath().toUri()).isEqualTo(job.location());
        assertThat(context.getCommands()).containsExactly("exec java");
        assertThat(context.getApplicationACLs())
                .containsExactlyEntriesOf(Map.of(ApplicationAccessType.VIEW_APP, "bob team"));
    }

    @Test
    void shouldPassOnAllCredentialsButTheRightToSpeakForTheApplication() throws Exception {
        // given
        Credentials credentials = new Credentials();
        credentials.addSecretKey(new Text("ours"), "secret".getBytes(UTF_8));
        credentials.addToken(new Text("master"), token(AMRMTokenIdentifier.KIND_NAME));
        credentials.addToken(new Text("hdfs"), token(new Text("HDFS_DELEGATION_TOKEN")));

        // when
        ContainerLaunchContext context = LaunchContexts.of(CONTAINER, List.of(), credentials);

        // then
        Credentials received = read(context.getTokens());
        assertThat(received.getTokenMap()).containsOnlyKeys(new Text("hdfs"));
        assertThat(received.getSecretKey(new Text("ours"))).isEqualTo("secret".getBytes(UTF_8));
        assertThat(credentials.numberOfTokens()).isEqualTo(2);
    }

    private static LocalResource resource(ContainerLaunchContext context, String link) {
        return Objects.requireNonNull(context.getLocalResources().get(link), link);
    }

    private static Token<TokenIdentifier> token(Text kind) {
        return new Token<>(new byte[] {1}, new byte[] {2}, kind, new Text("service"));
    }

    private static Credentials read(ByteBuffer buffer) throws Exception {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        Credentials credentials = new Credentials();
        credentials.readTokenStorageStream(new DataInputStream(new ByteArrayInputStream(bytes)));
        return credentials;
    }
}
