package io.yarnflink.runtime.control;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.yarnflink.runtime.control.message.ControlMessage;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The TaskManager's and the client's end of the control plane. Each connection has a loop thread of its own. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told through the pipeline
public final class ControlClient {

    private ControlClient() {}

    /** Connects as {@link #connect(InetSocketAddress, ApplicationIdentity, EpochFence, ConnectionListener)} does, knowing no epoch. */
    public static CompletableFuture<ControlConnection> connect(
            InetSocketAddress address, ApplicationIdentity identity, ConnectionListener listener) {
        return connect(address, identity, new EpochFence(), listener);
    }

    /**
     * Connects to an ApplicationMaster and authenticates both sides, within ten seconds each.
     *
     * @param address where its control server listens; a name that is not resolved yet is resolved on the loop thread
     * @param identity what both sides must prove to hold
     * @param fence the process's fence; what comes from an attempt of the ApplicationMaster older than it knows closes
     *     the connection
     * @param listener hears of the connection, on its loop thread; of nothing if the connection never opens
     * @return completes on the loop thread after the listener's {@code opened}, or exceptionally with an
     *     {@link IOException}; when it is canceled before, the connection is closed as soon as it is there
     */
    public static CompletableFuture<ControlConnection> connect(
            InetSocketAddress address, ApplicationIdentity identity, EpochFence fence, ConnectionListener listener) {
        return connect(address, identity, fence, listener, TransportLimits.DEFAULT);
    }

    static CompletableFuture<ControlConnection> connect(
            InetSocketAddress address,
            ApplicationIdentity identity,
            EpochFence fence,
            ConnectionListener listener,
            TransportLimits limits) {
        SslContext context = ControlPipeline.context(Side.CLIENT, identity);
        String remote = ControlPipeline.describe(address);
        EventLoopGroup loop = ControlPipeline.loop("control-client");
        CompletableFuture<ControlConnection> result = new CompletableFuture<>();
        ConnectionListener completing = new Completing(listener, result);
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        limits.handshake().toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, ControlPipeline.WATER_MARK)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        ControlPipeline.fill(
                                channel,
                                context,
                                limits,
                                new ConnectionHandler(
                                        channel, remote, Side.CLIENT, Epochs.of(fence), limits, completing));
                    }
                })
                .connect(address);
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                afterClose(connecting.channel(), remote, result, loop);
            } else {
                result.completeExceptionally(unreachable(remote, done.cause()));
                free(loop);
            }
        });
        return result;
    }

    private static void afterClose(
            Channel channel, String remote, CompletableFuture<ControlConnection> result, EventLoopGroup loop) {
        channel.closeFuture().addListener(closed -> {
            ConnectionHandler handler = channel.pipeline().get(ConnectionHandler.class);
            // Does nothing if the connection has been open.
            result.completeExceptionally(unproved(remote, handler == null ? null : handler.cause()));
            free(loop);
        });
    }

    private static void free(EventLoopGroup loop) {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static IOException unreachable(String remote, Throwable cause) {
        return new IOException(
                "Expected an ApplicationMaster at " + remote + ", but it cannot be reached: " + cause.getMessage(),
                cause);
    }

    private static IOException unproved(String remote, @Nullable Throwable cause) {
        return new IOException(
                "Expected the application's certificate from " + remote + ", but the handshake failed"
                        + (cause == null ? "" : ": " + cause.getMessage())
                        + "; another application may listen there",
                cause);
    }

    /** Tells the caller's future when the connection is open. */
    private record Completing(ConnectionListener listener, CompletableFuture<ControlConnection> result)
            implements ConnectionListener {

        @Override
        public void opened(ControlConnection connection) {
            listener.opened(connection);
            if (!result.complete(connection)) {
                connection.close();
            }
        }

        @Override
        public void received(ControlConnection connection, ControlMessage message) {
            listener.received(connection, message);
        }

        @Override
        public void closed(ControlConnection connection, @Nullable Throwable cause) {
            listener.closed(connection, cause);
        }
    }
}
