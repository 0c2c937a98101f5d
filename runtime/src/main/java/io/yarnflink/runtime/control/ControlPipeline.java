package io.yarnflink.runtime.control;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.yarnflink.runtime.security.ApplicationIdentity;
import io.yarnflink.runtime.security.InternalTls;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** What both sides' channels are made of. */
final class ControlPipeline {

    private static final int MEBIBYTE = 1024 * 1024;

    /** From where on it is worth a line in the log; well above the largest ordinary message. */
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(16 * MEBIBYTE, 64 * MEBIBYTE);

    private ControlPipeline() {}

    /** A loop of one daemon thread. */
    static EventLoopGroup loop(String name) {
        return new NioEventLoopGroup(1, new DefaultThreadFactory(name, true));
    }

    /** The TLS context of a side: both prove themselves with the one certificate and accept no other. */
    static SslContext context(Side side, ApplicationIdentity identity) {
        InternalTls tls = InternalTls.of(identity);
        SslContextBuilder builder = side == Side.SERVER
                ? SslContextBuilder.forServer(tls.keyManagers()).clientAuth(ClientAuth.REQUIRE)
                : SslContextBuilder.forClient().keyManager(tls.keyManagers()).endpointIdentificationAlgorithm(null);
        try {
            return builder.trustManager(tls.trustManager())
                    .sslProvider(SslProvider.JDK)
                    .protocols(InternalTls.PROTOCOLS)
                    .ciphers(InternalTls.CIPHERS)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(
                    "Expected this Java runtime to offer " + InternalTls.PROTOCOLS + " with " + InternalTls.CIPHERS
                            + "; run with JDK 17",
                    e);
        }
    }

    /** Puts TLS and the connection's handler into a new channel; returns the former. */
    static SslHandler fill(
            SocketChannel channel, SslContext context, TransportLimits limits, ConnectionHandler handler) {
        SslHandler tls = context.newHandler(channel.alloc());
        tls.setHandshakeTimeout(limits.handshake().toMillis(), TimeUnit.MILLISECONDS);
        tls.setCloseNotifyFlushTimeout(limits.farewell().toMillis(), TimeUnit.MILLISECONDS);
        channel.pipeline().addLast("tls", tls).addLast("connection", handler);
        return tls;
    }

    /** An address for logs; asks no name service. */
    static String describe(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
