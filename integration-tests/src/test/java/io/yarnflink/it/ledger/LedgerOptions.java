package io.yarnflink.it.ledger;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.util.ParameterTool;

/**
 * What a run of the job does.
 *
 * @param output folder for the lines
 * @param volume splits of each of the two kinds of source
 * @param hold where they pause
 * @param versions how many versions are broadcast
 * @param failAt where attempts fail, see {@link Stumble}
 */
public record LedgerOptions(String output, Volume volume, Hold hold, long versions, List<Long> failAt) {

    private static final String NOWHERE = "";

    /** A small run that ends by itself. */
    public static LedgerOptions small(String output) {
        return new LedgerOptions(output, new Volume(0, 3, 5, 1_000, 1_000), Hold.NONE, 100, List.of());
    }

    /** Reads them as arguments of {@code main}. */
    public static LedgerOptions parse(String[] arguments) {
        ParameterTool tool = ParameterTool.fromArgs(arguments);
        Volume volume = new Volume(
                0, tool.getInt("splits"), tool.getInt("keys"), tool.getLong("records"), tool.getLong("rate"));
        Hold hold = new Hold(tool.getLong("hold-at"), tool.get("release", NOWHERE));
        List<Long> failAt = Arrays.stream(tool.get("fail-at", NOWHERE).split(","))
                .filter(text -> !text.isEmpty())
                .map(Long::valueOf)
                .toList();
        return new LedgerOptions(tool.getRequired("output"), volume, hold, tool.getLong("versions"), failAt);
    }

    /** As {@link #parse} reads them. */
    public List<String> arguments() {
        return List.of(
                "--output",
                output,
                "--splits",
                Integer.toString(volume.splits()),
                "--keys",
                Integer.toString(volume.keys()),
                "--records",
                Long.toString(volume.records()),
                "--hold-at",
                Long.toString(hold.position()),
                "--release",
                hold.release(),
                "--rate",
                Long.toString(volume.rate()),
                "--versions",
                Long.toString(versions),
                "--fail-at",
                String.join(",", failAt.stream().map(String::valueOf).toList()));
    }

    public LedgerOptions records(long records) {
        return with(new Volume(0, volume.splits(), volume.keys(), records, volume.rate()));
    }

    public LedgerOptions splits(int splits) {
        return with(volume.from(0, splits));
    }

    public LedgerOptions rate(long rate) {
        return with(new Volume(0, volume.splits(), volume.keys(), volume.records(), rate));
    }

    /** Sources pause after so many entries of each split, for good. */
    public LedgerOptions holdAt(long position) {
        return holdUntil(position, NOWHERE);
    }

    /** Sources pause after so many entries of each split, until there is a file. */
    public LedgerOptions holdUntil(long position, String release) {
        return new LedgerOptions(output, volume, new Hold(position, release), versions, failAt);
    }

    public LedgerOptions failAt(Long... entries) {
        return new LedgerOptions(output, volume, hold, versions, List.of(entries));
    }

    private LedgerOptions with(Volume other) {
        return new LedgerOptions(output, other, hold, versions, failAt);
    }

    /** Splits of {@link EntrySource}. */
    Volume asked() {
        return volume;
    }

    /** Splits of {@link ListedSource}. */
    Volume listed() {
        return volume.from(volume.splits(), volume.splits());
    }
}
