package io.yarnflink.it.shapes;

/** No POJO: it can be made with a number only, and keeps it to itself. */
public final class Opaque {

    private final long number;
    private final boolean byHand;

    Opaque(long number) {
        this(number, false);
    }

    Opaque(long number, boolean byHand) {
        this.number = number;
        this.byHand = byHand;
    }

    long number() {
        return number;
    }

    @Override
    public String toString() {
        return "opaque " + number + (byHand ? " by hand" : "");
    }
}
