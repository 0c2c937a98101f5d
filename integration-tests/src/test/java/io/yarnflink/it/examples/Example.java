package io.yarnflink.it.examples;

import java.util.List;
import java.util.stream.Stream;

/**
 * A main class of {@code flink-examples-streaming}.
 *
 * @param name below {@code org.apache.flink.streaming.examples}
 * @param ending how it ends
 * @param arguments what it gets, {@code OUT} standing for a folder of its own
 */
record Example(String name, Ending ending, List<String> arguments) {

    /** How an example ends. */
    enum Ending {
        /** By itself: what it writes is compared with what it writes on Apache Flink. */
        BOUNDED,
        /** With an error, on Apache Flink too: it opens a file of its JAR by its path, which nobody can. */
        FAILING,
        /** Never: it is run until something has come out. */
        ENDLESS,
        /** Needs what there is not in a test: a socket, a GPU. */
        EXCLUDED
    }

    private static final String OUT = "OUT";

    /** All of them. */
    static Stream<Example> all() {
        return Stream.of(
                bounded("wordcount.WordCount", "--output", OUT),
                bounded("wordcount.WordCount", "--output", OUT, "--execution-mode", "BATCH"),
                bounded("windowing.WindowWordCount", "--output", OUT, "--window", "2", "--slide", "1"),
                bounded("windowing.SessionWindowing", "--output", OUT),
                bounded("sideoutput.SideOutputExample", "--output", OUT, "--rejected-words-output", OUT + "/rejected"),
                bounded("dsv2.wordcount.WordCount", "--output", OUT),
                failing("dsv2.join.Join"),
                failing("dsv2.windowing.CountProductSalesWindowing"),
                failing("dsv2.eventtime.CountNewsClicks"),
                endless("dsv2.watermark.CountSales"),
                endless("windowing.TopSpeedWindowing"),
                endless("windowing.GroupedProcessingTimeWindowExample"),
                endless("join.WindowJoin"),
                endless("async.AsyncIOExample", "--waitMode", "unordered"),
                endless("datagen.DataGenerator"),
                endless("datagen.DataGeneratorPerCheckpoint"),
                endless("statemachine.StateMachineExample"),
                new Example("socket.SocketWindowWordCount", Ending.EXCLUDED, List.of()),
                new Example("gpu.MatrixVectorMul", Ending.EXCLUDED, List.of()),
                // No Flink program: it writes to Kafka by itself.
                new Example("statemachine.kafka.KafkaStandaloneGenerator", Ending.EXCLUDED, List.of()));
    }

    static Stream<Example> that(Ending ending) {
        return all().filter(example -> example.ending() == ending);
    }

    private static Example bounded(String name, String... arguments) {
        return new Example(name, Ending.BOUNDED, List.of(arguments));
    }

    private static Example failing(String name) {
        return new Example(name, Ending.FAILING, List.of("--output", OUT));
    }

    private static Example endless(String name, String... arguments) {
        return new Example(name, Ending.ENDLESS, List.of(arguments));
    }

    String mainClass() {
        return "org.apache.flink.streaming.examples." + name;
    }

    List<String> argumentsFor(String folder) {
        return arguments.stream()
                .map(argument -> argument.startsWith(OUT) ? folder + argument.substring(OUT.length()) : argument)
                .toList();
    }

    @Override
    public String toString() {
        return name + " " + String.join(" ", arguments);
    }
}
