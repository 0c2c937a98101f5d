package io.yarnflink.runtime.control;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what comes into frames and passes their messages on. The body's bytes go straight into an array of their size.
 * After a bad frame nothing of this connection is looked at any more. Owned by the connection's loop.
 */
final class FrameReader extends ChannelInboundHandlerAdapter {

    private static final byte[] NO_BODY = new byte[0];

    private final Side side;
    private final Epochs epochs;
    private final TransportLimits limits;
    private final byte[] header = new byte[Frame.HEADER_BYTES];
    private int headerBytes;
    private byte[] body = NO_BODY;
    private int bodyBytes;
    private boolean broken;
    private long progress;
    private @Nullable ScheduledFuture<?> stallCheck;

    FrameReader(Side side, Epochs epochs, TransportLimits limits) {
        this.side = side;
        this.epochs = epochs;
        this.limits = limits;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            ByteBuf in = (ByteBuf) message;
            progress += in.readableBytes();
            while (!broken && in.isReadable()) {
                read(context, in);
            }
        } catch (BadFrameException e) {
            broken = true;
            context.fireExceptionCaught(e);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!broken && headerBytes > 0 && stallCheck == null) {
            checkLater(context, progress);
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        broken = true;
        body = NO_BODY;
        ScheduledFuture<?> check = stallCheck;
        if (check != null) {
            check.cancel(false);
        }
        context.fireChannelInactive();
    }

    private void read(ChannelHandlerContext context, ByteBuf in) {
        if (headerBytes < Frame.HEADER_BYTES) {
            int bytes = Math.min(in.readableBytes(), Frame.HEADER_BYTES - headerBytes);
            in.readBytes(header, headerBytes, bytes);
            headerBytes += bytes;
            if (headerBytes < Frame.HEADER_BYTES) {
                return;
            }
            body = new byte[checkHeader()];
        }
        int bytes = Math.min(in.readableBytes(), body.length - bodyBytes);
        in.readBytes(body, bodyBytes, bytes);
        bodyBytes += bytes;
        if (bodyBytes == body.length) {
            finish(context);
        }
    }

    /** Returns how many bytes the body has. */
    private int checkHeader() {
        ByteBuffer fields = ByteBuffer.wrap(header);
        int length = fields.getInt();
        byte version = fields.get();
        if (version != Frame.VERSION) {
            throw new BadFrameException("expected a frame of version " + Frame.VERSION + ", found version " + version);
        }
        if (length < Frame.PREAMBLE_BYTES || length > limits.frameBytes()) {
            throw new BadFrameException("expected a frame of " + Frame.PREAMBLE_BYTES + " to " + limits.frameBytes()
                    + " bytes, found one of " + length);
        }
        epochs.check(fields.getInt());
        return length - Frame.PREAMBLE_BYTES;
    }

    private void finish(ChannelHandlerContext context) {
        int tag = header[Frame.HEADER_BYTES - 1] & 0xff;
        byte[] complete = body;
        headerBytes = 0;
        body = NO_BODY;
        bodyBytes = 0;
        context.fireChannelRead(MessageCodec.decode(side, tag, complete));
    }

    private void checkLater(ChannelHandlerContext context, long before) {
        stallCheck = context.executor()
                .schedule(() -> checkProgress(context, before), limits.stall().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void checkProgress(ChannelHandlerContext context, long before) {
        stallCheck = null;
        if (broken || headerBytes == 0) {
            return;
        }
        if (progress > before) {
            checkLater(context, progress);
            return;
        }
        broken = true;
        context.fireExceptionCaught(new BadFrameException("expected the rest of a frame, but nothing came for "
                + limits.stall().toSeconds() + " s"));
    }
}
