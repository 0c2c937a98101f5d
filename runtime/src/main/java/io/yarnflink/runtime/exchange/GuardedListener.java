package io.yarnflink.runtime.exchange;

import io.yarnflink.runtime.security.InternalTls;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.runtime.io.network.NettyShuffleEnvironment;
import org.apache.flink.runtime.io.network.NettyShuffleServiceFactory;
import org.apache.flink.runtime.io.network.netty.NettyConfig;
import org.apache.flink.runtime.io.network.netty.NettyConnectionManager;
import org.apache.flink.runtime.io.network.netty.SSLHandlerFactory;
import org.apache.flink.runtime.io.network.partition.ResultPartitionManager;
import org.apache.flink.runtime.shuffle.ShuffleEnvironmentContext;
import org.apache.flink.runtime.taskmanager.NettyShuffleEnvironmentConfiguration;
import org.apache.flink.shaded.netty4.io.netty.buffer.ByteBufAllocator;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.handler.ssl.ClientAuth;
import org.apache.flink.shaded.netty4.io.netty.handler.ssl.SslContext;
import org.apache.flink.shaded.netty4.io.netty.handler.ssl.SslContextBuilder;
import org.apache.flink.shaded.netty4.io.netty.handler.ssl.SslHandler;
import org.apache.flink.shaded.netty4.io.netty.handler.ssl.SslProvider;
import org.apache.flink.util.PortRange;

/**
 * Flink's Netty shuffle whose listener knows the application's members by their one certificate, and has a {@link RequestLimit}
 * behind it for each. TLS is the place in Flink's pipeline that can be chosen.
 */
final class GuardedListener extends NettyConfig {

    private final InternalTls tls;

    private GuardedListener(
            ShuffleEnvironmentContext context, NettyShuffleEnvironmentConfiguration network, InternalTls tls) {
        super(
                context.getHostAddress(),
                ports(context.getConfiguration()),
                network.networkBufferSize(),
                context.getNumberOfSlots(),
                context.getConfiguration());
        this.tls = tls;
    }

    private static PortRange ports(Configuration configuration) {
        return configuration
                .getOptional(NettyShuffleEnvironmentOptions.DATA_BIND_PORT)
                .map(PortRange::new)
                .orElseGet(() -> new PortRange(configuration.get(NettyShuffleEnvironmentOptions.DATA_PORT)));
    }

    /**
     * Makes what Flink's own factory makes, with this listener.
     *
     * @param context its configuration lets clients use the identity of {@code tls}
     */
    static NettyShuffleEnvironment createShuffle(ShuffleEnvironmentContext context, InternalTls tls) {
        NettyShuffleEnvironmentConfiguration network = NettyShuffleEnvironmentConfiguration.fromConfiguration(
                context.getConfiguration(),
                context.getNetworkMemorySize(),
                context.isLocalCommunicationOnly(),
                context.getHostAddress());
        ResultPartitionManager partitions = new ResultPartitionManager(
                network.getPartitionRequestListenerTimeout(), context.getScheduledExecutor());
        NettyConnectionManager connections = new NettyConnectionManager(
                partitions,
                context.getEventPublisher(),
                new GuardedListener(context, network, tls),
                network.isConnectionReuseEnabled());
        return NettyShuffleServiceFactory.createNettyShuffleEnvironment(
                network,
                context.getTaskExecutorResourceId(),
                context.getEventPublisher(),
                partitions,
                connections,
                context.getParentMetricGroup(),
                context.getIoExecutor(),
                context.getNumberOfSlots(),
                context.getTmpDirPaths());
    }

    @Override
    public SSLHandlerFactory createServerSSLEngineFactory() throws IOException {
        return new Handlers(
                context(tls),
                getConfig().get(SecurityOptions.SSL_INTERNAL_HANDSHAKE_TIMEOUT),
                getConfig().get(SecurityOptions.SSL_INTERNAL_CLOSE_NOTIFY_FLUSH_TIMEOUT));
    }

    private static SslContext context(InternalTls tls) throws SSLException {
        return SslContextBuilder.forServer(tls.keyManagers())
                .trustManager(tls.trustManager())
                .clientAuth(ClientAuth.REQUIRE)
                .sslProvider(SslProvider.JDK)
                .protocols(InternalTls.PROTOCOLS)
                .ciphers(InternalTls.CIPHERS)
                .build();
    }

    private static final class Handlers extends SSLHandlerFactory {

        private final SslContext context;
        private final int handshakeMillis;
        private final int farewellMillis;

        /** Of times, negative ones are Netty's own. */
        Handlers(SslContext context, int handshakeMillis, int farewellMillis) {
            super(context, handshakeMillis, farewellMillis);
            this.context = context;
            this.handshakeMillis = handshakeMillis;
            this.farewellMillis = farewellMillis;
        }

        @Override
        public SslHandler createNettySSLHandler(ByteBufAllocator allocator) {
            SslHandler handler = new SslHandler(context.newEngine(allocator)) {

                @Override
                public void handlerAdded(ChannelHandlerContext added) throws Exception {
                    super.handlerAdded(added);
                    added.pipeline().addAfter(added.name(), RequestLimit.class.getSimpleName(), new RequestLimit());
                }
            };
            if (handshakeMillis >= 0) {
                handler.setHandshakeTimeoutMillis(handshakeMillis);
            }
            if (farewellMillis >= 0) {
                handler.setCloseNotifyFlushTimeoutMillis(farewellMillis);
            }
            return handler;
        }
    }
}
