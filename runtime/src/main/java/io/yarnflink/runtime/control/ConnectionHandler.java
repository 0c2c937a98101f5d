package io.yarnflink.runtime.control;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.yarnflink.runtime.control.message.ControlMessage;
import java.io.EOFException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection from its handshake to its end. Until the far side has proved that it belongs to the application, there
 * is neither a frame reader nor a listener to it. All state belongs to the connection's loop; {@link #send}, {@link #close}
 * and {@link #remote} may be called from any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told through the pipeline
final class ConnectionHandler extends ChannelInboundHandlerAdapter implements ControlConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    private enum Phase {
        AUTHENTICATING,
        OPEN,
        CLOSED
    }

    private final Channel channel;
    private final String remote;
    private final Side side;
    private final Epochs epochs;
    private final TransportLimits limits;
    private final ConnectionListener listener;
    private Phase phase = Phase.AUTHENTICATING;
    private boolean orderly;
    private @Nullable Throwable cause;

    ConnectionHandler(
            Channel channel,
            String remote,
            Side side,
            Epochs epochs,
            TransportLimits limits,
            ConnectionListener listener) {
        this.channel = channel;
        this.remote = remote;
        this.side = side;
        this.epochs = epochs;
        this.limits = limits;
        this.listener = listener;
    }

    @Override
    public void send(ControlMessage message) {
        if (!channel.isOpen()) {
            LOG.debug("{} is closed; lost a message to it", remote);
            return;
        }
        channel.writeAndFlush(Frame.encode(message, epochs.outgoing(), limits.frameBytes()));
    }

    @Override
    public String remote() {
        return remote;
    }

    @Override
    public void close() {
        try {
            channel.eventLoop().execute(this::closeAfterWrites);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is closed and its loop gone", remote, e);
        }
    }

    @Override
    public String toString() {
        return remote;
    }

    /** Why the connection ended before it was open, {@code null} if nobody said. On the connection's loop. */
    @Nullable
    Throwable cause() {
        return cause;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                open(context);
            } else {
                fail(handshake.cause());
            }
        } else if (event instanceof SslCloseCompletionEvent farewell && farewell.isSuccess()) {
            orderly = true;
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (phase == Phase.OPEN && message instanceof ControlMessage control) {
            listener.received(this, control);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            LOG.info("{} takes messages again", remote);
        } else {
            LOG.warn("{} does not take its messages as fast as they are sent; they wait in memory", remote);
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        fail(failure);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Phase before = phase;
        phase = Phase.CLOSED;
        if (before == Phase.OPEN) {
            if (cause == null && !orderly) {
                cause = new EOFException("Expected a farewell from " + remote
                        + " before the end of the connection, found none: its process or the network broke off");
            }
            listener.closed(this, cause);
        }
        context.fireChannelInactive();
    }

    private void open(ChannelHandlerContext context) {
        if (phase != Phase.AUTHENTICATING) {
            return;
        }
        phase = Phase.OPEN;
        context.pipeline().addBefore(context.name(), "frames", new FrameReader(side, epochs, limits));
        listener.opened(this);
    }

    private void closeAfterWrites() {
        orderly = true;
        if (phase == Phase.AUTHENTICATING) {
            drop();
            return;
        }
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        // Somebody who never reads must not keep the connection.
        var deadline =
                channel.eventLoop().schedule(this::drop, limits.farewell().toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> deadline.cancel(false));
    }

    /** Closes at once, past the TLS handler, which would wait for its farewell to be taken. */
    private void drop() {
        channel.unsafe().close(channel.newPromise());
    }

    private void fail(Throwable failure) {
        if (cause != null || phase == Phase.CLOSED) {
            return;
        }
        if (orderly) {
            LOG.debug("{} broke off after its farewell", remote, failure);
            channel.close();
            return;
        }
        // Netty wraps what the TLS engine and the frame reader throw.
        cause = failure instanceof DecoderException && failure.getCause() != null ? failure.getCause() : failure;
        if (phase == Phase.AUTHENTICATING) {
            LOG.warn("Refused {}: it did not prove that it belongs to this application ({})", remote, cause.toString());
        } else if (cause instanceof BadFrameException) {
            LOG.warn("Closed the connection of {}: {}", remote, cause.getMessage());
        } else {
            LOG.warn("The connection of {} failed", remote, cause);
        }
        channel.close();
    }
}
