package io.yarnflink.it.ledger;

/** One booking. A POJO in Flink's sense, which is why it is as open as it is. */
public final class Entry {

    /** The split that it comes from. */
    public int split;

    /** The account. All entries of an account come from one split. */
    public long key;

    /** Counts the entries of its account, from 0 and without gaps. */
    public long number;

    /** What is booked. */
    public long amount;

    /** Event time in milliseconds. */
    public long time;

    /** For Flink. */
    public Entry() {}

    Entry(int split, long key, long number, long time) {
        this.split = split;
        this.key = key;
        this.number = number;
        this.amount = amountOf(key, number);
        this.time = time;
    }

    static long amountOf(long key, long number) {
        return (key * 31 + number * 17) % 1_000 + 1;
    }
}
