package io.yarnflink.it.kafka;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** A Kafka server, broker and controller in one process, on loopback. */
final class KafkaServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int PARTITIONS = 3;

    private final Process process;
    private final String address;

    private KafkaServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts one that keeps its things in a folder, and returns when it answers. */
    static KafkaServer start(Path folder) throws IOException {
        String address = "127.0.0.1:" + freePort();
        Path settings = Files.writeString(folder.resolve("server.properties"), settings(folder, address));
        Process format = java(
                folder,
                "kafka.tools.StorageTool",
                "format",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                settings.toString());
        if (format.onExit().join().exitValue() != 0) {
            throw new IOException("Kafka's storage was not formatted: " + Files.readString(folder.resolve("log")));
        }
        KafkaServer server = new KafkaServer(java(folder, "kafka.Kafka", settings.toString()), address);
        try (Admin admin = server.admin()) {
            Awaitility.await("Kafka at " + address)
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> !admin.describeCluster()
                            .nodes()
                            .get(1, TimeUnit.SECONDS)
                            .isEmpty());
        }
        return server;
    }

    private static Process java(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("kafka.lib") + File.separator + "*"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private static String settings(Path folder, String address) throws IOException {
        String controller = "127.0.0.1:" + freePort();
        return String.join(
                "\n",
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@" + controller,
                "controller.listener.names=CONTROLLER",
                "listeners=PLAINTEXT://" + address + ",CONTROLLER://" + controller,
                "advertised.listeners=PLAINTEXT://" + address,
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs=" + folder.resolve("data"),
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "transaction.state.log.num.partitions=1",
                "transaction.max.timeout.ms=900000",
                // Records carry event times that begin in 1970; a server that keeps a week would delete them as it
                // wakes up.
                "log.retention.ms=-1",
                "group.initial.rebalance.delay.ms=0");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where clients connect. */
    String address() {
        return address;
    }

    void createTopic(String topic) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** All that is committed in a topic. */
    List<String> committed(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", address, "isolation.level", "read_committed");
        List<String> lines = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            Set<TopicPartition> partitions = new java.util.HashSet<>();
            consumer.partitionsFor(topic).forEach(one -> partitions.add(new TopicPartition(topic, one.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            // To the last stable offset, beyond which nothing is committed.
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> lines.add(record.value()));
            }
        }
        return lines;
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", address));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
