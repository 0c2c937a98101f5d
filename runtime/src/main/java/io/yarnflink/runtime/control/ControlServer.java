package io.yarnflink.runtime.control;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ApplicationMaster's end of the control plane: accepts connections of the application's own processes and of clients
 * that hold its identity, and of nobody else. One loop thread serves them all.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told through the pipeline
public final class ControlServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int BACKLOG = 1024;

    private final EventLoopGroup loop;
    private final ChannelGroup open;
    private final TransportLimits limits;
    private final Channel listening;

    private ControlServer(EventLoopGroup loop, ChannelGroup open, TransportLimits limits, Channel listening) {
        this.loop = loop;
        this.open = open;
        this.limits = limits;
        this.listening = listening;
    }

    /**
     * Listens. Returns when connections are accepted.
     *
     * @param bind where; port 0 takes a free one
     * @param identity what everybody must prove to hold
     * @param epoch number of this ApplicationMaster's attempt, from 1
     * @param listener hears of all connections, on the loop thread
     * @throws IOException if the address cannot be bound
     */
    public static ControlServer start(
            InetSocketAddress bind, ApplicationIdentity identity, int epoch, ConnectionListener listener)
            throws IOException {
        return start(bind, identity, epoch, listener, TransportLimits.DEFAULT);
    }

    static ControlServer start(
            InetSocketAddress bind,
            ApplicationIdentity identity,
            int epoch,
            ConnectionListener listener,
            TransportLimits limits)
            throws IOException {
        SslContext context = ControlPipeline.context(Side.SERVER, identity);
        EventLoopGroup loop = ControlPipeline.loop("control-server");
        ChannelGroup open = new DefaultChannelGroup(loop.next());
        var bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, ControlPipeline.WATER_MARK)
                .childHandler(new Initializer(context, Epochs.of(epoch), listener, limits, open))
                .bind(bind)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IOException(
                    "Expected to listen on " + ControlPipeline.describe(bind)
                            + " for the control plane, but it cannot be bound; choose another address or port",
                    bound.cause());
        }
        return new ControlServer(loop, open, limits, bound.channel());
    }

    /** Where it listens; the port is the real one. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /**
     * Accepts nobody any more, closes all connections after what was sent on them has been written, and ends the loop
     * thread. Waits for all that, a few seconds at the most. Not to be called from a listener.
     */
    @Override
    public void close() {
        long millis = limits.farewell().toMillis();
        listening.close().awaitUninterruptibly(millis);
        open.forEach(channel -> {
            ConnectionHandler handler = channel.pipeline().get(ConnectionHandler.class);
            if (handler == null) {
                channel.close();
            } else {
                handler.close();
            }
        });
        if (!open.newCloseFuture().awaitUninterruptibly(millis)) {
            LOG.warn("{} connections took longer than {} ms to close; dropped them", open.size(), millis);
        }
        loop.shutdownGracefully(0, millis, TimeUnit.MILLISECONDS).awaitUninterruptibly(millis);
    }

    /** Prepares accepted channels. All its state belongs to the one loop thread. */
    private static final class Initializer extends ChannelInitializer<SocketChannel> {

        private final SslContext context;
        private final Epochs epochs;
        private final ConnectionListener listener;
        private final TransportLimits limits;
        private final ChannelGroup open;
        private final Set<Channel> authenticating = new LinkedHashSet<>();

        Initializer(
                SslContext context,
                Epochs epochs,
                ConnectionListener listener,
                TransportLimits limits,
                ChannelGroup open) {
            this.context = context;
            this.epochs = epochs;
            this.listener = listener;
            this.limits = limits;
            this.open = open;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            makeRoom();
            open.add(channel);
            String remote = ControlPipeline.describe(channel.remoteAddress());
            ConnectionHandler handler = new ConnectionHandler(channel, remote, Side.SERVER, epochs, limits, listener);
            authenticating.add(channel);
            channel.closeFuture().addListener(closed -> authenticating.remove(channel));
            ControlPipeline.fill(channel, context, limits, handler)
                    .handshakeFuture()
                    .addListener(done -> authenticating.remove(channel));
        }

        /** The oldest goes rather than the newest: a handshake of one of ours is over long before it is the oldest. */
        private void makeRoom() {
            while (authenticating.size() >= limits.unauthenticated()) {
                Iterator<Channel> oldest = authenticating.iterator();
                Channel dropped = oldest.next();
                oldest.remove();
                LOG.warn(
                        "Dropped {}: more than {} connections have not proved yet that they belong to this application",
                        dropped.remoteAddress(),
                        limits.unauthenticated());
                dropped.close();
            }
        }
    }
}
