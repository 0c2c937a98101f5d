package io.yarnflink.runtime.exchange;

import org.apache.flink.shaded.netty4.io.netty.buffer.ByteBuf;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds what one peer that asks for records can make this process keep: parts from who announces a message longer than any
 * there is, or leaves answers unread. Looks at bytes as they pass and holds none back. Owned by its connection's event
 * loop.
 */
final class RequestLimit extends ChannelInboundHandlerAdapter {

    /** Far more than any request needs. */
    static final int MAX_REQUEST_BYTES = 1024 * 1024;

    /** Records are written only while the peer reads; what is left are answers to what it should not have asked. */
    static final long MAX_UNREAD_BYTES = 16 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(RequestLimit.class);

    private static final int LENGTH_BYTES = Integer.BYTES;

    /** The bytes that have come of a length field, and how many. */
    private int length;

    private int lengthBytes;

    /** What has yet to come of a request whose length is known. */
    private int rest;

    private boolean parted;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!parted && message instanceof ByteBuf bytes) {
            look(context, bytes);
        }
        if (parted) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void look(ChannelHandlerContext context, ByteBuf bytes) {
        if (!isWithinLimits(bytes)) {
            part(
                    context,
                    "Expected requests of " + LENGTH_BYTES + " to " + MAX_REQUEST_BYTES + " bytes, found one of "
                            + Integer.toUnsignedString(length));
        } else if (context.channel().bytesBeforeWritable() > MAX_UNREAD_BYTES) {
            part(
                    context,
                    "Expected a peer that reads what it is answered, but more than " + MAX_UNREAD_BYTES
                            + " bytes wait for it");
        }
    }

    private boolean isWithinLimits(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex()) {
            if (rest > 0) {
                int passed = Math.min(rest, bytes.writerIndex() - at);
                at += passed;
                rest -= passed;
            } else {
                length = length << Byte.SIZE | bytes.getUnsignedByte(at++);
                lengthBytes++;
                if (lengthBytes == LENGTH_BYTES) {
                    if (length < LENGTH_BYTES || length > MAX_REQUEST_BYTES) {
                        return false;
                    }
                    rest = length - LENGTH_BYTES;
                    length = 0;
                    lengthBytes = 0;
                }
            }
        }
        return true;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    private void part(ChannelHandlerContext context, String reason) {
        parted = true;
        LOG.warn("Parting from {}: {}", context.channel().remoteAddress(), reason);
        context.close();
    }
}
