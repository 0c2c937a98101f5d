package io.yarnflink.runtime.log;

/**
 * An entry of the log.
 *
 * @param number its place, from 1
 * @param epoch number of the ApplicationMaster's attempt that wrote it, from 1
 * @param writer tells the writing process from every other
 * @param writtenAt in milliseconds since the epoch
 * @param event what it adds
 * @param application all that is known after it
 */
public record LogEntry(
        long number, int epoch, String writer, long writtenAt, LogEvent event, LoggedApplication application) {

    /** Encodes this entry; {@link #decode} reverses it. */
    public byte[] encode() {
        return LogEntryCodec.encode(this);
    }

    /**
     * Decodes what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are damaged or of another format version
     */
    public static LogEntry decode(byte[] bytes) {
        return LogEntryCodec.decode(bytes);
    }
}
