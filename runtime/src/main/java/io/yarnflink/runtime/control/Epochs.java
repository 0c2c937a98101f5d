package io.yarnflink.runtime.control;

/** What one side does about epochs. */
interface Epochs {

    /** What outgoing frames carry. */
    int outgoing();

    /**
     * Looks at what an incoming frame carries.
     *
     * @throws BadFrameException if frames of that epoch are refused
     */
    void check(int incoming);

    /** The ApplicationMaster's side: it has one epoch for life, and one that is newer means that it is superseded. */
    static Epochs of(int own) {
        return new Epochs() {
            @Override
            public int outgoing() {
                return own;
            }

            @Override
            public void check(int incoming) {
                if (incoming < 0 || incoming > own) {
                    throw new BadFrameException("expected epoch " + own + " or older, found " + incoming
                            + ": the far side has heard of a newer attempt of the ApplicationMaster than this one");
                }
            }
        };
    }

    /** The other sides: they follow the newest. */
    static Epochs of(EpochFence fence) {
        return new Epochs() {
            @Override
            public int outgoing() {
                return fence.highest();
            }

            @Override
            public void check(int incoming) {
                if (!fence.admit(incoming)) {
                    throw new BadFrameException("expected epoch " + fence.highest() + " or newer, found " + incoming
                            + ": the far side is an attempt of the ApplicationMaster that has been superseded");
                }
            }
        };
    }
}
